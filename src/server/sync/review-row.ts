/** What the puskesmas gets to see of a mutation that was just judged. */

import type { AccountId } from '#domain/ids.ts';
import type { Mutation } from '#protocol/mutation.ts';
import type { Outcome } from '#protocol/push.ts';
import type { ReviewFlag } from '#protocol/review.ts';
import type { Judged } from './judged.ts';
import { answersOf, childOf } from './mutation-parts.ts';
import { arrivalFlags } from './review-flags.ts';
import type { JournalRow, ReviewRow } from './store.ts';

/** Operations that always speak of something recorded before. */
const CHANGES_EARLIER: ReadonlySet<string> = new Set([
  'child.patch',
  'measure.amend',
  'measure.void',
  'immun.amend',
  'immun.void',
]);

const REVIEW_STATUS = {
  applied: 'waiting',
  conflict: 'quarantined',
  quarantined: 'quarantined',
  parked: 'parked',
} as const satisfies Record<Outcome, ReviewRow['status']>;

export interface Arrival {
  /** Staff who brought it: what they bring is decided. */
  readonly decidedBy: AccountId | null;
  /** Carried on from the posyandu where it is looked at already. */
  readonly isCarried: boolean;
  /** Brought by another puskesmas: nobody here has looked at it. */
  readonly isFromElsewhere: boolean;
}

/**
 * @param mutation `null` for one that cannot be read
 * @param contentFlags what the record itself is suspected of
 */
export function reviewRow(
  { envelope, pushedBy, arrivedAtMs, reason }: JournalRow,
  mutation: Mutation | null,
  judged: Judged,
  { decidedBy, isCarried, isFromElsewhere }: Arrival,
  contentFlags: readonly ReviewFlag[],
): ReviewRow {
  const { mid, op, entity, authorId } = envelope;
  const isApplied = judged.status === 'applied';
  const corrects = isApplied ? judged.effect.corrects : mutation && answersOf(mutation);
  const isSettled = isApplied && !isFromElsewhere && (decidedBy !== null || isCarried);
  return {
    mid,
    op,
    entity,
    childId: mutation && childOf(mutation),
    authorId,
    arrivedAtMs,
    status: isSettled ? 'approved' : REVIEW_STATUS[judged.status],
    reason: judged.status === 'conflict' ? 'conflicting-edit' : reason,
    flags: [
      ...(isApplied ? contentFlags : (['quarantined'] as const)),
      ...('effect' in judged ? judged.effect.flags : []),
      ...(isFromElsewhere
        ? (['other-puskesmas'] as const)
        : isCarried
          ? (['moved-child'] as const)
          : []),
      ...arrivalFlags(envelope, pushedBy, corrects !== null || CHANGES_EARLIER.has(op)),
    ],
    answers: corrects,
    decidedBy: isSettled ? decidedBy : null,
  };
}
