/** Where children came from and went to, as the puskesmas is told. */

import { sql, type RawBuilder } from 'kysely';
import type { PosyanduId } from '#domain/ids.ts';
import { readMutation } from '#protocol/mutation.ts';
import type { MovedTo } from '#protocol/pull.ts';
import type { ChildStanding } from '#protocol/review.ts';
import type { ToldMutation } from '#server/review/field-history.ts';
import { receiveMid } from '#server/review/receive-mid.ts';
import type { Db } from './database.ts';

/**
 * As `goneToSchema`, or null.
 *
 * @param posyandu where it went
 * @param from the puskesmas it left: one's own puskesmas needs no name
 */
export function placeGoneTo(posyandu: RawBuilder<unknown>, from: RawBuilder<unknown>) {
  return sql`(
    select jsonb_strip_nulls(jsonb_build_object(
      'posyanduId', there.id, 'posyanduName', there.name,
      'puskesmasName', case when there.puskesmas_id <> ${from} then k.name end))
    from posyandu there join puskesmas k on k.id = there.puskesmas_id
    where there.id = ${posyandu})`;
}

/**
 * The posyandu that a child came from last, if that is another puskesmas's.
 *
 * @param told what was done with the child in this posyandu, in order
 */
export async function placeComeFrom(
  db: Db,
  here: PosyanduId,
  told: readonly ToldMutation[],
): Promise<ChildStanding['cameFrom']> {
  const from = told
    .filter(({ status }) => status === 'applied')
    .map(({ envelope }) => readMutation(envelope))
    .filter((mutation) => typeof mutation !== 'string')
    .filter((mutation) => mutation.op === 'child.receive')
    .at(-1)?.payload.fromPosyanduId;
  if (from === undefined) return null;
  const { rows } = await sql<NonNullable<ChildStanding['cameFrom']>>`
    select there.id as "posyanduId", there.name as "posyanduName",
      there.village_name as "villageName", k.name as "puskesmasName"
    from posyandu here
    join posyandu there on there.id = ${from} and there.puskesmas_id <> here.puskesmas_id
    join puskesmas k on k.id = there.puskesmas_id
    where here.id = ${here}`.execute(db);
  return rows[0] ?? null;
}

/**
 * Adds whether another puskesmas has approved the child's coming. Of all that is said of the
 * child there, its old puskesmas is told this and nothing else.
 *
 * @param told what was done with the child in the posyandu it left, in order
 */
export async function withAcceptance(
  db: Db,
  here: PosyanduId,
  movedTo: MovedTo,
  told: readonly ToldMutation[],
): Promise<NonNullable<ChildStanding['movedTo']>> {
  const left = told
    .filter(({ status }) => status === 'applied')
    .map(({ envelope }) => readMutation(envelope))
    .filter((mutation) => typeof mutation !== 'string')
    .filter((mutation) => mutation.op === 'child.transfer')
    .filter(({ payload }) => payload.toPosyanduId === movedTo.posyanduId)
    .at(-1);
  if (left === undefined) return movedTo;
  const { rows } = await sql<{ readonly acceptedAt: Date | null }>`
    select case when r.status = 'approved' then r.decided_at end as "acceptedAt"
    from review r join posyandu here on here.id = ${here} and here.puskesmas_id <> r.puskesmas_id
    where r.mid = ${receiveMid(left.mid)} and r.posyandu_id = ${movedTo.posyanduId}
      and r.status in ('waiting', 'approved')`.execute(db);
  const [arrival] = rows;
  return arrival === undefined
    ? movedTo
    : { ...movedTo, acceptedAtMs: arrival.acceptedAt?.getTime() ?? null };
}
