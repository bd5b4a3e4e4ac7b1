/** Sync's store on the phone's database. */

import type { SyncStore } from '#client/sync/sync-store.ts';
import { rereadUnknown } from './apply-changes.ts';
import type { PhoneDb } from './db.ts';
import { createFeedStore } from './feed-store.ts';
import { readSession, readSync } from './meta.ts';
import { readMinWriter, WRITER_VERSION } from './min-writer.ts';
import { createOutboxStore, hasWaiting, reportDue, type StoreDeps } from './outbox-store.ts';
import type { SessionRow, SyncRow } from './rows.ts';
import { writing } from './transaction.ts';

export function createPhoneSyncStore(deps: StoreDeps): SyncStore {
  const { db } = deps;
  return {
    ...createOutboxStore(deps),
    ...createFeedStore(deps),

    async begin() {
      if ((await readMinWriter(db)) > WRITER_VERSION) return 'read-only';
      const session = await readSession(db);
      if (session?.account.role !== 'kader') return null;
      return { accountId: session.account.id, stamp: session.stamp };
    },

    rereadUnknown: () =>
      writing(db, [db.unknown, db.cursors, db.children, db.events, db.reviews, db.outbox], () =>
        rereadUnknown(db),
      ),

    finish: (as, atMs, unless) =>
      writing(db, [db.meta, db.grants, db.outbox], async () => {
        if (unless.waiting && (await hasWaiting(db, as))) return false;
        if (unless.reportDue && (await reportDue(db, as, atMs)) !== null) return false;
        await db.meta.put({ ...(await readSync(db)), lastSyncAtMs: atMs } satisfies SyncRow);
        await setExpired(db, as.stamp, false);
        return true;
      }),

    signedOut: ({ stamp }) => writing(db, [db.meta], () => setExpired(db, stamp, true)),
  };
}

/** Of the sign-in the run began with; a newer one is not touched by an old answer. */
async function setExpired(db: PhoneDb, stamp: string, expired: boolean): Promise<void> {
  const session = await readSession(db);
  if (session === null || session.stamp !== stamp || session.expired === expired) return;
  await db.meta.put({ ...session, expired } satisfies SessionRow);
}
