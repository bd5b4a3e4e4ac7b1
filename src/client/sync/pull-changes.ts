/** Fetches what changed in the phone's posyandu, page by page: while one is written down, the next are on their way. */

import { askedAfter } from '#protocol/pull-pages.ts';
import { PROTOCOL_VERSION } from '#protocol/version.ts';
import type { BatchSize } from './batch-size.ts';
import type { Clock } from './platform.ts';
import type { RequestBudget } from './request-budget.ts';
import type { RunAs, RunEnd, SyncStore } from './sync-store.ts';
import type { Pages, Transport, TransportFailure } from './transport.ts';

export interface PullDeps {
  readonly store: SyncStore;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly app: string;
  readonly size: BatchSize;
  readonly budget: Pick<RequestBudget, 'giveBack'>;
}

type Asked = Awaited<ReturnType<SyncStore['pullRequest']>>;

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
  const { store, size, transport, clock, app } = deps;
  for (;;) {
    const asked = await store.pullRequest(as, size.current());
    const sentAtMs = clock.nowMs();
    const answer = await transport.pull({ ...asked, protocol: PROTOCOL_VERSION, app });
    if (!answer.ok) return failed(deps, asked, answer.error);
    try {
      const outcome = await takePages(deps, as, unless, { asked, sentAtMs, pages: answer.value });
      if (outcome !== null) return outcome;
    } finally {
      answer.value.close();
    }
  }
}

interface Answer {
  readonly asked: Asked;
  readonly sentAtMs: number;
  readonly pages: Pages;
}

/** @returns `null` where there is more to ask for */
async function takePages(
  deps: PullDeps,
  as: RunAs,
  unless: RunEnd['unless'] | null,
  { asked: first, sentAtMs, pages }: Answer,
): Promise<PullOutcome | null> {
  const { store, size, clock, budget } = deps;
  let asked = first;
  let isFruitful = false;
  for (;;) {
    const page = await pages.next();
    if (page === null) return null;
    if (!page.ok) return failed(deps, asked, page.error);
    // Of a page that nobody asked for, nobody knows when the server began it.
    const heard = asked === first ? { sentAtMs, receivedAtMs: clock.nowMs() } : null;
    const end = unless === null ? null : { atMs: clock.nowMs(), unless };
    const taken = await store.takePull(as, asked, page.value, heard, end);
    size.grow();
    if (taken.advanced && taken.news && !isFruitful) {
      isFruitful = true;
      budget.giveBack();
    }
    if (!taken.more) return { failure: null, done: taken.done };
    if (!taken.advanced) return { failure: { kind: 'server', retryAfterMs: null }, done: false };
    // Without news it was let go: another tab was faster.
    const follows = taken.news ? askedAfter(asked, page.value) : null;
    if (follows === null) return null;
    asked = { ...asked, ...follows };
  }
}

function failed({ size }: PullDeps, { limit }: Asked, failure: TransportFailure): PullOutcome {
  if (failure.kind === 'timeout') size.shrink(limit);
  return { failure, done: false };
}
