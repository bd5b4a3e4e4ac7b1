/** Reads a posyandu whole, journal and tables, and writes back what its journal says. */

import { sql, type Transaction } from 'kysely';
import type { MutationId, PosyanduId } from '#domain/ids.ts';
import { mutationEnvelopeSchema, readMutation } from '#protocol/mutation.ts';
import type { Repair, StoredPosyandu } from '#server/rebuild/rebuild.ts';
import type { Db } from './database.ts';
import { lookedForBy } from './event-columns.ts';
import type { Database } from './schema.ts';
import { lockScope, type LockedScope } from './scope-transaction.ts';

export interface RebuildTransaction {
  readonly stored: StoredPosyandu;
  write(repair: Repair): Promise<void>;
}

export async function allPosyandu(db: Db): Promise<PosyanduId[]> {
  const rows = await db.selectFrom('posyandu').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** Under the posyandu's lock, so that nothing is recorded meanwhile. */
export function inRebuild<T>(
  db: Db,
  posyanduId: PosyanduId,
  work: (tx: RebuildTransaction) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    const scope = await lockScope(tx, posyanduId);
    if (scope === null) throw new Error('a posyandu without a counter');
    const stored = await readAll(tx, scope);
    return work({ stored, write: (repair) => writeAll(tx, scope, stored, repair) });
  });
}

async function readAll(
  tx: Transaction<Database>,
  { bucket, posyandu_id }: LockedScope,
): Promise<StoredPosyandu> {
  const journal = await tx
    .selectFrom('journal')
    .select(['body', 'arrived_at', 'status'])
    .where('bucket', '=', bucket)
    .where('posyandu_id', '=', posyandu_id)
    .orderBy('place')
    .execute();
  const children = await tx
    .selectFrom('child')
    .select(['id', 'profile', 'field_versions', 'created_by', 'merged_into', 'moved_to'])
    .where('bucket', '=', bucket)
    .where('posyandu_id', '=', posyandu_id)
    .execute();
  const events = await tx
    .selectFrom('event')
    .select(['mid', 'occurred_on', 'body'])
    .where('bucket', '=', bucket)
    .where('posyandu_id', '=', posyandu_id)
    .orderBy('scope_seq')
    .execute();
  return {
    journal: journal.map((row) => ({
      envelope: mutationEnvelopeSchema.parse(JSON.parse(row.body)),
      arrivedAtMs: row.arrived_at.getTime(),
      status: row.status,
    })),
    children: children.map((row) => ({
      id: row.id,
      profile: row.profile,
      fieldVersions: row.field_versions,
      createdBy: row.created_by,
      mergedInto: row.merged_into,
      movedTo: row.moved_to,
    })),
    events: events.map((row) => ({
      mid: row.mid,
      occurredOn: row.occurred_on,
      event: row.body,
    })),
  };
}

/** Everything written takes the next number, so that phones hear of it. */
async function writeAll(
  tx: Transaction<Database>,
  { bucket, posyandu_id, seq: before }: LockedScope,
  stored: StoredPosyandu,
  repair: Repair,
): Promise<void> {
  const key = { bucket, posyandu_id };
  let seq = before;
  for (const row of repair.children) {
    await tx
      .insertInto('child')
      .values({
        ...key,
        id: row.id,
        profile: row.profile,
        field_versions: { ...row.fieldVersions },
        created_by: row.createdBy,
        merged_into: row.mergedInto,
        moved_to: row.movedTo,
        scope_seq: ++seq,
      })
      .onConflict((conflict) =>
        conflict.columns(['bucket', 'posyandu_id', 'id']).doUpdateSet((eb) => ({
          profile: eb.ref('excluded.profile'),
          field_versions: eb.ref('excluded.field_versions'),
          created_by: eb.ref('excluded.created_by'),
          merged_into: eb.ref('excluded.merged_into'),
          moved_to: eb.ref('excluded.moved_to'),
          scope_seq: eb.ref('excluded.scope_seq'),
        })),
      )
      .execute();
  }
  // Events count in the order of their numbers: from the first wrong one on, a child's all move up.
  const touched = new Set(repair.events.map(({ event }) => event.childId));
  const wrong = new Map(repair.events.map((row) => [row.event.id, row]));
  const strangers = new Set(repair.strangers.events);
  const standing = stored.events.filter(
    ({ event }) => touched.has(event.childId) && !wrong.has(event.id) && !strangers.has(event.id),
  );
  const places = placesOf(stored.journal);
  const inOrder = [...standing, ...repair.events].toSorted(
    (a, b) => (places.get(a.mid) ?? 0) - (places.get(b.mid) ?? 0),
  );
  for (const { mid, occurredOn, event } of inOrder) {
    await tx
      .insertInto('event')
      .values({
        ...key,
        id: event.id,
        child_id: event.childId,
        mid,
        occurred_on: occurredOn,
        body: event,
        ...lookedForBy(event),
        scope_seq: ++seq,
      })
      .onConflict((conflict) =>
        conflict.columns(['bucket', 'posyandu_id', 'id']).doUpdateSet((eb) => ({
          child_id: eb.ref('excluded.child_id'),
          mid: eb.ref('excluded.mid'),
          occurred_on: eb.ref('excluded.occurred_on'),
          body: eb.ref('excluded.body'),
          target_id: eb.ref('excluded.target_id'),
          measured_on: eb.ref('excluded.measured_on'),
          scope_seq: eb.ref('excluded.scope_seq'),
        })),
      )
      .execute();
  }
  for (const [table, ids] of [
    ['child', repair.strangers.children],
    ['event', repair.strangers.events],
  ] as const) {
    await tx
      .deleteFrom(table)
      .where('bucket', '=', bucket)
      .where('posyandu_id', '=', posyandu_id)
      .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
      .execute();
  }
  await tx
    .updateTable('scope_counter')
    .set({ seq })
    .where('bucket', '=', bucket)
    .where('posyandu_id', '=', posyandu_id)
    .execute();
}

/** By mutation, when it came to count here: by itself, or brought along with a child. */
function placesOf(journal: StoredPosyandu['journal']): Map<MutationId, number> {
  const places = new Map<MutationId, number>();
  for (const { envelope } of journal) {
    places.set(envelope.mid, places.size);
    const mutation = readMutation(envelope);
    if (typeof mutation === 'string' || mutation.op !== 'child.receive') continue;
    for (const { mid } of mutation.payload.events) {
      if (!places.has(mid)) places.set(mid, places.size);
    }
  }
  return places;
}
