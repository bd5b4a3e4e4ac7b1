/** What may be decided of a record, by how it stands; the server holds to the same. */

import { isDeskOperation } from '#protocol/mutation.ts';
import type { ReviewStatus } from '#protocol/pull.ts';
import type { DecisionRequest, ReviewRecord } from '#protocol/review.ts';
import type { Role } from '#protocol/session.ts';

export type Decision = DecisionRequest['decision'];

const ALLOWED = {
  waiting: ['approve', 'return'],
  // Never applied, so there is nothing to approve: it can only go back with words.
  quarantined: ['return'],
  // It comes up by itself when what it waits for lands.
  parked: [],
  approved: ['reopen', 'return'],
  returned: ['reopen'],
  // Settled by the record that corrects it.
  corrected: [],
} as const satisfies Record<ReviewStatus, readonly Decision[]>;

/** An admin looks; deciding is for staff of the puskesmas. */
export function allowedDecisions(role: Role, status: ReviewStatus): readonly Decision[] {
  return role === 'petugas' ? ALLOWED[status] : [];
}

/**
 * What the puskesmas does with a child is done and not decided on; what another
 * did is. A child that it sent is given back by sending it, not by words.
 */
export function mayDecide(
  role: Role,
  decision: Decision,
  { status, op, flags }: Pick<ReviewRecord, 'status' | 'op' | 'flags'>,
): boolean {
  if (!allowedDecisions(role, status).includes(decision)) return false;
  if (!isDeskOperation(op)) return true;
  return decision !== 'return' && flags.includes('other-puskesmas');
}

/**
 * How a record stands after a decision on it.
 *
 * @param before how it stood before this decision; for `reopen`, before the one taken back
 */
export function statusAfter(decision: Decision, before: ReviewStatus): ReviewStatus {
  if (decision === 'approve') return 'approved';
  if (decision === 'return') return 'returned';
  return before === 'quarantined' ? 'quarantined' : 'waiting';
}
