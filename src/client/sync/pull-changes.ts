/** Fetches what changed in the phone's posyandu, page by page: while one is written down, the next are on their way. */

import { askedAfter } from '#protocol/pull-pages.ts';
import type { PullResponse } from '#protocol/pull.ts';
import { PROTOCOL_VERSION } from '#protocol/version.ts';
import type { BatchSize } from './batch-size.ts';
import type { Clock } from './platform.ts';
import type { RequestBudget } from './request-budget.ts';
import type { RunAs, RunEnd, SyncStore, TakenPull } from './sync-store.ts';
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

/**
 * While one page is written down, the next comes and is read. What a page follows
 * on is looked at in its own transaction, so one that was begun too early is let go.
 *
 * @returns `null` where there is more to ask for
 */
async function takePages(
  deps: PullDeps,
  as: RunAs,
  unless: RunEnd['unless'] | null,
  { asked: first, sentAtMs, pages }: Answer,
): Promise<PullOutcome | null> {
  const { store, size, clock } = deps;
  const judge = createJudge(deps);
  let asked: Asked | null = first;
  let writing: Promise<TakenPull> | null = null;
  for (;;) {
    const page: Awaited<ReturnType<Pages['next']>> = asked === null ? null : await pages.next();
    let taking: Promise<TakenPull> | null = null;
    if (asked !== null && page?.ok === true) {
      const nowMs = clock.nowMs();
      // Of a page that nobody asked for, nobody knows when the server began it.
      const heard = asked === first ? { sentAtMs, receivedAtMs: nowMs } : null;
      const end = unless === null ? null : { atMs: nowMs, unless };
      taking = store.takePull(as, asked, page.value, heard, end);
    }
    const written = Promise.allSettled([taking]);
    const outcome = writing === null ? GO_ON : judge(await writing);
    if (outcome !== GO_ON) {
      await written;
      return outcome;
    }
    if (asked === null || page === null) return null;
    if (!page.ok) return failed(deps, asked, page.error);
    size.grow();
    writing = taking;
    asked = askedNext(asked, page.value);
  }
}

const GO_ON = 'go on';

/** @returns what it comes to that a page was written down; `null` where it was let go, and is to be asked for anew */
function createJudge({
  budget,
}: PullDeps): (taken: TakenPull) => PullOutcome | null | typeof GO_ON {
  let isFruitful = false;
  return ({ more, advanced, news, done }) => {
    if (advanced && news && !isFruitful) {
      isFruitful = true;
      budget.giveBack();
    }
    if (!more) return { failure: null, done };
    if (!advanced) return { failure: { kind: 'server', retryAfterMs: null }, done: false };
    // Another tab was faster.
    return news ? GO_ON : null;
  };
}

function askedNext(asked: Asked, page: PullResponse): Asked | null {
  const next = askedAfter(asked, page);
  return next === null ? null : { ...asked, ...next };
}

function failed({ size }: PullDeps, { limit }: Asked, failure: TransportFailure): PullOutcome {
  if (failure.kind === 'timeout') size.shrink(limit);
  return { failure, done: false };
}
