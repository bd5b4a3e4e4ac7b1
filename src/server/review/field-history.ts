/** Which values the fields of a child were given, told from its part of the journal by the rules that judged it. */

import { CHILD_PROFILE_FIELDS, type ChildProfile } from '#domain/child.ts';
import type { ChildId } from '#domain/ids.ts';
import { readMutation, type MutationEnvelope } from '#protocol/mutation.ts';
import type { Outcome } from '#protocol/push.ts';
import type { FieldValue } from '#protocol/review.ts';
import { latestToday } from '#server/country-days.ts';
import { judge } from '#server/sync/judge.ts';
import { childOf } from '#server/sync/mutation-parts.ts';
import { PosyanduState } from '#server/sync/posyandu-state.ts';

type Given = { readonly [F in keyof ChildProfile]?: ChildProfile[F] | undefined };

export interface ToldMutation {
  readonly envelope: MutationEnvelope;
  readonly status: Outcome;
  readonly arrivedAtMs: number;
  readonly byName: string;
}

/**
 * Fields that nobody edited are left out; the first value of one that was is the
 * one the child came with.
 *
 * @param journal all that speaks of who the child is, and of those merged with
 *   it, in the order in which it came to count
 * @returns newest first
 */
export function fieldHistory(childId: ChildId, journal: readonly ToldMutation[]): FieldValue[] {
  const state = new PosyanduState({ children: new Map(), events: [], journal: new Map() });
  const values: FieldValue[] = [];
  const edited = new Set<string>();
  for (const { envelope, status, arrivedAtMs, byName } of journal) {
    const { mid, op } = envelope;
    const mutation = readMutation(envelope);
    state.noteOutcome(mid, op, status);
    if (typeof mutation === 'string' || (status !== 'applied' && status !== 'conflict')) continue;
    const id = childOf(mutation);
    const before = state.root(id)?.profile;
    const judgement = judge(mutation, state, latestToday(arrivedAtMs));
    if (!judgement.ok) continue;
    state.apply(judgement.value);
    const after = state.root(id)?.profile;
    const given = givenBy(mutation, id === childId);
    for (const field of CHILD_PROFILE_FIELDS) {
      const value = given[field];
      if (value === undefined || value === before?.[field]) continue;
      if (mutation.op === 'child.patch') edited.add(field);
      const counts = value === after?.[field];
      const how = counts ? 'applied' : 'conflict';
      values.push({ field, value, byName, atMs: arrivedAtMs, mid, status: how });
    }
  }
  return values.filter(({ field }) => edited.has(field)).toReversed();
}

/** Edits of any name of the child count; what a child came with only of the one asked for. */
function givenBy(
  mutation: Exclude<ReturnType<typeof readMutation>, string>,
  isTheOne: boolean,
): Given {
  if (mutation.op === 'child.patch') return mutation.payload.fields;
  const brings = mutation.op === 'child.create' || mutation.op === 'child.receive';
  return brings && isTheOne ? mutation.payload.profile : {};
}
