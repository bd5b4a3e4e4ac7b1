/** The part of the sync status that lies in the database, the same in every tab. */

import type { StoredStatus } from '#client/sync/sync-control.ts';
import type { PhoneDb } from './db.ts';
import { loadingRows } from './feed-store.ts';
import { readPhone, readSession, readSync } from './meta.ts';
import { reading } from './transaction.ts';

export function readStoredStatus(db: PhoneDb): Promise<StoredStatus> {
  return reading(db, async () => {
    const session = await readSession(db);
    // By id, hence the first is the oldest.
    const oldest = await pending(db).first();
    return {
      unsent: await pending(db).count(),
      oldestUnsentAtMs: oldest?.savedAtMs ?? null,
      lastSyncAtMs: (await readSync(db)).lastSyncAtMs,
      loadingRows:
        session === null || session.posyanduId === null
          ? null
          : await loadingRows(db, session.posyanduId),
      serverOffsetMs: (await readPhone(db))?.serverOffsetMs ?? null,
    };
  });
}

function pending(db: PhoneDb) {
  return db.outbox.where('state').equals('pending');
}
