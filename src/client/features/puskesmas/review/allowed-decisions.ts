/** What may be decided of a record, by how it stands; the server holds to the same. */

import type { ReviewStatus } from '#protocol/pull.ts';
import type { DecisionRequest } from '#protocol/review.ts';
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
 * How a record stands after a decision on it.
 *
 * @param before how it stood before this decision; for `reopen`, before the one taken back
 */
export function statusAfter(decision: Decision, before: ReviewStatus): ReviewStatus {
  if (decision === 'approve') return 'approved';
  if (decision === 'return') return 'returned';
  return before === 'quarantined' ? 'quarantined' : 'waiting';
}
