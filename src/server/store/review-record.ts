/** One arrived record as the database tells it: for a list, or whole with its history. */

import { sql, type RawBuilder } from 'kysely';
import * as z from 'zod/mini';
import type { ChildEvent } from '#domain/child-event.ts';
import type { MutationId } from '#domain/ids.ts';
import { mutationEnvelopeSchema, readMutation } from '#protocol/mutation.ts';
import type { ReviewDetail, ReviewRecord } from '#protocol/review.ts';
import { fieldHistory } from '#server/review/field-history.ts';
import { immunizationOf, measurementOf, reasonOf } from '#server/sync/mutation-parts.ts';
import { placeComeFrom, withAcceptance } from './child-places.ts';
import { childMutations, childStanding } from './child-standing.ts';
import type { Db } from './database.ts';
import { regionOf } from './region-of.ts';

type Told = 'occurredOn' | 'measurement' | 'immunization' | 'authorReason';

export interface RecordRow extends Omit<ReviewRecord, 'arrivedAtMs' | Told> {
  readonly arrivedAt: Date;
  /** The mutation as it came. */
  readonly told: string;
}

/**
 * Of `review r`, its `posyandu p`, its author `account a` and its `child c`. What
 * answers a record in another puskesmas is not to be seen from here. The journal
 * is asked row by row: joined, a database without statistics reads all of it.
 */
export const RECORD_COLUMNS = sql`
  r.mid, r.posyandu_id as "posyanduId", p.name as "posyanduName", r.op,
  r.child_id as "childId", c.profile as child, coalesce(a.display_name, '') as "authorName",
  r.arrived_at as "arrivedAt", r.status, r.reason, r.flags, r.answers,
  (
    select j.body from journal j
    where j.bucket = r.bucket and j.posyandu_id = r.posyandu_id and j.mid = r.mid
  ) as told,
  case when r.answered_by is not null and exists (
    select from review a where a.mid = r.answered_by and a.puskesmas_id = r.puskesmas_id
  ) then r.answered_by end as "answeredBy"`;

/** What `RECORD_COLUMNS` needs beside `r`. An author or child may be unknown here. */
export const RECORD_JOINS = sql`
  join posyandu p on p.id = r.posyandu_id
  left join account a on a.id = r.author_id
  left join child c on c.bucket = r.bucket and c.posyandu_id = r.posyandu_id and c.id = r.child_id`;

export function recordOf({ arrivedAt, told, ...row }: RecordRow): ReviewRecord {
  const envelope = mutationEnvelopeSchema.parse(JSON.parse(told));
  const read = readMutation(envelope);
  const mutation = typeof read === 'string' ? null : read;
  return {
    ...row,
    arrivedAtMs: arrivedAt.getTime(),
    occurredOn: envelope.occurredOn,
    measurement: mutation && measurementOf(mutation),
    immunization: mutation && immunizationOf(mutation),
    authorReason: mutation && reasonOf(mutation),
  };
}

interface FoundRow extends RecordRow {
  readonly bucket: number;
  readonly villageCode: string;
  /** It was not applied, or not all of it: then it is shown as it was sent. */
  readonly isHeld: boolean;
}

const sentSchema = z.record(z.string(), z.unknown());

/** @param reach condition on `review r` that holds for records the asker may see */
export async function findRecord(
  db: Db,
  reach: RawBuilder<unknown>,
  mid: MutationId,
): Promise<Omit<ReviewDetail, 'server'> | null> {
  const { rows } = await sql<FoundRow>`
    select ${RECORD_COLUMNS}, r.bucket, p.village_code as "villageCode",
      j.status in ('quarantined', 'conflict', 'parked') as "isHeld"
    from review r ${RECORD_JOINS}
    join journal j on j.bucket = r.bucket and j.posyandu_id = r.posyandu_id and j.mid = r.mid
    where r.mid = ${mid} and ${reach}`.execute(db);
  const [found] = rows;
  if (found === undefined) return null;
  const { bucket, villageCode, isHeld, ...row } = found;
  const record = recordOf(row);
  const { posyanduId, childId } = record;

  const scope = { bucket, posyanduId };
  const { family, standing } = await childStanding(db, scope, childId);
  const told = family.length === 0 ? [] : await childMutations(db, scope, family);
  const cameFrom = await placeComeFrom(db, posyanduId, told);
  const movedTo =
    standing.movedTo && (await withAcceptance(db, posyanduId, standing.movedTo, told));
  const { rows: events } = await sql<{ readonly body: ChildEvent }>`
    select body from event
    where bucket = ${bucket} and posyandu_id = ${posyanduId}
      and child_id = any(${[...family]}::uuid[])
    order by scope_seq`.execute(db);
  const decisions = await db
    .selectFrom('decision as d')
    .leftJoin('account as a', 'a.id', 'd.decided_by')
    .select(['d.decision', 'd.reason', 'a.display_name', 'd.decided_at'])
    .where('d.bucket', '=', bucket)
    .where('d.posyandu_id', '=', posyanduId)
    .where('d.mid', '=', mid)
    .orderBy('d.id')
    .execute();
  return {
    record,
    region: regionOf(villageCode),
    events: events.map(({ body }) => body),
    standing: { ...standing, movedTo, cameFrom },
    fieldHistory: childId === null ? [] : fieldHistory(childId, told),
    sent: isHeld ? sentSchema.parse(JSON.parse(row.told)) : null,
    decisions: decisions.map(({ decision, reason, display_name, decided_at }) => ({
      decision,
      reason,
      byName: display_name ?? '',
      atMs: decided_at.getTime(),
    })),
  };
}
