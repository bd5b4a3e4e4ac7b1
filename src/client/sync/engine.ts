/** One run of sync: push what waits, then pull what changed. */

import type { MutationId } from '#domain/ids.ts';
import { MAX_MUTATIONS_PER_PUSH } from '#protocol/push.ts';
import { createBatchSize } from './batch-size.ts';
import type { Clock } from './platform.ts';
import { pullChanges, type PullOutcome } from './pull-changes.ts';
import { pushOutbox } from './push-outbox.ts';
import { reportIn } from './report-in.ts';
import { NO_LIMIT, type RequestBudget } from './request-budget.ts';
import type { RunAs, SyncStore } from './sync-store.ts';
import type { Transport, TransportFailure } from './transport.ts';

export interface EngineDeps {
  readonly store: SyncStore;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Build of the app. */
  readonly app: string;
  /** What `transport` asks before each request; told here which were worth it. */
  readonly budget?: RequestBudget;
}

export interface SyncEngine {
  /** @returns what stood in the way, or `null` when both directions came to their end */
  run(): Promise<TransportFailure | null>;
}

/** Some twenty kilobytes: on a slow network seconds, and what breaks off is asked for again. */
const CHANGES_PER_PAGE = 1000;

const NOBODY_SIGNED_IN: TransportFailure = { kind: 'signed-out', retryAfterMs: null };
/** What comes back could not be noted, so nothing is sent either. */
const TOO_OLD: TransportFailure = { kind: 'update-needed', retryAfterMs: null };

/** Something may wait again after a pull: saved meanwhile, or asked for anew by a server that was set back. */
const MAX_ROUNDS = 3;

/**
 * Safe to stop and start again at any point, and to run twice at once: every
 * step is one transaction, and the server answers a resend as it did before.
 * Push comes first, so that nothing is taken from the phone before it was sent.
 */
export function createSyncEngine(deps: EngineDeps): SyncEngine {
  const { store, budget = NO_LIMIT } = deps;
  const push = { ...deps, budget, size: createBatchSize(MAX_MUTATIONS_PER_PUSH) };
  const pull = { ...deps, budget, size: createBatchSize(CHANGES_PER_PAGE) };
  let reread = false;
  let takesReports = true;

  async function round(
    as: RunAs,
    sentAgain: Set<MutationId>,
    isLast: boolean,
  ): Promise<PullOutcome> {
    const pushed = await pushOutbox(push, as, sentAgain);
    if (!pushed.reachable) return { failure: pushed.failure, done: false };
    const unheard = takesReports ? await reportIn(push, as, sentAgain) : null;
    // A server that does not know an empty push is no reason to sync nothing else.
    if (unheard?.kind === 'refused') takesReports = false;
    else if (unheard !== null) return { failure: unheard, done: false };
    const unless = { waiting: !isLast, reportDue: !isLast && takesReports };
    const pulled = await pullChanges(pull, as, pushed.failure === null ? unless : null);
    return { ...pulled, failure: pulled.failure ?? pushed.failure };
  }

  return {
    async run() {
      const as = await store.begin();
      if (as === null) return NOBODY_SIGNED_IN;
      if (as === 'read-only') return TOO_OLD;
      if (!reread) {
        await store.rereadUnknown();
        reread = true;
      }
      const sentAgain = new Set<MutationId>();
      for (let rounds = 1; ; rounds += 1) {
        const { failure, done } = await round(as, sentAgain, rounds === MAX_ROUNDS);
        if (failure?.kind === 'signed-out') await store.signedOut(as);
        if (failure !== null || done) return failure;
      }
    },
  };
}
