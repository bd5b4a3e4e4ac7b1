/** Sync's store on the phone's database. */

import type { SyncStore } from '#client/sync/sync-store.ts';
import { rereadUnknown } from './apply-changes.ts';
import { createFeedStore } from './feed-store.ts';
import { readSession } from './meta.ts';
import { readMinWriter, WRITER_VERSION } from './min-writer.ts';
import { createOutboxStore, type StoreDeps } from './outbox-store.ts';
import { setExpired } from './run-end.ts';
import { writing } from './transaction.ts';

export function createPhoneSyncStore(deps: StoreDeps): SyncStore {
  const { db } = deps;
  return {
    ...createOutboxStore(deps),
    ...createFeedStore(deps),

    async begin() {
      const [minWriter, session] = await Promise.all([readMinWriter(db), readSession(db)]);
      if (minWriter > WRITER_VERSION) return 'read-only';
      if (session?.account.role !== 'kader') return null;
      return { accountId: session.account.id, stamp: session.stamp };
    },

    async rereadUnknown() {
      // Mostly there is nothing, and to write here is to wait for all that is being read.
      if ((await db.unknown.count()) === 0) return;
      await writing(
        db,
        [db.unknown, db.cursors, db.children, db.events, db.reviews, db.outbox],
        () => rereadUnknown(db),
      );
    },

    signedOut: (as) => writing(db, [db.meta], () => setExpired(db, as, true)),
  };
}
