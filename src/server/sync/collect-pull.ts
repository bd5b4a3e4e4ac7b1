/** Collects what changed in a kader's posyandu since the cursors a phone sent. */

import type { AccountId } from '#domain/ids.ts';
import type { Grant, PullRequest, PullResponse } from '#protocol/pull.ts';
import { PROTOCOL_VERSION } from '#protocol/version.ts';
import type { FeedPage, SyncStore } from './store.ts';

type Cursor = PullRequest['cursors'][number];

/**
 * The first load is the same feed from number 0, page by page: each record
 * comes once, at its newest number, and one that changes meanwhile comes later.
 *
 * @param grants what this account may see at `nowMs`; nothing else is read
 */
export async function collectPull(
  store: SyncStore,
  { accountId, grants }: { readonly accountId: AccountId; readonly grants: readonly Grant[] },
  request: PullRequest,
  nowMs: number,
): Promise<PullResponse> {
  const epoch = await store.epoch();
  const sent = new Map(request.cursors.map((cursor) => [cursor.posyanduId, cursor]));
  const knowsEpoch = request.epoch === null || request.epoch === epoch;

  const feeds: PullResponse['feeds'] = [];
  for (const { posyanduId } of grants) {
    const { deviceId, app } = request;
    await store.noteDevice({ posyanduId, deviceId, accountId, app, nowMs, waiting: null });
    const cursor = (knowsEpoch ? sent.get(posyanduId) : undefined) ?? { seq: 0 };
    let page = await feedAfter(cursor);
    const ahead = cursor.seq > page.counter;
    if (ahead) page = await feedAfter({ seq: 0 });
    const changes = page.changes.slice(0, request.limit);
    const last = changes.at(-1)?.seq ?? 0;
    const more = page.changes.length > changes.length;
    feeds.push({
      posyanduId,
      mode: ahead || (!knowsEpoch && sent.has(posyanduId)) ? 'reset' : 'delta',
      to: more ? last : Math.max(last, page.counter),
      counter: page.counter,
      more,
      changes,
    });

    /** One more than fits: whether there is a page after this one. */
    function feedAfter({ seq, reviewsUpTo = 0 }: Omit<Cursor, 'posyanduId'>): Promise<FeedPage> {
      const inside = request.reviewsInside === true ? { upTo: reviewsUpTo } : undefined;
      return store.feed(posyanduId, seq, request.limit + 1, inside);
    }
  }
  return {
    server: 'siposyandu',
    protocol: PROTOCOL_VERSION,
    epoch,
    nowMs,
    grants: [...grants],
    feeds,
  };
}
