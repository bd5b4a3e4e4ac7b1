/** One arrived record as the database tells it: for a list, or whole with its history. */

import { sql, type RawBuilder } from 'kysely';
import * as z from 'zod/mini';
import type { ChildEvent } from '#domain/child-event.ts';
import type { MutationId } from '#domain/ids.ts';
import type { ReviewDetail, ReviewRecord } from '#protocol/review.ts';
import { fieldHistory } from '#server/review/field-history.ts';
import { placeComeFrom, withAcceptance } from './child-places.ts';
import { childMutations, childStanding } from './child-standing.ts';
import type { Db } from './database.ts';
import { regionOf } from './region-of.ts';

export interface RecordRow extends Omit<ReviewRecord, 'arrivedAtMs'> {
  readonly arrivedAt: Date;
}

/**
 * Of `review r`, its `posyandu p`, its author `account a` and its `child c`. What
 * answers a record in another puskesmas is not to be seen from here.
 */
export const RECORD_COLUMNS = sql`
  r.mid, r.posyandu_id as "posyanduId", p.name as "posyanduName", r.op,
  r.child_id as "childId", c.profile as child, coalesce(a.display_name, '') as "authorName",
  r.arrived_at as "arrivedAt", r.occurred_on as "occurredOn", r.measurement,
  r.immunization, r.author_reason as "authorReason", r.status, r.reason, r.flags, r.answers,
  case when r.answered_by is not null and exists (
    select from review a where a.mid = r.answered_by and a.puskesmas_id = r.puskesmas_id
  ) then r.answered_by end as "answeredBy"`;

/** What `RECORD_COLUMNS` needs beside `r`. An author or child may be unknown here. */
export const RECORD_JOINS = sql`
  join posyandu p on p.id = r.posyandu_id
  left join account a on a.id = r.author_id
  left join child c on c.bucket = r.bucket and c.posyandu_id = r.posyandu_id and c.id = r.child_id`;

export function recordOf({ arrivedAt, ...row }: RecordRow): ReviewRecord {
  return { ...row, arrivedAtMs: arrivedAt.getTime() };
}

interface FoundRow extends RecordRow {
  readonly bucket: number;
  readonly villageCode: string;
  /** What was sent, where it was not applied, or not all of it. */
  readonly sent: string | null;
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
      case when j.status in ('quarantined', 'conflict', 'parked') then j.body end as sent
    from review r ${RECORD_JOINS}
    join journal j on j.bucket = r.bucket and j.posyandu_id = r.posyandu_id and j.mid = r.mid
    where r.mid = ${mid} and ${reach}`.execute(db);
  const [found] = rows;
  if (found === undefined) return null;
  const { bucket, villageCode, sent, ...row } = found;
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
    sent: sent === null ? null : sentSchema.parse(JSON.parse(sent)),
    decisions: decisions.map(({ decision, reason, display_name, decided_at }) => ({
      decision,
      reason,
      byName: display_name ?? '',
      atMs: decided_at.getTime(),
    })),
  };
}
