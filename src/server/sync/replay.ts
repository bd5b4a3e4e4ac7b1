/** Tells the history of a posyandu again from its journal: what its children and events must be. */

import type { MutationId } from '#domain/ids.ts';
import { readMutation, type Mutation, type MutationEnvelope } from '#protocol/mutation.ts';
import type { Outcome } from '#protocol/push.ts';
import { latestToday } from '#server/country-days.ts';
import type { Effect } from './effect.ts';
import { judge } from './judge.ts';
import { PosyanduState } from './posyandu-state.ts';
import type { ChildRow, EventRow } from './store.ts';

export interface ReplayRow {
  readonly envelope: MutationEnvelope;
  readonly arrivedAtMs: number;
  readonly status: Outcome;
}

export interface Replayed {
  readonly children: readonly ChildRow[];
  readonly events: readonly EventRow[];
  /** Counted when they came, and would not count by the rules of this build. */
  readonly refusedNow: readonly MutationId[];
}

/**
 * Who might record is not asked again: the verdict stands.
 *
 * @param rows the whole journal of one posyandu, in the order in which mutations came to count
 * @param nowMs a mutation that waited may have counted on any day up to now
 */
export function replay(rows: readonly ReplayRow[], nowMs: number): Replayed {
  const state = new PosyanduState({ children: new Map(), events: [], journal: new Map() });
  const refusedNow: MutationId[] = [];
  for (const { envelope, arrivedAtMs, status } of rows) {
    const { mid, op } = envelope;
    if (status === 'applied' || status === 'conflict') {
      const mutation = readMutation(envelope);
      const effect =
        typeof mutation === 'string' ? null : effectOf(mutation, state, [arrivedAtMs, nowMs]);
      if (effect === null) refusedNow.push(mid);
      else state.apply(effect);
    }
    state.noteOutcome(mid, op, status);
  }
  return { children: state.children(), events: state.events(), refusedNow };
}

function effectOf(
  mutation: Mutation,
  state: PosyanduState,
  days: readonly number[],
): Effect | null {
  for (const ms of days) {
    const judgement = judge(mutation, state, latestToday(ms));
    if (judgement.ok) return judgement.value;
  }
  return null;
}
