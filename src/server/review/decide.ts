/** Applies a reviewer's decision to records. What no longer stands where the reviewer saw it is left alone. */

import type { AccountId, MutationId, PosyanduId } from '#domain/ids.ts';
import type { DecisionRequest } from '#protocol/review.ts';
import type { DecidableRecord, DecidedRecord, Reach, ReviewStore } from './store.ts';

interface Reviewer {
  readonly id: AccountId;
  readonly reach: Reach;
}

/**
 * One transaction per posyandu. Safe to repeat: a record that already stands as
 * this reviewer decided counts as decided and is not decided a second time.
 *
 * @returns the ids decided; the others are out of reach or stand elsewhere by now
 */
export async function decide(
  store: ReviewStore,
  { id: by, reach }: Reviewer,
  { mids, decision, reason }: DecisionRequest,
  nowMs: number,
): Promise<MutationId[]> {
  const located = await store.locate(reach, mids);
  const decided: MutationId[] = [];
  for (const [posyanduId, group] of groupByPosyandu(located)) {
    const done = await store.inScope(posyanduId, async (tx) => {
      const records = await tx.load(group);
      const repeated = records.filter((record) => stands(record, by, decision, reason));
      const changed = records
        .map((record) => afterDecision(record, decision, reason))
        .filter((record) => record !== null);
      if (changed.length > 0) await tx.save(changed, { decision, reason, by, atMs: nowMs });
      return [...repeated, ...changed].map(({ mid }) => mid);
    });
    decided.push(...(done ?? []));
  }
  return decided;
}

/**
 * What a decision makes of a record, or `null` when it may not be decided so.
 *
 * What the server never applied cannot be approved, only given back with words.
 * A record that a later one corrects is settled by that one. Words do not give a
 * child back that another puskesmas sent: moving it back does, and settles this.
 */
export function afterDecision(
  { mid, op, status, quarantinedFor }: Omit<DecidableRecord, 'reason' | 'decidedBy'>,
  decision: DecisionRequest['decision'],
  reason: string | null,
): DecidedRecord | null {
  switch (decision) {
    case 'approve':
      return status === 'waiting' ? { mid, status: 'approved', reason: null } : null;
    case 'return':
      if (op === 'child.receive') return null;
      return status === 'waiting' || status === 'approved' || status === 'quarantined'
        ? { mid, status: 'returned', reason }
        : null;
    case 'reopen':
      if (status !== 'approved' && status !== 'returned') return null;
      return quarantinedFor === null
        ? { mid, status: 'waiting', reason: null }
        : { mid, status: 'quarantined', reason: quarantinedFor };
  }
}

/** The same person decided the same before: an answer was lost on its way. */
function stands(
  record: DecidableRecord,
  by: AccountId,
  decision: DecisionRequest['decision'],
  reason: string | null,
): boolean {
  if (record.decidedBy !== by) return false;
  if (decision === 'approve') return record.status === 'approved';
  return decision === 'return' && record.status === 'returned' && record.reason === reason;
}

function groupByPosyandu(
  located: readonly { readonly mid: MutationId; readonly posyanduId: PosyanduId }[],
): Map<PosyanduId, MutationId[]> {
  const groups = new Map<PosyanduId, MutationId[]>();
  for (const { mid, posyanduId } of located) {
    const group = groups.get(posyanduId);
    if (group === undefined) groups.set(posyanduId, [mid]);
    else group.push(mid);
  }
  return groups;
}
