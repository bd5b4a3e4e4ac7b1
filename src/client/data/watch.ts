/** Follows a query of the phone's database, through writes of this tab and of others. */

import { liveQuery } from 'dexie';

/**
 * @param query awaits nothing but the database
 * @param onError the database cannot be read
 * @returns stops following
 */
export function watch<T>(
  query: () => Promise<T>,
  onValue: (value: T) => void,
  onError: (error: unknown) => void,
): () => void {
  const subscription = liveQuery(async () => query()).subscribe({ next: onValue, error: onError });
  return () => subscription.unsubscribe();
}
