/**
 * HTTP face of what the puskesmas does with children themselves. A child is only
 * to be found where one's own puskesmas looks after it; of another's posyandu
 * nothing is told but names, to send a child there.
 */

import * as z from 'zod/mini';
import { childIdSchema, posyanduIdSchema } from '#domain/ids.ts';
import {
  childActionRequestSchema,
  childActionResponseSchema,
  childSearchRequestSchema,
  childSearchSchema,
  MAX_POSYANDU_FOUND,
  posyanduSearchRequestSchema,
  posyanduSearchSchema,
} from '#protocol/children.ts';
import { mayRead } from '#server/auth/authority.ts';
import { actOnChild } from '#server/review/act-on-child.ts';
import { findChildren } from '#server/review/find-children.ts';
import { childrenOf } from '#server/store/child-store.ts';
import { findPosyanduElsewhere } from '#server/store/find-posyandu.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import { signedInOf } from './access.ts';
import type { Api, AppDeps } from './deps.ts';
import { Refusal } from './errors.ts';

/** An admin keeps accounts; children are for staff of their puskesmas. */
const config = { access: ['petugas'] } as const;

const SEARCH_WINDOW_MS = 15 * 60_000;
/** Somebody who types slowly asks for every few letters; nobody moves this many children. */
const MAX_SEARCHES_OF_ONE = 300;

const childParamsSchema = z.strictObject({ childId: childIdSchema });
const posyanduParamsSchema = z.strictObject({ posyanduId: posyanduIdSchema });

export function registerChildRoutes(api: Api, { db, now }: AppDeps): void {
  const store = createSyncStore(db);
  const searchesOfOne = api.createRateLimit({
    max: MAX_SEARCHES_OF_ONE,
    timeWindow: SEARCH_WINDOW_MS,
    keyGenerator: (request) => signedInOf(request).id,
  });

  api.post(
    '/api/posyandu/:posyanduId/children/search',
    {
      config,
      schema: {
        params: posyanduParamsSchema,
        body: childSearchRequestSchema,
        response: { 200: childSearchSchema },
      },
    },
    async (request) => {
      const { posyanduId } = request.params;
      if (!(await mayRead(db, signedInOf(request), posyanduId, now()))) {
        throw new Refusal('not-found');
      }
      const children = findChildren(await childrenOf(db, posyanduId), request.body.search);
      return { server: 'siposyandu' as const, children };
    },
  );

  api.post(
    '/api/posyandu/search',
    {
      config,
      schema: { body: posyanduSearchRequestSchema, response: { 200: posyanduSearchSchema } },
    },
    async (request) => {
      const limit = await searchesOfOne(request);
      if (!limit.isAllowed && limit.isExceeded) {
        throw new Refusal('too-many-attempts', limit.ttlInSeconds);
      }
      const { puskesmasId } = signedInOf(request);
      if (puskesmasId === null) throw new Refusal('not-allowed');
      const { search } = request.body;
      const found = await findPosyanduElsewhere(db, puskesmasId, search, MAX_POSYANDU_FOUND + 1);
      return {
        server: 'siposyandu' as const,
        posyandu: found.slice(0, MAX_POSYANDU_FOUND),
        more: found.length > MAX_POSYANDU_FOUND,
      };
    },
  );

  api.post(
    '/api/review/children/:childId/actions',
    {
      config,
      schema: {
        params: childParamsSchema,
        body: childActionRequestSchema,
        response: { 200: childActionResponseSchema },
      },
    },
    async (request) => {
      const account = signedInOf(request);
      const nowMs = now();
      const { body } = request;
      if (!(await mayRead(db, account, body.posyanduId, nowMs))) throw new Refusal('not-found');
      const done = await actOnChild(
        store,
        { staff: account.id, nowMs },
        request.params.childId,
        body,
      );
      if (!done.ok) throw new Refusal(done.error);
      return { server: 'siposyandu' as const, status: done.value };
    },
  );
}
