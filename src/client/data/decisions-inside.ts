/**
 * What the puskesmas decided and said inside the record it is of. An approval
 * stays there: most records are approved, and a row of its own for each would
 * double what a first load writes. Anything else becomes a review row, which a
 * list can find.
 */

import type { ChildId, MutationId } from '#domain/ids.ts';
import type { ChildChange, EventChange, ReviewChange } from '#protocol/pull.ts';
import type { PhoneDb } from './db.ts';
import { heldRows } from './held-rows.ts';
import type { ChildRow, EventRow } from './rows.ts';

export interface DecisionsInside {
  /** Their numbers, to be kept with the record that this mutation made. */
  readonly approvals: ReadonlyMap<MutationId, number>;
  /** To be kept as rows. */
  readonly apart: readonly ReviewChange[];
}

/**
 * @param generation of the feed's telling; a row of the same one that has a higher number is newer
 */
export async function decisionsInside(
  db: PhoneDb,
  generation: number,
  records: readonly (ChildChange | EventChange)[],
): Promise<DecisionsInside> {
  const decided = records.flatMap(decisionOf);
  const approvals = new Map<MutationId, number>();
  const apart: ReviewChange[] = [];
  if (decided.length === 0) return { approvals, apart };
  const mids = decided.map(({ mid }) => mid);
  const rows = await heldRows(db.reviews, mids);
  const own = await heldRows(db.outbox, mids);
  for (const review of decided) {
    const { mid, seq, status } = review;
    const row = rows.get(mid);
    if (row !== undefined && row.generation === generation && row.seq > seq) continue;
    // Where the phone keeps something of it already, one place says how it stands.
    const isPlain = status === 'approved' && row === undefined && !own.has(mid);
    if (isPlain) approvals.set(mid, seq);
    else apart.push(review);
  }
  return { approvals, apart };
}

function decisionOf(record: ChildChange | EventChange): ReviewChange[] {
  const { review } = record;
  if (review === undefined) return [];
  const made =
    record.kind === 'child'
      ? { mid: record.createdBy, entity: record.id, childId: record.id }
      : { mid: record.mid, entity: record.event.id, childId: record.event.childId };
  return [{ kind: 'review', ...made, ...review }];
}

/** As a part of the record's row. */
export function approvedPart(approvedSeq: number | undefined): { readonly approvedSeq?: number } {
  return approvedSeq === undefined ? {} : { approvedSeq };
}

/** Numbers of approvals that came with these children, by the mutation that registered them. */
export function approvalsOf(rows: readonly ChildRow[]): ReadonlyMap<MutationId, number> {
  return new Map(
    rows
      .flatMap((row) => [row, ...(row.elsewhere ?? [])])
      .flatMap(({ createdBy, base }) =>
        base?.approvedSeq === undefined ? [] : [[createdBy, base.approvedSeq] as const],
      ),
  );
}

/** Number of the last decision on a mutation; 0 while there is none. */
export async function decidedSeq(db: PhoneDb, mid: MutationId, childId: ChildId): Promise<number> {
  const review = await db.reviews.get(mid);
  if (review !== undefined) return review.seq;
  const event: EventRow | undefined = await db.events.where('mid').equals(mid).first();
  if (event !== undefined) return event.approvedSeq ?? 0;
  const child = await db.children.get(childId);
  return child === undefined ? 0 : (approvalsOf([child]).get(mid) ?? 0);
}
