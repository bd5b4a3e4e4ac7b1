/** Everything the puskesmas half asks of the server. Every method throws `ApiFailure`. */

import type { ChildId, MutationId, PosyanduId } from '#domain/ids.ts';
import {
  childActionResponseSchema,
  childSearchSchema,
  posyanduSearchSchema,
  type ChildActionRequest,
  type ChildActionResponse,
  type ChildSearch,
  type PosyanduSearch,
} from '#protocol/children.ts';
import type { ImportLine } from '#protocol/import.ts';
import type { ReviewStatus } from '#protocol/pull.ts';
import {
  decisionResponseSchema,
  posyanduListSchema,
  reviewDetailSchema,
  reviewListSchema,
  type DecisionRequest,
  type DecisionResponse,
  type PosyanduList,
  type ReviewDetail,
  type ReviewFlag,
  type ReviewKind,
  type ReviewList,
} from '#protocol/review.ts';
import {
  serverInfoSchema,
  sessionSchema,
  type ServerInfo,
  type Session,
} from '#protocol/session.ts';
import { ApiFailure } from './api-failure.ts';
import { importLines } from './import-stream.ts';
import { ask, send, type Fetch } from './request.ts';

/** What the list of records is narrowed to. */
export interface ReviewFilter {
  readonly status: ReviewStatus;
  readonly posyanduId: PosyanduId | null;
  readonly flag: ReviewFlag | null;
  readonly kind: ReviewKind | null;
}

export interface PuskesmasApi {
  /** Open to everybody. */
  info(signal?: AbortSignal): Promise<ServerInfo>;
  /** `null` when nobody is signed in. */
  session(signal?: AbortSignal): Promise<Session | null>;
  signIn(username: string, password: string): Promise<Session>;
  signOut(): Promise<void>;
  /** @param page.after `next` of the page before; `null` for the newest */
  records(
    filter: ReviewFilter,
    page: { readonly after: string | null; readonly limit: number },
    signal?: AbortSignal,
  ): Promise<ReviewList>;
  record(mid: MutationId, signal?: AbortSignal): Promise<ReviewDetail>;
  decide(request: DecisionRequest): Promise<DecisionResponse>;
  posyandu(signal?: AbortSignal): Promise<PosyanduList>;
  /** The children of a posyandu whose names are like what is searched for. */
  findChildren(posyanduId: PosyanduId, search: string, signal?: AbortSignal): Promise<ChildSearch>;
  /** Posyandu of other puskesmas by any of their names. */
  findPosyandu(search: string, signal?: AbortSignal): Promise<PosyanduSearch>;
  /** Merges, splits or transfers. The same `mid` again changes nothing. */
  actOnChild(childId: ChildId, request: ChildActionRequest): Promise<ChildActionResponse>;
  /** The report as it comes in; ends after its summary. Aborting stops listening, not the server. */
  importFile(
    posyanduId: PosyanduId,
    file: Blob,
    signal: AbortSignal,
  ): AsyncGenerator<Exclude<ImportLine, { kind: 'failed' }>>;
}

export function createPuskesmasApi(fetchFrom: Fetch): PuskesmasApi {
  return {
    info: (signal) => ask(fetchFrom, { path: '/api/info', schema: serverInfoSchema, signal }),

    async session(signal) {
      try {
        return await ask(fetchFrom, { path: '/api/session', schema: sessionSchema, signal });
      } catch (error) {
        if (error instanceof ApiFailure && error.code === 'not-signed-in') return null;
        throw error;
      }
    },

    signIn: (username, password) =>
      ask(fetchFrom, {
        path: '/api/session',
        method: 'POST',
        body: { username, password, deviceId: null },
        schema: sessionSchema,
      }),

    async signOut() {
      const response = await send(fetchFrom, '/api/session', { method: 'DELETE' });
      if (response.status !== 204) throw new ApiFailure('not-our-server');
    },

    records: ({ status, posyanduId, flag, kind }, { after, limit }, signal) => {
      const query = new URLSearchParams({ status, limit: String(limit) });
      if (posyanduId !== null) query.set('posyanduId', posyanduId);
      if (flag !== null) query.set('flag', flag);
      if (kind !== null) query.set('kind', kind);
      if (after !== null) query.set('after', after);
      const path = `/api/review/records?${query.toString()}`;
      return ask(fetchFrom, { path, schema: reviewListSchema, signal });
    },

    record: (mid, signal) =>
      ask(fetchFrom, { path: `/api/review/records/${mid}`, schema: reviewDetailSchema, signal }),

    decide: (request) =>
      ask(fetchFrom, {
        path: '/api/review/decisions',
        method: 'POST',
        body: request,
        schema: decisionResponseSchema,
      }),

    posyandu: (signal) =>
      ask(fetchFrom, { path: '/api/posyandu', schema: posyanduListSchema, signal }),

    findChildren: (posyanduId, search, signal) =>
      ask(fetchFrom, {
        path: `/api/posyandu/${posyanduId}/children/search`,
        method: 'POST',
        body: { search },
        schema: childSearchSchema,
        signal,
      }),

    findPosyandu: (search, signal) =>
      ask(fetchFrom, {
        path: '/api/posyandu/search',
        method: 'POST',
        body: { search },
        schema: posyanduSearchSchema,
        signal,
      }),

    actOnChild: (childId, request) =>
      ask(fetchFrom, {
        path: `/api/review/children/${childId}/actions`,
        method: 'POST',
        body: request,
        schema: childActionResponseSchema,
      }),

    async *importFile(posyanduId, file, signal) {
      const query = new URLSearchParams({ posyandu: posyanduId });
      const response = await send(
        fetchFrom,
        `/api/import?${query.toString()}`,
        { method: 'POST', body: file, signal },
        'application/octet-stream',
      );
      yield* importLines(response);
    },
  };
}
