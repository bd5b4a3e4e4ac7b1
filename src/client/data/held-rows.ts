/** Rows looked up by key before a page of changes is written over them. */

import type { Table } from 'dexie';

/** Beyond this, asking which of all keys are there costs less than asking for each. */
const FEW = 200;

export async function heldRows<Row, Key extends string>(
  table: Table<Row, Key>,
  keys: readonly Key[],
): Promise<ReadonlyMap<Key, Row>> {
  const wanted = keys.length > FEW ? await thereOf(table, keys) : keys;
  const rows = await table.bulkGet([...wanted]);
  const held = new Map<Key, Row>();
  for (const [index, key] of wanted.entries()) {
    const row = rows[index];
    if (row !== undefined) held.set(key, row);
  }
  return held;
}

async function thereOf<Row, Key extends string>(
  table: Table<Row, Key>,
  keys: readonly Key[],
): Promise<readonly Key[]> {
  const there = new Set(await table.toCollection().primaryKeys());
  return keys.filter((key) => there.has(key));
}
