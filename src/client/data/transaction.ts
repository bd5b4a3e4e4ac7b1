/** Transactions on the phone's database, opened in the one way that keeps everything awaited inside them. */

import type { Table } from 'dexie';
import type { PhoneDb } from './db.ts';

/**
 * All of `work` or nothing of it, strictly durable when this resolves.
 *
 * Dexie follows `await` only from a function that is itself `async`; handed a
 * plain one that returns a promise, it loses the transaction at the first
 * `await` and writes on, each row for itself. Hence the wrapper.
 *
 * @param work awaits nothing but this database
 */
export function writing<T>(
  db: PhoneDb,
  tables: readonly Table[],
  work: () => Promise<T>,
): Promise<T> {
  return db.transaction('rw', [...tables], async () => work());
}

/** One moment of the records, which a live query follows in every table read. */
export function reading<T>(db: PhoneDb, work: () => Promise<T>): Promise<T> {
  const { meta, grants, cursors, children, events, reviews, outbox, drafts } = db;
  const tables = [meta, grants, cursors, children, events, reviews, outbox, drafts];
  return db.transaction('r', tables, async () => work());
}
