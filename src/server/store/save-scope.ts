/** Writes what a chunk made of one posyandu; everything that changed takes the next number. */

import { sql, type Transaction } from 'kysely';
import type { MutationId } from '#domain/ids.ts';
import type { ScopeBatch } from '#server/sync/store.ts';
import { keepToCarry } from './carry-rows.ts';
import type { Numbers } from './device-numbers.ts';
import { saveRows } from './save-rows.ts';
import type { Database } from './schema.ts';
import type { LockedScope } from './scope-transaction.ts';

/**
 * @param numbers of the devices whose mutations these are, as they stand afterwards
 * @returns the counter as it stands afterwards
 */
export async function saveScope(
  tx: Transaction<Database>,
  scope: LockedScope,
  batch: ScopeBatch,
  numbers: readonly Numbers[],
): Promise<number> {
  const { bucket, posyandu_id } = scope;
  const saved = await saveRows(tx, scope, batch, numbers);
  await judgeAgain(tx, scope, batch);
  let seq = await reviewAgain(tx, { ...scope, seq: saved }, batch);
  await keepToCarry(tx, scope, batch.toCarry);
  for (const { mid, by } of batch.corrected) {
    // Where a correction was itself refused, what it was to correct is answered too.
    let next: MutationId | null = mid;
    while (next !== null) {
      const answered: { status: string; answers: MutationId | null } | undefined = await tx
        .selectFrom('review')
        .select(['status', 'answers'])
        .where('bucket', '=', bucket)
        .where('posyandu_id', '=', posyandu_id)
        .where('mid', '=', next)
        .executeTakeFirst();
      if (answered === undefined || answered.status === 'corrected') break;
      seq += 1;
      await tx
        .updateTable('review')
        .set({ status: 'corrected', answered_by: by, scope_seq: seq })
        .where('bucket', '=', bucket)
        .where('posyandu_id', '=', posyandu_id)
        .where('mid', '=', next)
        .execute();
      next = answered.status === 'quarantined' ? answered.answers : null;
    }
  }
  if (seq === saved) return seq;
  await tx
    .updateTable('scope_counter')
    .set({ seq })
    .where('bucket', '=', bucket)
    .where('posyandu_id', '=', posyandu_id)
    .execute();
  return seq;
}

/** What was parked counts from now on, after what it waited for and before what waited for it. */
async function judgeAgain(
  tx: Transaction<Database>,
  { bucket, posyandu_id }: LockedScope,
  { judgedAgain, inOrder }: ScopeBatch,
): Promise<void> {
  const again = new Map(judgedAgain.map((row) => [row.envelope.mid, row]));
  const first = inOrder.findIndex((mid) => again.has(mid));
  if (first === -1) return;
  for (const mid of inOrder.slice(first)) {
    const row = again.get(mid);
    const verdict =
      row === undefined ? {} : { status: row.status, reason: row.reason, needs: [...row.needs] };
    await tx
      .updateTable('journal')
      .set({ ...verdict, place: sql`default` })
      .where('bucket', '=', bucket)
      .where('posyandu_id', '=', posyandu_id)
      .where('mid', '=', mid)
      .execute();
  }
}

/**
 * How mutations stand that arrived earlier: news to the phone, whatever it is.
 *
 * @returns the last number taken
 */
async function reviewAgain(
  tx: Transaction<Database>,
  { bucket, posyandu_id, seq: before }: LockedScope,
  { journal, reviews }: ScopeBatch,
): Promise<number> {
  const arrived = new Set(journal.map(({ envelope }) => envelope.mid));
  let seq = before;
  for (const { mid, status, reason, flags, answers } of reviews) {
    if (arrived.has(mid)) continue;
    seq += 1;
    await tx
      .updateTable('review')
      .set({ status, reason, flags: [...flags], answers, scope_seq: seq })
      .where('bucket', '=', bucket)
      .where('posyandu_id', '=', posyandu_id)
      .where('mid', '=', mid)
      .execute();
  }
  return seq;
}
