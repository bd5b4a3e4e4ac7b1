/** What comes and goes with children who move: what is late until it is carried, and who arrived until looked at. */

import { sql, type Transaction } from 'kysely';
import type { ChildId, MutationId, PosyanduId } from '#domain/ids.ts';
import { mutationEnvelopeSchema } from '#protocol/mutation.ts';
import type { ScopeBatch, ToCarry } from '#server/sync/store.ts';
import type { Db } from './database.ts';
import type { Database } from './schema.ts';
import type { LockedScope } from './scope-transaction.ts';

export async function keepToCarry(
  tx: Transaction<Database>,
  { bucket, posyandu_id }: LockedScope,
  rows: ScopeBatch['toCarry'],
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('to_carry')
    .values(rows.map(({ mid, childId }) => ({ bucket, posyandu_id, mid, child_id: childId })))
    .execute();
}

export async function readToCarry(
  tx: Transaction<Database>,
  { bucket, posyandu_id }: LockedScope,
): Promise<ToCarry[]> {
  const { rows } = await sql<Omit<ToCarry, 'envelope'> & { readonly body: string }>`
    select j.body, j.pushed_by as "pushedBy", t.child_id as "childId", c.moved_to as "movedTo"
    from to_carry t
    join journal j using (bucket, posyandu_id, mid)
    join child c on c.bucket = t.bucket and c.posyandu_id = t.posyandu_id and c.id = t.child_id
    where t.bucket = ${bucket} and t.posyandu_id = ${posyandu_id}
    order by j.place`.execute(tx);
  return rows.map(({ body, ...row }) => ({
    ...row,
    envelope: mutationEnvelopeSchema.parse(JSON.parse(body)),
  }));
}

export async function forgetToCarry(
  tx: Transaction<Database>,
  { bucket, posyandu_id }: LockedScope,
  mids: readonly MutationId[],
): Promise<void> {
  await tx
    .deleteFrom('to_carry')
    .where('bucket', '=', bucket)
    .where('posyandu_id', '=', posyandu_id)
    .where('mid', 'in', [...mids])
    .execute();
}

/** @param from `undefined`: out of every posyandu */
export async function waysToCarry(
  db: Db,
  from: PosyanduId | undefined,
): Promise<{ from: PosyanduId; to: PosyanduId }[]> {
  const { rows } = await sql<{ from: PosyanduId; to: PosyanduId }>`
    select distinct t.posyandu_id as "from", c.moved_to as "to"
    from to_carry t
    join child c on c.bucket = t.bucket and c.posyandu_id = t.posyandu_id and c.id = t.child_id
    where c.moved_to is not null
      and ${from === undefined ? sql`true` : sql`t.posyandu_id = ${from}`}`.execute(db);
  return rows;
}

export async function arrivalsWaiting(
  tx: Transaction<Database>,
  { bucket, posyandu_id }: LockedScope,
  childIds: readonly ChildId[],
): Promise<MutationId[]> {
  // The operation stands in the text, so that the index of what is said of children may be used.
  const { rows } = await sql<{ mid: MutationId }>`
    select mid from review
    where bucket = ${bucket} and posyandu_id = ${posyandu_id}
      and child_id = any(${[...childIds]}::uuid[])
      and op = 'child.receive' and status = 'waiting'
    order by arrived_at`.execute(tx);
  return rows.map(({ mid }) => mid);
}
