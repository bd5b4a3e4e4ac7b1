/** HTTP face of sync: parses, asks who it is, calls, answers. No rule lives here. */

import type { FastifyRequest } from 'fastify';
import type { PosyanduId } from '#domain/ids.ts';
import { packChanges } from '#protocol/packed-changes.ts';
import { askedAfter, PAGES_TYPE } from '#protocol/pull-pages.ts';
import {
  pullRequestSchema,
  type Grant,
  type PullRequest,
  type PullResponse,
} from '#protocol/pull.ts';
import { pushRequestSchema, type PushRequest, type PushResponse } from '#protocol/push.ts';
import { PROTOCOL_VERSION } from '#protocol/version.ts';
import { latestToday } from '#server/country-days.ts';
import type { SyncStanding } from '#server/store/sync-standing.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import { applyPush } from '#server/sync/apply-push.ts';
import { collectPull } from '#server/sync/collect-pull.ts';
import { informedStore } from '#server/sync/informed-store.ts';
import type { SyncStore } from '#server/sync/store.ts';
import { createTurns } from '#server/sync/take-turns.ts';
import { standingOf } from './access.ts';
import { comeAgain, createAtWork, MAX_SYNC_AT_WORK, MAX_WAITING_FOR_ONE } from './at-work.ts';
import type { Api, AppDeps } from './deps.ts';
import { accepts, PACKED_BY_LINE, sendLines } from './in-lines.ts';
import { inflateBody } from './inflate.ts';

/** So long one answer goes on with pages: who asks, and what they may see, is looked at for each answer. */
const ONE_ANSWER_MS = 30_000;

type Asked<T> = Pick<FastifyRequest, 'standing'> & { readonly body: T };

export function registerSyncRoutes(api: Api, { db, now }: AppDeps): void {
  const turns = createTurns<PosyanduId>(MAX_WAITING_FOR_ONE, comeAgain);
  const direct = createSyncStore(db);
  const store: SyncStore = {
    ...direct,
    inScope: (posyanduId, work) => turns.take(posyanduId, () => direct.inScope(posyanduId, work)),
  };
  const atWork = createAtWork(MAX_SYNC_AT_WORK);
  // Kader only: staff do not carry a posyandu on a phone.
  const config = { access: ['kader'], sync: atWork } as const;

  const push = { config, preParsing: inflateBody, schema: { body: pushRequestSchema } };
  api.post('/api/sync/push', push, (request) => atWork.run(() => answerPush(request)));

  const pull = { config, schema: { body: pullRequestSchema }, compress: PACKED_BY_LINE };
  api.post('/api/sync/pull', pull, async (request, reply) => {
    const first = await atWork.run(() => answerPull(request, request.body));
    const isLast = askedAfter(request.body, first) === null;
    if (isLast || !accepts(request, PAGES_TYPE)) return first;
    return sendLines(request, reply, PAGES_TYPE, first, pagesAfter(request, first));
  });

  /** At work only while it reads one: how long a slow phone takes for a page keeps nobody out. */
  async function* pagesAfter(
    request: Asked<PullRequest>,
    first: PullResponse,
  ): AsyncGenerator<PullResponse> {
    const untilMs = now() + ONE_ANSWER_MS;
    let asked = request.body;
    let page = first;
    while (now() <= untilMs) {
      const next = askedAfter(asked, page);
      if (next === null) return;
      asked = { ...asked, ...next };
      page = await atWork.run(() => answerPull(request, asked));
      yield page;
    }
  }

  async function answerPush(request: Asked<PushRequest>): Promise<PushResponse> {
    const { account, grants, informed } = knownOf(request);
    const nowMs = now();
    const { deviceId, app, waiting, mutations } = request.body;
    const posyanduIds = grants.map(({ posyanduId }) => posyanduId);
    const { verdicts, have } = await applyPush(
      informed,
      mutations,
      { pushedBy: account.id, nowMs, today: latestToday(nowMs), decidedBy: null },
      { deviceId, posyanduIds },
    );
    for (const posyanduId of posyanduIds) {
      const note = { posyanduId, deviceId, accountId: account.id, app, nowMs, waiting };
      await informed.noteDevice(note);
    }
    return {
      server: 'siposyandu',
      protocol: PROTOCOL_VERSION,
      epoch: await informed.epoch(),
      nowMs,
      verdicts,
      have,
    };
  }

  async function answerPull(request: Asked<unknown>, asked: PullRequest): Promise<PullResponse> {
    const { account, grants, informed } = knownOf(request);
    const who = { accountId: account.id, grants };
    const answer = await collectPull(informed, who, asked, now());
    return asked.packed === true ? packed(answer) : answer;
  }

  function knownOf(request: Asked<unknown>) {
    const standing = standingOf(request);
    const { account, deviceId, epoch, places } = standing;
    const known = { epoch, accountId: account.id, deviceId, places };
    return { account, grants: grantsIn(standing), informed: informedStore(store, known) };
  }
}

function grantsIn({ places }: SyncStanding): Grant[] {
  return places.flatMap(({ grant }) => (grant === null ? [] : [grant]));
}

/** A few changes are shorter as they are. */
const WORTH_PACKING = 50;

function packed(answer: PullResponse): PullResponse {
  return {
    ...answer,
    feeds: answer.feeds.map((feed) =>
      feed.changes.length < WORTH_PACKING
        ? feed
        : { ...feed, changes: [], packed: packChanges(feed.changes) },
    ),
  };
}
