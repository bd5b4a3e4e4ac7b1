/** What a screen shows that changes by itself: records, sync and sign-in, read so that the screen follows. */

import { useLiveQuery } from 'dexie-react-hooks';
import { useSyncExternalStore } from 'react';
import { useServices, type Records, type SignedIn, type SyncStatus } from './services.ts';

/**
 * Reads records and reads again whenever they change, on this tab or another.
 *
 * @param key everything `read` depends on besides the records, as one text
 * @returns `undefined` until the first answer
 */
export function useRecords<T>(read: (records: Records) => Promise<T>, key = ''): T | undefined {
  const { records } = useServices();
  // Dexie follows `await` only from a function that is itself `async`.
  return useLiveQuery(async () => read(records), [records, key]);
}

export function useSyncStatus(): SyncStatus {
  const { sync } = useServices();
  return useSyncExternalStore(sync.subscribe, sync.status);
}

/** `undefined` while the phone is still reading it, `null` when nobody is signed in. */
export function useSignedIn(): SignedIn | null | undefined {
  const { session } = useServices();
  return useSyncExternalStore(session.subscribe, session.current);
}
