/** The part of the sync status that lies in the database, the same in every tab. */

import type { StoredStatus } from '#client/sync/sync-control.ts';
import type { PhoneDb } from './db.ts';
import { loadingRows } from './feed-store.ts';
import { readPhone, readSession, readSync } from './meta.ts';

/** Awaits only the database, for live queries. */
export async function readStoredStatus(db: PhoneDb): Promise<StoredStatus> {
  const session = await readSession(db);
  const waiting = db.outbox.where('state').equals('pending');
  // By id, hence the first is the oldest.
  const oldest = await waiting.first();
  return {
    unsent: await db.outbox.where('state').equals('pending').count(),
    oldestUnsentAtMs: oldest?.savedAtMs ?? null,
    lastSyncAtMs: (await readSync(db)).lastSyncAtMs,
    loadingRows:
      session === null || session.posyanduId === null
        ? null
        : await loadingRows(db, session.posyanduId),
    serverOffsetMs: (await readPhone(db))?.serverOffsetMs ?? null,
  };
}
