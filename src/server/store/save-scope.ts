/** Writes what a chunk made of one posyandu; everything that changed takes the next number. */

import { sql, type Transaction } from 'kysely';
import type { MutationId } from '#domain/ids.ts';
import type { ReviewStatus } from '#protocol/pull.ts';
import type { ScopeBatch } from '#server/sync/store.ts';
import type { Database } from './schema.ts';
import type { LockedScope } from './scope-transaction.ts';

const TOLD_BY_VERDICT: ReadonlySet<ReviewStatus> = new Set(['waiting', 'parked']);

export async function saveScope(
  tx: Transaction<Database>,
  { bucket, posyandu_id, puskesmas_id, seq: before }: LockedScope,
  batch: ScopeBatch,
): Promise<void> {
  const key = { bucket, posyandu_id };
  let seq = before;
  await saveJournal(tx, key, batch);
  if (batch.children.length > 0) {
    await tx
      .insertInto('child')
      .values(
        batch.children.map((row) => ({
          ...key,
          id: row.id,
          profile: row.profile,
          field_versions: { ...row.fieldVersions },
          created_by: row.createdBy,
          scope_seq: ++seq,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['bucket', 'posyandu_id', 'id']).doUpdateSet((eb) => ({
          profile: eb.ref('excluded.profile'),
          field_versions: eb.ref('excluded.field_versions'),
          scope_seq: eb.ref('excluded.scope_seq'),
        })),
      )
      .execute();
  }
  if (batch.events.length > 0) {
    await tx
      .insertInto('event')
      .values(
        batch.events.map(({ mid, occurredOn, event }) => ({
          ...key,
          id: event.id,
          child_id: event.childId,
          mid,
          occurred_on: occurredOn,
          body: event,
          scope_seq: ++seq,
        })),
      )
      .execute();
  }
  const again = new Set(batch.judgedAgain.map(({ envelope }) => envelope.mid));
  await tx
    .insertInto('review')
    .values(
      batch.reviews.map((row) => ({
        ...key,
        mid: row.mid,
        puskesmas_id,
        op: row.op,
        entity: row.entity,
        child_id: row.childId,
        author_id: row.authorId,
        arrived_at: new Date(row.arrivedAtMs),
        occurred_on: row.occurredOn,
        measurement: row.measurement,
        immunization: row.immunization,
        author_reason: row.authorReason,
        status: row.status,
        reason: row.reason,
        flags: [...row.flags],
        answers: row.answers,
        decided_by: row.decidedBy,
        decided_at: row.decidedBy === null ? null : new Date(row.arrivedAtMs),
        // The verdict told the phone already, unless this is news to it.
        scope_seq: TOLD_BY_VERDICT.has(row.status) && !again.has(row.mid) ? null : ++seq,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['bucket', 'posyandu_id', 'mid']).doUpdateSet((eb) => ({
        status: eb.ref('excluded.status'),
        reason: eb.ref('excluded.reason'),
        flags: eb.ref('excluded.flags'),
        answers: eb.ref('excluded.answers'),
        scope_seq: eb.ref('excluded.scope_seq'),
      })),
    )
    .execute();
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
  await tx
    .updateTable('scope_counter')
    .set({ seq })
    .where('bucket', '=', bucket)
    .where('posyandu_id', '=', posyandu_id)
    .execute();
}

async function saveJournal(
  tx: Transaction<Database>,
  key: Pick<LockedScope, 'bucket' | 'posyandu_id'>,
  { journal, judgedAgain }: ScopeBatch,
): Promise<void> {
  if (journal.length > 0) {
    await tx
      .insertInto('journal')
      .values(
        journal.map((row) => ({
          ...key,
          mid: row.envelope.mid,
          device_id: row.envelope.deviceId,
          seq: row.envelope.seq,
          author_id: row.envelope.authorId,
          pushed_by: row.pushedBy,
          op: row.envelope.op,
          opv: row.envelope.opv,
          entity: row.envelope.entity,
          content_hash: Buffer.from(row.contentHash, 'hex'),
          body: JSON.stringify(row.envelope),
          arrived_at: new Date(row.arrivedAtMs),
          status: row.status,
          reason: row.reason,
          needs: [...row.needs],
        })),
      )
      .execute();
  }
  for (const { envelope, status, reason, needs } of judgedAgain) {
    await tx
      .updateTable('journal')
      // It counts from now on: after what it waited for.
      .set({ status, reason, needs: [...needs], place: sql`default` })
      .where('bucket', '=', key.bucket)
      .where('posyandu_id', '=', key.posyandu_id)
      .where('mid', '=', envelope.mid)
      .execute();
  }
}
