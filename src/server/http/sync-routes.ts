/** HTTP face of sync: parses, asks who it is, calls, answers. No rule lives here. */

import type { FastifyRequest } from 'fastify';
import { pullRequestSchema, type PullRequest, type PullResponse } from '#protocol/pull.ts';
import { pushRequestSchema, type PushRequest, type PushResponse } from '#protocol/push.ts';
import { PROTOCOL_VERSION } from '#protocol/version.ts';
import { latestToday } from '#server/country-days.ts';
import { grantsOf } from '#server/store/account-store.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import { applyPush } from '#server/sync/apply-push.ts';
import { collectPull } from '#server/sync/collect-pull.ts';
import { signedInOf } from './access.ts';
import { createAtWork, MAX_SYNC_AT_WORK } from './at-work.ts';
import type { Api, AppDeps } from './deps.ts';
import { inflateBody } from './inflate.ts';

/** Kader only: staff do not carry a posyandu on a phone. */
const config = { access: ['kader'] } as const;

type Asked<T> = Pick<FastifyRequest, 'signedIn'> & { readonly body: T };

export function registerSyncRoutes(api: Api, { db, now }: AppDeps): void {
  const store = createSyncStore(db);
  const atWork = createAtWork(MAX_SYNC_AT_WORK);
  const limited = { config, onRequest: atWork.refuseIfFull };

  const push = { ...limited, preParsing: inflateBody, schema: { body: pushRequestSchema } };
  api.post('/api/sync/push', push, (request) => atWork.run(() => answerPush(request)));

  const pull = { ...limited, schema: { body: pullRequestSchema } };
  api.post('/api/sync/pull', pull, (request) => atWork.run(() => answerPull(request)));

  async function answerPush(request: Asked<PushRequest>): Promise<PushResponse> {
    const account = signedInOf(request);
    const nowMs = now();
    const { deviceId, app, waiting, mutations } = request.body;
    const { verdicts, have } = await applyPush(store, mutations, {
      pushedBy: account.id,
      nowMs,
      today: latestToday(nowMs),
      decidedBy: null,
    });
    for (const { posyanduId } of await grantsOf(db, account, nowMs)) {
      await store.noteDevice({ posyanduId, deviceId, accountId: account.id, app, nowMs, waiting });
    }
    return {
      server: 'siposyandu',
      protocol: PROTOCOL_VERSION,
      epoch: await store.epoch(),
      nowMs,
      verdicts,
      have,
    };
  }

  async function answerPull(request: Asked<PullRequest>): Promise<PullResponse> {
    const account = signedInOf(request);
    const nowMs = now();
    const grants = await grantsOf(db, account, nowMs);
    return collectPull(store, { accountId: account.id, grants }, request.body, nowMs);
  }
}
