/** HTTP face of review. Another puskesmas's records are not found here, whoever knows their ids. */

import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { mutationIdSchema } from '#domain/ids.ts';
import {
  decisionRequestSchema,
  decisionResponseSchema,
  posyanduListSchema,
  reviewDetailSchema,
  reviewListQuerySchema,
  reviewListSchema,
} from '#protocol/review.ts';
import { mayRead } from '#server/auth/authority.ts';
import { todayInNtb } from '#server/country-days.ts';
import { decide } from '#server/review/decide.ts';
import { listRecords } from '#server/review/list-records.ts';
import { posyanduOverview } from '#server/review/posyandu-overview.ts';
import { reviewReach } from '#server/review/reach.ts';
import type { Reach } from '#server/review/store.ts';
import { createReviewStore } from '#server/store/review-store.ts';
import { signedInOf } from './access.ts';
import type { Api, AppDeps } from './deps.ts';
import { Refusal } from './errors.ts';

const readers = { access: ['petugas', 'admin'] } as const;
/** An admin looks; deciding on records of children is for staff of their puskesmas. */
const reviewers = { access: ['petugas'] } as const;

const recordParamsSchema = z.strictObject({ mid: mutationIdSchema });

export function registerReviewRoutes(api: Api, { db, now }: AppDeps): void {
  const store = createReviewStore(db);

  api.get(
    '/api/review/records',
    {
      config: readers,
      schema: { querystring: reviewListQuerySchema, response: { 200: reviewListSchema } },
    },
    async (request) => {
      const { posyanduId } = request.query;
      if (
        posyanduId !== undefined &&
        !(await mayRead(db, signedInOf(request), posyanduId, now()))
      ) {
        throw new Refusal('not-found');
      }
      const list = await listRecords(store, reachOf(request), request.query);
      if (!list.ok) throw new Refusal(list.error);
      return list.value;
    },
  );

  api.get(
    '/api/review/records/:mid',
    {
      config: readers,
      schema: { params: recordParamsSchema, response: { 200: reviewDetailSchema } },
    },
    async (request) => {
      const detail = await store.find(reachOf(request), request.params.mid);
      if (detail === null) throw new Refusal('not-found');
      return { server: 'siposyandu' as const, ...detail };
    },
  );

  api.post(
    '/api/review/decisions',
    {
      config: reviewers,
      schema: { body: decisionRequestSchema, response: { 200: decisionResponseSchema } },
    },
    async (request) => {
      const { decision, reason } = request.body;
      if (decision === 'return' && reason === null) throw new Refusal('malformed-request');
      const reviewer = { id: signedInOf(request).id, reach: reachOf(request) };
      const decided = await decide(store, reviewer, request.body, now());
      return { server: 'siposyandu' as const, decided };
    },
  );

  api.get(
    '/api/posyandu',
    { config: readers, schema: { response: { 200: posyanduListSchema } } },
    (request) => {
      const nowMs = now();
      return posyanduOverview(store, reachOf(request), { today: todayInNtb(nowMs), nowMs });
    },
  );
}

function reachOf(request: FastifyRequest): Reach {
  const reach = reviewReach(signedInOf(request));
  if (reach === null) throw new Refusal('not-allowed');
  return reach;
}
