/** What counts of append-only records: the last amendment wins, a void ends it. Nothing is ever edited in place. */

import * as z from 'zod/mini';
import {
  accountIdSchema,
  childIdSchema,
  eventIdSchema,
  type AccountId,
  type ChildId,
  type EventId,
} from './ids.ts';
import { words } from './text.ts';

/** Why somebody amended or voided, in their own words. */
export const eventReasonSchema = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(500), words());

/** What every event carries. */
export const eventFields = {
  id: eventIdSchema,
  childId: childIdSchema,
  /** Who recorded it. */
  authorId: accountIdSchema,
};

/** An event as a chain sees it: `value` is what was recorded, whole and never a difference. */
export type Link<V> =
  | {
      readonly kind: 'root';
      readonly id: EventId;
      readonly childId: ChildId;
      readonly authorId: AccountId;
      readonly value: V;
    }
  | {
      readonly kind: 'amendment';
      readonly id: EventId;
      readonly targetId: EventId;
      readonly value: V;
    }
  | { readonly kind: 'void'; readonly targetId: EventId };

/** One record as it counts now, with where it came from. */
export interface Effective {
  /** The root event: the identity of this record through all corrections. */
  readonly id: EventId;
  readonly childId: ChildId;
  /** The event whose values count: the root itself or its last amendment. */
  readonly decidedBy: EventId;
  readonly authorId: AccountId;
  /** A voided one is kept for the history and never counts in a rule. */
  readonly voided: boolean;
}

/**
 * Folds events into what counts.
 *
 * @param links in the order they are to count: by the server's sequence, then
 *   those not yet sent in the order they were recorded. An amendment or void
 *   whose target is not among them is left out.
 * @returns one entry per root, in the order of the roots
 */
export function foldChain<V>(
  links: readonly Link<V>[],
): { readonly effective: Effective; readonly value: V }[] {
  const byRoot = new Map<string, { effective: Effective; value: V }>();
  for (const link of links) {
    if (link.kind !== 'root') continue;
    const { id, childId, authorId, value } = link;
    byRoot.set(id, {
      effective: { id, childId, authorId, decidedBy: id, voided: false },
      value,
    });
  }
  for (const link of links) {
    if (link.kind === 'root') continue;
    const root = byRoot.get(link.targetId);
    if (root === undefined) continue;
    byRoot.set(
      link.targetId,
      link.kind === 'void'
        ? { ...root, effective: { ...root.effective, voided: true } }
        : { effective: { ...root.effective, decidedBy: link.id }, value: link.value },
    );
  }
  return [...byRoot.values()];
}

/** Oldest first, same day in order of `id`. */
export function byDayAndId(dayA: string, idA: string, dayB: string, idB: string): number {
  return compare(dayA, dayB) || compare(idA, idB);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
