/** What a mutation changes, and what of a posyandu is looked at to tell. */

import type { ChildId, MutationId } from '#domain/ids.ts';
import type { Outcome } from '#protocol/push.ts';
import type { ChildRow, EventRow } from './store.ts';

/** The part of the posyandu a chunk touches, as it stands before the mutation. */
export interface JudgedState {
  /** As registered under this id. */
  child(id: ChildId): ChildRow | undefined;
  /** The child that whatever names this id counts for: at the end of all merges, mostly itself. */
  root(id: ChildId): ChildRow | undefined;
  /** All that count for the same child as this one, itself included. */
  family(id: ChildId): readonly ChildRow[];
  /** Events of a whole family in the order they count. */
  eventsOf(childId: ChildId): readonly EventRow[];
  hasEvent(id: string): boolean;
  /** What became of an earlier mutation; `undefined` while it has not arrived. */
  outcomeOf(mid: MutationId): { readonly op: string; readonly status: Outcome } | undefined;
}

export interface Effect {
  /** New or changed, the newest state of each. */
  readonly children: readonly ChildRow[];
  readonly events: readonly EventRow[];
  /** The earlier mutation whose record this one replaces. */
  readonly corrects: MutationId | null;
  /** A part of it contradicts another edit and was left out. */
  readonly inConflict: boolean;
  /** What a reviewer should know of how it counts. */
  readonly flags: readonly ('merged-child' | 'moved-child' | 'overwrote-edit')[];
}

export const NO_EFFECT: Effect = {
  children: [],
  events: [],
  corrects: null,
  inConflict: false,
  flags: [],
};
