/**
 * The phones' disks: the databases in memory, with what a disk does to them.
 *
 * Reads past every transaction, loses what was not written through, fails, fills
 * up, forgets everything. The database in memory has no such doors of its own,
 * so this file knows how it is built inside (fake-indexeddb 6).
 */

import { IDBDatabase as FakeDatabase, indexedDB } from 'fake-indexeddb';
import { PhoneDb } from '#client/data/db.ts';

interface RawTransaction {
  readonly mode: string;
  readonly durability: string;
  readonly db: unknown;
  readonly _state: string;
  _abort(reason: string | null): void;
  abort(): void;
  addEventListener(name: string, run: () => void): void;
}

interface RawDatabase {
  readonly transactions: readonly RawTransaction[];
  readonly rawObjectStores: ReadonlyMap<
    string,
    { readonly records: { values(): Iterable<{ readonly value: unknown }> } }
  >;
}

const databases = (indexedDB as unknown as { readonly _databases: Map<string, RawDatabase> })
  ._databases;

export type DiskFault = 'unknown' | 'full';

type Rows = ReadonlyMap<string, readonly unknown[]>;

const faults = new Map<string, DiskFault>();
/** What lies on the disk where the last commits are only in the cache. */
const written = new Map<string, Rows>();

/** Makes the databases in memory behave as on a disk. Once is enough. */
export function insertDisks(): void {
  const prototype = FakeDatabase.prototype as unknown as {
    transaction(this: { name: string }, ...args: unknown[]): RawTransaction;
    isOnDisk?: boolean;
  };
  if (prototype.isOnDisk === true) return;
  prototype.isOnDisk = true;
  const original = Reflect.get(prototype, 'transaction');
  prototype.transaction = function transaction(...args) {
    const fault = faults.get(this.name);
    const isOpening = args[1] === 'versionchange';
    if (fault === 'unknown' && !isOpening) throw new DOMException('Internal error', 'UnknownError');
    const made = Reflect.apply(original, this, args);
    if (made.mode !== 'readwrite') return made;
    if (fault === 'full') fillUp(made);
    made.addEventListener('complete', () => committed(this.name));
    if (made.durability === 'strict')
      made.addEventListener('complete', () => written.delete(this.name));
    else if (!written.has(this.name)) written.set(this.name, readAll(this.name));
    return made;
  };
}

/** A disk that is full is noticed somewhere in the middle. */
function fillUp(transaction: RawTransaction): void {
  setImmediate(() => {
    setImmediate(() => {
      if (transaction._state !== 'finished') transaction._abort('QuotaExceededError');
    });
  });
}

export function setDiskFault(dbName: string, fault: DiskFault | null): void {
  if (fault === null) faults.delete(dbName);
  else faults.set(dbName, fault);
}

const awaited = new Map<string, { left: number; readonly run: () => void }>();

/**
 * Calls `run` at the end of the so-many-eth transaction that writes, before whoever
 * made it knows.
 *
 * @returns lets it be; harmless when it was called
 */
export function atCommit(dbName: string, count: number, run: () => void): () => void {
  awaited.set(dbName, { left: count, run });
  return () => void awaited.delete(dbName);
}

function committed(dbName: string): void {
  const waiting = awaited.get(dbName);
  if (waiting === undefined) return;
  waiting.left -= 1;
  if (waiting.left > 0) return;
  awaited.delete(dbName);
  waiting.run();
}

/** Rows of a table as they lie there this moment, those of open transactions included. */
export function peek<Row>(dbName: string, table: string): Row[] {
  const store = databases.get(dbName)?.rawObjectStores.get(table);
  return store === undefined ? [] : Array.from(store.records.values(), ({ value }) => value as Row);
}

export function isBusy(dbName: string): boolean {
  const { transactions = [] } = databases.get(dbName) ?? {};
  return transactions.some(({ _state }) => _state !== 'finished');
}

/** The process that held this connection is gone: what it had not committed never happened. */
export function cutConnection(db: PhoneDb): void {
  let connection: unknown = null;
  try {
    connection = db.backendDB();
  } catch {
    // Not open yet, so there is nothing under way.
  }
  for (const transaction of databases.get(db.name)?.transactions ?? []) {
    // One that is committing may as well have been quicker.
    const isOpen = transaction._state !== 'finished' && transaction._state !== 'committing';
    if (transaction.db === connection && isOpen) transaction.abort();
  }
  db.close();
}

/** The storage comes back empty. */
export function wipe(dbName: string): void {
  databases.delete(dbName);
  written.delete(dbName);
}

/** @returns whether anything was lost that a transaction had reported as complete */
export async function losePower(dbName: string): Promise<boolean> {
  const rows = written.get(dbName);
  if (rows === undefined) return false;
  wipe(dbName);
  await fill(dbName, rows);
  return true;
}

export async function copyDisk(from: string, to: string): Promise<void> {
  await fill(to, readAll(from));
}

function readAll(dbName: string): Rows {
  const tables = databases.get(dbName)?.rawObjectStores.keys() ?? [];
  return new Map(
    Array.from(tables, (table) => [table, structuredClone(peek(dbName, table))] as const),
  );
}

async function fill(dbName: string, rows: Rows): Promise<void> {
  const db = new PhoneDb(dbName);
  for (const [table, values] of rows) await db.table(table).bulkPut(values);
  db.close();
  written.delete(dbName);
}
