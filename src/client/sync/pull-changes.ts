/** Fetches what changed in the phone's posyandu, page by page: the next is asked for while one is on its way or written down. */

import { MAX_CHANGES_PER_PULL, type PullHead } from '#protocol/pull.ts';
import { PROTOCOL_VERSION } from '#protocol/version.ts';
import type { BatchSize } from './batch-size.ts';
import type { Clock } from './platform.ts';
import type { RequestBudget } from './request-budget.ts';
import { reviewsUpTo } from './reviews-up-to.ts';
import type { Heard, RunAs, RunEnd, SyncStore } from './sync-store.ts';
import type { Transport, TransportFailure } from './transport.ts';

export interface PullDeps {
  readonly store: SyncStore;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly app: string;
  readonly size: BatchSize;
  readonly budget: Pick<RequestBudget, 'giveBack'>;
}

/** At most: how many it is goes by how long they take. */
export const CHANGES_PER_PAGE = MAX_CHANGES_PER_PULL;

type Asked = Awaited<ReturnType<SyncStore['pullRequest']>>;

/** Under way; nothing of it rejects. */
interface Page {
  readonly asked: Asked;
  /** What follows on it, where that is known before the answer is here. */
  readonly head: Promise<PullHead | null>;
  readonly answer: Promise<{
    readonly answer: Awaited<ReturnType<Transport['pull']>>;
    readonly heard: Heard;
  }>;
}

export interface PullOutcome {
  /** What ended it early; `null` when everything is here. */
  readonly failure: TransportFailure | null;
  /** Everything is here, and that the run came to its end is noted. */
  readonly done: boolean;
}

/** @param unless see `RunEnd`; `null` where the run has not succeeded, whatever comes */
export async function pullChanges(
  deps: PullDeps,
  as: RunAs,
  unless: RunEnd['unless'] | null,
): Promise<PullOutcome> {
  const { store, size } = deps;
  let page = ask(deps, await store.pullRequest(as, size.current()));
  for (;;) {
    const { asked } = page;
    const early = page.head.then((head) => head && askAhead(deps, asked, head));
    const { answer, heard } = await page.answer;
    if (!answer.ok) {
      if (answer.error.kind === 'timeout') size.shrink(asked.limit);
      return { failure: answer.error, done: false };
    }
    if (answer.value.feeds.some(({ more }) => more)) {
      size.grow(heard.receivedAtMs - heard.sentAtMs);
    }
    const ahead = (await early) ?? askAhead(deps, asked, answer.value);
    const end = unless === null ? null : { atMs: deps.clock.nowMs(), unless };
    const taken = await store.takePull(as, asked, answer.value, heard, end);
    if (taken.advanced && taken.news) deps.budget.giveBack();
    if (!taken.more) return { failure: null, done: taken.done };
    if (!taken.advanced) {
      return { failure: { kind: 'server', retryAfterMs: null }, done: false };
    }

    const next = await store.pullRequest(as, size.current());
    page = ahead !== null && isSame(ahead.asked, next) ? ahead : ask(deps, next);
  }
}

function nothing(): void {}

function ask({ transport, clock, app }: PullDeps, asked: Asked): Page {
  let tellHead: (head: PullHead | null) => void = nothing;
  const head = new Promise<PullHead | null>((resolve) => (tellHead = resolve));
  const exchange = async () => {
    const sentAtMs = clock.nowMs();
    const answer = await transport.pull({ ...asked, protocol: PROTOCOL_VERSION, app }, tellHead);
    tellHead(null);
    return { answer, heard: { sentAtMs, receivedAtMs: clock.nowMs() } };
  };
  return { asked, head, answer: exchange() };
}

/** What the phone will ask for once it has taken this answer, unless something comes between. */
function askAhead(deps: PullDeps, asked: Asked, { epoch, feeds }: PullHead): Page | null {
  if (!feeds.some(({ more }) => more)) return null;
  const from = new Map(asked.cursors.map((cursor) => [cursor.posyanduId, cursor]));
  const isPlain = feeds.every(
    ({ posyanduId, mode, more, to }) =>
      mode === 'delta' && (!more || to > (from.get(posyanduId)?.seq ?? 0)),
  );
  if (!isPlain || (asked.epoch !== null && asked.epoch !== epoch)) return null;
  const cursors = feeds.map((feed) => ({
    posyanduId: feed.posyanduId,
    seq: feed.to,
    ...reviewsUpTo(from.get(feed.posyanduId) ?? { seq: 0 }, feed),
  }));
  return ask(deps, { ...asked, epoch, cursors, limit: deps.size.current() });
}

/** Whoever took pages meanwhile in another tab has changed what is asked for. */
function isSame(one: Asked, other: Asked): boolean {
  const cursors = new Map(one.cursors.map((cursor) => [cursor.posyanduId, cursor]));
  return (
    one.deviceId === other.deviceId &&
    one.epoch === other.epoch &&
    one.cursors.length === other.cursors.length &&
    other.cursors.every((cursor) => {
      const same = cursors.get(cursor.posyanduId);
      return same?.seq === cursor.seq && same.reviewsUpTo === cursor.reviewsUpTo;
    })
  );
}
