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

/** One comes while the server makes the next: more would only share the same network. */
const MAX_ON_THE_WAY = 2;
/** A phone that writes more slowly than pages come keeps no more of them in memory; fewer than the budget saves up. */
const MAX_ASKED_FOR = 3;

type Asked = Awaited<ReturnType<SyncStore['pullRequest']>>;

/** A page asked for and not taken yet. */
interface Page {
  readonly asked: Asked;
  /** What follows on it, once that is known. */
  head: PullHead | null;
  isHere: boolean;
  /** Never rejects. */
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
  const { store, size, clock } = deps;
  let line = createLine(deps, await store.pullRequest(as, size.current()));
  try {
    for (;;) {
      const { asked, answer: coming } = line.first();
      const { answer, heard } = await coming;
      if (!answer.ok) {
        if (answer.error.kind === 'timeout') size.shrink(asked.limit);
        return { failure: answer.error, done: false };
      }
      const end = unless === null ? null : { atMs: clock.nowMs(), unless };
      const taken = await store.takePull(as, asked, answer.value, heard, end);
      if (taken.advanced && taken.news) deps.budget.giveBack();
      if (!taken.more) return { failure: null, done: taken.done };
      if (!taken.advanced) {
        return { failure: { kind: 'server', retryAfterMs: null }, done: false };
      }
      const next = await store.pullRequest(as, size.current());
      if (line.goesOnWith(next)) continue;
      line.end();
      line = createLine(deps, next);
    }
  } finally {
    line.end();
  }
}

interface Line {
  first(): Page;
  /** Lets go of the first; whether the one after it is what would be asked for now. */
  goesOnWith(next: Asked): boolean;
  /** Asks for nothing more. */
  end(): void;
}

/** Pages that follow on each other, each asked for once it is known where the one before it ends. */
function createLine(deps: PullDeps, asked: Asked): Line {
  let isOpen = true;
  const first = ask(deps, asked, extend);
  let pages: readonly [Page, ...Page[]] = [first];

  function extend(): void {
    const last = pages.at(-1) ?? first;
    const onTheWay = pages.filter(({ isHere }) => !isHere).length;
    if (!isOpen || onTheWay >= MAX_ON_THE_WAY || pages.length >= MAX_ASKED_FOR) return;
    const next = last.head === null ? null : following(deps, last.asked, last.head);
    if (next !== null) pages = [...pages, ask(deps, next, extend)];
  }

  return {
    first: () => pages[0],
    goesOnWith(next) {
      const [, second, ...others] = pages;
      if (second === undefined || !isSame(second.asked, next)) return false;
      pages = [second, ...others];
      extend();
      return true;
    },
    end() {
      isOpen = false;
    },
  };
}

/** @param onNews the page's head is known, or all of it here */
function ask({ transport, clock, app, size }: PullDeps, asked: Asked, onNews: () => void): Page {
  const exchange = async () => {
    const sentAtMs = clock.nowMs();
    const answer = await transport.pull({ ...asked, protocol: PROTOCOL_VERSION, app }, (head) => {
      page.head = head;
      onNews();
    });
    const heard = { sentAtMs, receivedAtMs: clock.nowMs() };
    page.isHere = true;
    if (answer.ok && answer.value.feeds.some(({ more }) => more)) {
      size.grow({ count: asked.limit, tookMs: heard.receivedAtMs - heard.sentAtMs });
      page.head = answer.value;
      onNews();
    }
    return { answer, heard };
  };
  const page: Page = { asked, head: null, isHere: false, answer: Promise.resolve().then(exchange) };
  return page;
}

/** What the phone will ask for once it has taken a page, unless something comes between. */
function following(deps: PullDeps, asked: Asked, { epoch, feeds }: PullHead): Asked | null {
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
  return { ...asked, epoch, cursors, limit: deps.size.current() };
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
