/** Sends what waits and notes the server's answer on exactly what it answered. */

import type { ChildId, MutationId } from '#domain/ids.ts';
import { PROTOCOL_VERSION } from '#protocol/version.ts';
import type { BatchSize } from './batch-size.ts';
import type { Clock } from './platform.ts';
import type { RequestBudget } from './request-budget.ts';
import type { Chunk, RunAs, SyncStore } from './sync-store.ts';
import type { FailureKind, Transport, TransportFailure } from './transport.ts';

export interface PushDeps {
  readonly store: SyncStore;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Build of the app. */
  readonly app: string;
  readonly size: BatchSize;
  readonly budget: Pick<RequestBudget, 'giveBack'>;
}

export interface PushOutcome {
  readonly failure: TransportFailure | null;
  /** The server can be reached and talks sense: what failed was about single mutations. */
  readonly reachable: boolean;
}

/** Single mutations the server may choke on before the run gives up: it is then the server that is ill. */
const MAX_STUCK = 3;
/** A new device id that is taken as well, twice over, is not chance. */
const MAX_FORKS = 3;

/** What smaller pieces may cure, or isolate. */
const ABOUT_CONTENT: ReadonlySet<FailureKind> = new Set(['too-large', 'refused']);

/**
 * Sends chunk after chunk until nothing waits, what was saved meanwhile included.
 *
 * A mutation the server chokes on is found by halving and set aside for this
 * run with all others of its child, whose order matters; the rest goes on.
 * Nothing is deleted here, whatever the answer.
 *
 * @param sentAgain what this run has sent once more because the server lacks it;
 *   added to, and not sent a third time
 */
export async function pushOutbox(
  deps: PushDeps,
  as: RunAs,
  sentAgain: Set<MutationId>,
): Promise<PushOutcome> {
  const { store, size } = deps;
  const setAside = new Set<ChildId>();
  let lastTrouble: TransportFailure | null = null;
  let stuck = 0;
  let forks = 0;

  for (;;) {
    const chunk = await store.nextChunk(as, size.current(), setAside);
    if (chunk.mutations.length === 0) return { failure: lastTrouble, reachable: true };

    const sentAtMs = deps.clock.nowMs();
    const answer = await sendChunk(deps, chunk);
    if (!answer.ok) {
      const failure = answer.error;
      await store.noteFailure(midsOf(chunk), failure.kind);
      if (failure.kind === 'timeout') size.shrink(chunk.mutations.length);
      if (!ABOUT_CONTENT.has(failure.kind)) return { failure, reachable: false };
      if (chunk.mutations.length > 1) {
        size.shrink(chunk.mutations.length);
        continue;
      }
      stuck += 1;
      if (stuck >= MAX_STUCK) return { failure, reachable: false };
      lastTrouble = failure;
      for (const { childId } of chunk.mutations) setAside.add(childId);
      continue;
    }

    const heard = { sentAtMs, receivedAtMs: deps.clock.nowMs() };
    const taken = await store.takeVerdicts(chunk, answer.value, heard, sentAgain);
    for (const mid of taken.again) sentAgain.add(mid);
    if (taken.answered.size > 0) deps.budget.giveBack();
    size.grow();
    if (taken.forked) {
      forks += 1;
      if (forks >= MAX_FORKS) return { failure: NO_SENSE, reachable: false };
      continue;
    }
    for (const { mid, childId } of chunk.mutations) {
      if (taken.answered.has(mid)) continue;
      setAside.add(childId);
      lastTrouble = NO_SENSE;
    }
  }
}

/** A 200 that leaves a mutation unanswered. */
const NO_SENSE: TransportFailure = { kind: 'server', retryAfterMs: null };

export function sendChunk({ transport, clock, app }: PushDeps, chunk: Chunk) {
  return transport.push({
    protocol: PROTOCOL_VERSION,
    deviceId: chunk.deviceId,
    app,
    wallMs: Math.round(clock.nowMs()),
    waiting: chunk.waiting,
    mutations: chunk.mutations.map(({ mutation }) => mutation),
  });
}

function midsOf(chunk: Chunk) {
  return chunk.mutations.map(({ mid }) => mid);
}
