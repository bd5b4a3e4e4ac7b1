/** Writes what a chunk made of one posyandu; everything that changed takes the next number. */

import { sql, type Transaction } from 'kysely';
import type { MutationId } from '#domain/ids.ts';
import type { ReviewStatus } from '#protocol/pull.ts';
import type { JournalRow, ScopeBatch } from '#server/sync/store.ts';
import { keepToCarry } from './carry-rows.ts';
import type { Database } from './schema.ts';
import type { LockedScope } from './scope-transaction.ts';

const TOLD_BY_VERDICT: ReadonlySet<ReviewStatus> = new Set(['waiting', 'parked']);

/** @returns the counter as it stands afterwards */
export async function saveScope(
  tx: Transaction<Database>,
  scope: LockedScope,
  batch: ScopeBatch,
): Promise<number> {
  const { bucket, posyandu_id } = scope;
  let seq = await saveRows(tx, scope, batch);
  await judgeAgain(tx, scope, batch);
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
  if (batch.corrected.length === 0) return seq;
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
 * All rows and the counter in one statement, each kind of row as one JSON text:
 * a list of values for every row would cost PostgreSQL more to read and plan
 * than to write, and each statement a round trip under the posyandu's lock.
 *
 * @returns the counter as it stands afterwards
 */
async function saveRows(
  tx: Transaction<Database>,
  { bucket, posyandu_id, puskesmas_id, seq: before }: LockedScope,
  batch: ScopeBatch,
): Promise<number> {
  let seq = before;
  const children = batch.children.map((row) => ({ ...row, scopeSeq: ++seq }));
  const events = batch.events.map(({ mid, occurredOn, event }) => ({
    id: event.id,
    childId: event.childId,
    mid,
    occurredOn,
    body: event,
    scopeSeq: ++seq,
  }));
  const again = new Set(batch.judgedAgain.map(({ envelope }) => envelope.mid));
  const reviews = batch.reviews.map((row) => ({
    ...row,
    arrivedAt: new Date(row.arrivedAtMs),
    decidedAt: row.decidedBy === null ? null : new Date(row.arrivedAtMs),
    // The verdict told the phone already, unless this is news to it.
    scopeSeq: TOLD_BY_VERDICT.has(row.status) && !again.has(row.mid) ? null : ++seq,
  }));

  await sql`/* prepared: save_scope */
    with scope (bucket, posyandu_id) as (values (${bucket}::smallint, ${posyandu_id}::uuid)),
    journaled as (
      insert into journal (bucket, posyandu_id, mid, device_id, seq, author_id, pushed_by, op, opv,
        entity, content_hash, body, arrived_at, status, reason, needs)
      select scope.*, mid, "deviceId", seq, "authorId", "pushedBy", op, opv,
        entity, decode("contentHash", 'hex'), body, "arrivedAt", status, reason, needs
      from scope, rows from (json_to_recordset(${JSON.stringify(batch.journal.map(journalColumns))})
        as (mid uuid, "deviceId" uuid, seq integer, "authorId" uuid, "pushedBy" uuid, op text,
          opv integer, entity uuid, "contentHash" text, body text, "arrivedAt" timestamptz,
          status text, reason text, needs uuid[])
      ) with ordinality
      order by ordinality
    ),
    registered as (
      insert into child as c (bucket, posyandu_id, id, profile, field_versions, created_by,
        merged_into, moved_to, scope_seq)
      select scope.*, id, profile, "fieldVersions", "createdBy", "mergedInto", "movedTo", "scopeSeq"
      from scope, json_to_recordset(${JSON.stringify(children)})
        as (id uuid, profile jsonb, "fieldVersions" jsonb, "createdBy" uuid, "mergedInto" uuid,
          "movedTo" uuid, "scopeSeq" bigint)
      on conflict (bucket, posyandu_id, id) do update
        set profile = excluded.profile, field_versions = excluded.field_versions,
          merged_into = excluded.merged_into, moved_to = excluded.moved_to,
          scope_seq = excluded.scope_seq
    ),
    recorded as (
      insert into event (bucket, posyandu_id, id, child_id, mid, occurred_on, body, scope_seq)
      select scope.*, id, "childId", mid, "occurredOn", body, "scopeSeq"
      from scope, json_to_recordset(${JSON.stringify(events)})
        as (id uuid, "childId" uuid, mid uuid, "occurredOn" date, body jsonb, "scopeSeq" bigint)
    ),
    reviewed as (
      insert into review (bucket, posyandu_id, puskesmas_id, mid, op, entity, child_id, author_id,
        arrived_at, occurred_on, measurement, immunization, author_reason, status, reason, flags,
        answers, decided_by, decided_at, scope_seq)
      select scope.*, ${puskesmas_id}::uuid, mid, op, entity, "childId", "authorId",
        "arrivedAt", "occurredOn", measurement, immunization, "authorReason", status, reason, flags,
        answers, "decidedBy", "decidedAt", "scopeSeq"
      from scope, json_to_recordset(${JSON.stringify(reviews)})
        as (mid uuid, op text, entity uuid, "childId" uuid, "authorId" uuid, "arrivedAt" timestamptz,
          "occurredOn" date, measurement jsonb, immunization jsonb, "authorReason" text, status text,
          reason text, flags text[], answers uuid, "decidedBy" uuid, "decidedAt" timestamptz,
          "scopeSeq" bigint)
      on conflict (bucket, posyandu_id, mid) do update
        set status = excluded.status, reason = excluded.reason, flags = excluded.flags,
          answers = excluded.answers, scope_seq = excluded.scope_seq
    )
    update scope_counter set seq = ${seq}
    where bucket = ${bucket} and posyandu_id = ${posyandu_id}`.execute(tx);
  return seq;
}

function journalColumns(row: JournalRow) {
  const { mid, deviceId, seq, authorId, op, opv, entity } = row.envelope;
  return {
    mid,
    deviceId,
    seq,
    authorId,
    op,
    opv,
    entity,
    pushedBy: row.pushedBy,
    contentHash: row.contentHash,
    body: JSON.stringify(row.envelope),
    arrivedAt: new Date(row.arrivedAtMs),
    status: row.status,
    reason: row.reason,
    needs: row.needs,
  };
}
