/** What a run of sync leaves behind: when both directions came to their end, and whether the server knows the sign-in. */

import type { RunAs, RunEnd } from '#client/sync/sync-store.ts';
import type { PhoneDb } from './db.ts';
import { readSession, readSync } from './meta.ts';
import { hasWaiting, reportDue } from './outbox-store.ts';
import type { SessionRow, SyncRow } from './rows.ts';

/** @returns false, with nothing noted, where more is to be done */
export async function noteEnd(db: PhoneDb, as: RunAs, { atMs, unless }: RunEnd): Promise<boolean> {
  if (unless.waiting && (await hasWaiting(db, as))) return false;
  if (unless.reportDue && (await reportDue(db, as, atMs)) !== null) return false;
  await db.meta.put({ ...(await readSync(db)), lastSyncAtMs: atMs } satisfies SyncRow);
  await setExpired(db, as, false);
  return true;
}

/** Of the sign-in the run began with; a newer one is not touched by an old answer. */
export async function setExpired(db: PhoneDb, { stamp }: RunAs, expired: boolean): Promise<void> {
  const session = await readSession(db);
  if (session === null || session.stamp !== stamp || session.expired === expired) return;
  await db.meta.put({ ...session, expired } satisfies SessionRow);
}
