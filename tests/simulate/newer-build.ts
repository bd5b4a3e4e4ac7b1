/** Two builds over one database: the newer one has said that this one may not write any more. */

import { PhoneDb } from '#client/data/db.ts';
import { minWriterRow, WRITER_VERSION } from '#client/data/min-writer.ts';
import type { MetaRow } from '#client/data/rows.ts';
import { isBusy, peek } from './disk.ts';
import type { SimPhone } from './sim-phone.ts';
import { Violation, type World } from './world.ts';

/** What an older build must leave alone: everything but what it notes of itself. */
const RECORDS = [
  'outbox',
  'children',
  'events',
  'reviews',
  'unknown',
  'cursors',
  'grants',
  'drafts',
];

/** @returns whether it has come; a disk that fails keeps it away */
export async function comeNewer(world: World, phone: SimPhone): Promise<boolean> {
  if (world.heldByNewer.has(phone.dbName)) return false;
  if (!(await say(phone, WRITER_VERSION + 1))) return false;
  noteNewer(world, phone);
  return true;
}

/** As a copy of a phone takes this along. */
export function noteNewer(world: World, { dbName }: SimPhone): void {
  const row = peek<MetaRow>(dbName, 'meta').find(({ key }) => key === 'min-writer');
  if (row?.key !== 'min-writer' || row.version <= WRITER_VERSION) return;
  world.heldByNewer.set(dbName, recordsOf(dbName));
}

/** Every page is of the newer build now, which may write. */
export async function updateAll(world: World): Promise<boolean> {
  let some = false;
  for (const phone of world.phones) {
    if (!world.heldByNewer.has(phone.dbName) || !(await say(phone, WRITER_VERSION))) continue;
    world.heldByNewer.delete(phone.dbName);
    phone.killAll();
    phone.open('tab');
    some = true;
  }
  return some;
}

export function olderWritesNothing(world: World, { name, dbName }: SimPhone): void {
  const held = world.heldByNewer.get(dbName);
  if (held === undefined || isBusy(dbName) || held === recordsOf(dbName)) return;
  throw new Violation(
    '17 two builds',
    `an older build wrote into the database of a newer one on ${name}`,
  );
}

function recordsOf(dbName: string): string {
  return JSON.stringify(RECORDS.map((table) => peek(dbName, table)));
}

async function say({ dbName }: SimPhone, version: number): Promise<boolean> {
  const db = new PhoneDb(dbName);
  try {
    await db.meta.put(minWriterRow(version));
    return true;
  } catch {
    return false;
  } finally {
    db.close();
  }
}
