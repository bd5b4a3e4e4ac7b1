/** The phone's own log of the last 2,000 happenings of storage and sync, for whoever must find out why. Never personal data. */

import { Dexie } from 'dexie';
import type { PhoneDb } from './db.ts';

const KEPT = 2000;
const TRIM_EVERY = 100;

export type Log = (what: string, detail?: string) => void;

/** Writes aside of everything else; a line that cannot be written is let go. */
export function createLog(db: PhoneDb, nowMs: () => number): Log {
  async function write(what: string, detail: string | null): Promise<void> {
    const id = await db.diag.add({ atMs: nowMs(), what, detail });
    if (id % TRIM_EVERY === 0)
      await db.diag
        .where('id')
        .belowOrEqual(id - KEPT)
        .delete();
  }
  return (what, detail) => {
    // Not part of whatever transaction is open: the line stays when that one is undone.
    Dexie.ignoreTransaction(() => write(what, detail ?? null)).catch(() => {});
  };
}
