/** Transactions on the phone's database, opened in the one way that keeps everything awaited inside them. */

import type { Table } from 'dexie';
import type { PhoneDb } from './db.ts';
import { refuseIfTooOld } from './min-writer.ts';

/**
 * All of `work` or nothing of it, strictly durable when this resolves.
 *
 * Dexie follows `await` only from a function that is itself `async`; handed a
 * plain one that returns a promise, it loses the transaction at the first
 * `await` and writes on, each row for itself. Hence the wrapper.
 *
 * @param work awaits nothing but this database
 * @throws TooOldToWrite, with `work` not begun, when a newer build keeps this one from writing
 */
export function writing<T>(
  db: PhoneDb,
  tables: readonly Table[],
  work: () => Promise<T>,
): Promise<T> {
  db.hopeAgain();
  const scope = new Set<Table>([db.meta, ...tables]);
  return db.transaction('rw', [...scope], async () => {
    await refuseIfTooOld(db);
    return work();
  });
}

/** One moment of the records, which a live query follows in every table read. */
export function reading<T>(db: PhoneDb, work: () => Promise<T>): Promise<T> {
  const { meta, grants, cursors, children, events, reviews, outbox, drafts } = db;
  const tables = [meta, grants, cursors, children, events, reviews, outbox, drafts];
  return db.transaction('r', tables, async () => work());
}
