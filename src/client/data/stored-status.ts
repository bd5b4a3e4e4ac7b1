/** The part of the sync status that lies in the database, the same in every tab. */

import type { StoredStatus } from '#client/sync/sync-control.ts';
import type { PhoneDb } from './db.ts';
import { loadingPart, loadingRows } from './feed-store.ts';
import { readPhone, readSession, readSync } from './meta.ts';
import { readTraffic } from './traffic-store.ts';
import { reading } from './transaction.ts';

/** @param month the current one by the phone's zone, `2026-11` */
export function readStoredStatus(db: PhoneDb, month: string): Promise<StoredStatus> {
  return reading(db, async () => {
    // All at once: one after the other, each would wait behind whatever the screens are reading.
    const [session, traffic, oldest, unsent, sync, phone] = await Promise.all([
      readSession(db),
      readTraffic(db, month),
      // By id, hence the first is the oldest.
      pending(db).first(),
      pending(db).count(),
      readSync(db),
      readPhone(db),
    ]);
    const posyanduId = session?.posyanduId ?? null;
    return {
      unsent,
      oldestUnsentAtMs: oldest?.savedAtMs ?? null,
      lastSyncAtMs: sync.lastSyncAtMs,
      loadingRows: posyanduId === null ? null : await loadingRows(db, posyanduId),
      loadingPart: posyanduId === null ? null : await loadingPart(db, posyanduId),
      serverOffsetMs: phone?.serverOffsetMs ?? null,
      bytesThisMonth: traffic.sentBytes + traffic.receivedBytes,
    };
  });
}

function pending(db: PhoneDb) {
  return db.outbox.where('state').equals('pending');
}
