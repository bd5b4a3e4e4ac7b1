/** Reads what a chunk may touch of one posyandu, inside its lock. */

import { sql, type Transaction } from 'kysely';
import type { ChildId, MutationId } from '#domain/ids.ts';
import { mutationEnvelopeSchema } from '#protocol/mutation.ts';
import { slotKey, type ScopeKeys, type ScopeState } from '#server/sync/store.ts';
import type { Database } from './schema.ts';
import type { LockedScope } from './scope-transaction.ts';

/** `52.02` of `52.02.08.2005`: schedules differ between kabupaten and no further down. */
const KABUPATEN_CODE_LENGTH = 5;

/** Waiting mutations looked at in one transaction; more than a posyandu records in a month is an attack. */
const MAX_PARKED = 500;

export async function loadScope(
  tx: Transaction<Database>,
  { bucket, posyandu_id, village_code }: LockedScope,
  keys: ScopeKeys,
): Promise<ScopeState> {
  const journal = await tx
    .selectFrom('journal')
    .select(['mid', 'device_id', 'seq', 'op', 'content_hash', 'status', 'reason'])
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

  const parked = await tx
    .selectFrom('journal')
    .select(['body', 'content_hash', 'pushed_by', 'arrived_at', 'reason', 'needs'])
    .where('bucket', '=', bucket)
    .where('posyandu_id', '=', posyandu_id)
    .where('status', '=', 'parked')
    .orderBy('place')
    .limit(MAX_PARKED)
    .execute();

  return {
    region: village_code.slice(0, KABUPATEN_CODE_LENGTH),
    journal: new Map(
      journal.map((row) => [
        row.mid,
        {
          op: row.op,
          contentHash: row.content_hash.toString('hex'),
          status: row.status,
          reason: row.reason,
        },
      ]),
    ),
    parked: parked.map((row) => ({
      envelope: mutationEnvelopeSchema.parse(JSON.parse(row.body)),
      contentHash: row.content_hash.toString('hex'),
      pushedBy: row.pushed_by,
      arrivedAtMs: row.arrived_at.getTime(),
      status: 'parked',
      reason: row.reason,
      needs: row.needs,
    })),
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
