/** One posyandu's transaction: its lock, what a chunk reads, and what it writes. */

import { sql, type Transaction } from 'kysely';
import type { ChildId, MutationId, PosyanduId, PuskesmasId } from '#domain/ids.ts';
import {
  slotKey,
  type ScopeBatch,
  type ScopeKeys,
  type ScopeState,
  type ScopeTransaction,
} from '#server/sync/store.ts';
import type { Database } from './schema.ts';

/** `52.02` of `52.02.08.2005`: schedules differ between kabupaten and no further down. */
const KABUPATEN_CODE_LENGTH = 5;

/** A posyandu whose counter this transaction holds locked. */
export interface LockedScope {
  readonly bucket: number;
  readonly posyandu_id: PosyanduId;
  readonly puskesmas_id: PuskesmasId;
  readonly village_code: string;
  /** The counter as it stood when locked. */
  readonly seq: number;
}

/** The lock every writer of a posyandu takes first. `null` when there is no such posyandu. */
export async function lockScope(
  tx: Transaction<Database>,
  posyanduId: PosyanduId,
): Promise<LockedScope | null> {
  const row = await tx
    .selectFrom('posyandu as p')
    .innerJoin('scope_counter as c', (join) =>
      join.onRef('c.posyandu_id', '=', 'p.id').onRef('c.bucket', '=', 'p.bucket'),
    )
    .select(['c.bucket', 'c.posyandu_id', 'c.seq', 'p.puskesmas_id', 'p.village_code'])
    .where('p.id', '=', posyanduId)
    .forUpdate('c')
    .executeTakeFirst();
  return row ?? null;
}

export function scopeTransaction(tx: Transaction<Database>, scope: LockedScope): ScopeTransaction {
  return {
    load: (keys) => loadScope(tx, scope, keys),
    save: (batch) => saveScope(tx, scope, batch),
  };
}

async function loadScope(
  tx: Transaction<Database>,
  { bucket, posyandu_id, village_code }: LockedScope,
  keys: ScopeKeys,
): Promise<ScopeState> {
  const journal = await tx
    .selectFrom('journal')
    .select(['mid', 'device_id', 'seq', 'content_hash', 'status', 'reason'])
    .where('bucket', '=', bucket)
    .where('posyandu_id', '=', posyandu_id)
    .where((eb) =>
      eb.or([
        eb('mid', '=', sql<MutationId>`any(${[...keys.mids]}::uuid[])`),
        sql<boolean>`(device_id, seq) in (select * from unnest(
          ${keys.slots.map((slot) => slot.deviceId)}::uuid[],
          ${keys.slots.map((slot) => slot.seq)}::integer[]))`,
      ]),
    )
    .execute();
  const children = await tx
    .selectFrom('child')
    .select(['id', 'profile', 'field_versions', 'created_by'])
    .where('bucket', '=', bucket)
    .where('posyandu_id', '=', posyandu_id)
    .where('id', '=', sql<ChildId>`any(${[...keys.childIds]}::uuid[])`)
    .execute();
  const events = await tx
    .selectFrom('event')
    .select(['mid', 'occurred_on', 'body'])
    .where('bucket', '=', bucket)
    .where('posyandu_id', '=', posyandu_id)
    .where((eb) =>
      eb.or([
        eb('child_id', '=', sql<ChildId>`any(${[...keys.childIds]}::uuid[])`),
        sql<boolean>`id = any(${[...keys.eventIds]}::uuid[])`,
      ]),
    )
    .orderBy('scope_seq')
    .execute();
  const grants = await tx
    .selectFrom('access_grant')
    .select(['account_id', 'valid_from', 'valid_until'])
    .where('posyandu_id', '=', posyandu_id)
    .where(sql<boolean>`account_id = any(${[...keys.accountIds]}::uuid[])`)
    .execute();

  return {
    region: village_code.slice(0, KABUPATEN_CODE_LENGTH),
    journal: new Map(
      journal.map((row) => [
        row.mid,
        {
          contentHash: row.content_hash.toString('hex'),
          status: row.status,
          reason: row.reason,
        },
      ]),
    ),
    slots: new Map(journal.map((row) => [slotKey(row.device_id, row.seq), row.mid])),
    children: new Map(
      children.map((row) => [
        row.id,
        {
          id: row.id,
          profile: row.profile,
          fieldVersions: row.field_versions,
          createdBy: row.created_by,
        },
      ]),
    ),
    events: events.map((row) => ({
      mid: row.mid,
      occurredOn: row.occurred_on,
      event: row.body,
    })),
    grants: Map.groupBy(
      grants.map((row) => ({
        accountId: row.account_id,
        fromMs: row.valid_from.getTime(),
        untilMs: row.valid_until?.getTime() ?? null,
      })),
      (span) => span.accountId,
    ),
  };
}

async function saveScope(
  tx: Transaction<Database>,
  { bucket, posyandu_id, puskesmas_id, seq: before }: LockedScope,
  batch: ScopeBatch,
): Promise<void> {
  const key = { bucket, posyandu_id };
  let seq = before;
  await tx
    .insertInto('journal')
    .values(
      batch.journal.map(({ envelope, contentHash, pushedBy, arrivedAtMs, status, reason }) => ({
        ...key,
        mid: envelope.mid,
        device_id: envelope.deviceId,
        seq: envelope.seq,
        author_id: envelope.authorId,
        pushed_by: pushedBy,
        op: envelope.op,
        opv: envelope.opv,
        entity: envelope.entity,
        content_hash: Buffer.from(contentHash, 'hex'),
        body: JSON.stringify(envelope),
        arrived_at: new Date(arrivedAtMs),
        status,
        reason,
      })),
    )
    .execute();
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
        scope_seq: row.status === 'waiting' ? null : ++seq,
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
