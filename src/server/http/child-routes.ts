/** HTTP face of what the puskesmas does with children themselves. Another puskesmas's posyandu is not found here. */

import * as z from 'zod/mini';
import { childIdSchema, posyanduIdSchema } from '#domain/ids.ts';
import {
  childActionRequestSchema,
  childActionResponseSchema,
  childSearchRequestSchema,
  childSearchSchema,
} from '#protocol/children.ts';
import { mayRead } from '#server/auth/authority.ts';
import { actOnChild } from '#server/review/act-on-child.ts';
import { findChildren } from '#server/review/find-children.ts';
import { childrenOf } from '#server/store/child-store.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import { signedInOf } from './access.ts';
import type { Api, AppDeps } from './deps.ts';
import { Refusal } from './errors.ts';

/** An admin keeps accounts; children are for staff of their puskesmas. */
const config = { access: ['petugas'] } as const;

const childParamsSchema = z.strictObject({ childId: childIdSchema });
const posyanduParamsSchema = z.strictObject({ posyanduId: posyanduIdSchema });

export function registerChildRoutes(api: Api, { db, now }: AppDeps): void {
  const store = createSyncStore(db);

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
      if (body.action === 'transfer' && !(await mayRead(db, account, body.toPosyanduId, nowMs))) {
        throw new Refusal('other-puskesmas');
      }
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
