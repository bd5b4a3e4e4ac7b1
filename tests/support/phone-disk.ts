/** What lies in a real browser's database, read and written past the app. */

import type { Page } from '@playwright/test';

const NAME = 'siposyandu';

/** @returns every row of one table */
export function readStore<Row>(page: Page, store: string): Promise<Row[]> {
  return page.evaluate(
    ([name, table]) =>
      new Promise<Row[]>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.addEventListener('error', () => reject(opening.error ?? new Error('closed')));
        opening.addEventListener('success', () => {
          const db = opening.result;
          const reading = db.transaction(table).objectStore(table).getAll();
          reading.addEventListener('error', () => reject(reading.error ?? new Error('unread')));
          reading.addEventListener('success', () => {
            db.close();
            resolve(reading.result as Row[]);
          });
        });
      }),
    [NAME, store] as const,
  );
}

export function writeRow(page: Page, store: string, row: Record<string, unknown>): Promise<void> {
  return page.evaluate(
    ([name, table, value]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.addEventListener('success', () => {
          const db = opening.result;
          const writing = db.transaction(table, 'readwrite');
          writing.objectStore(table).put(value);
          writing.addEventListener('abort', () => reject(writing.error ?? new Error('unwritten')));
          writing.addEventListener('complete', () => {
            db.close();
            resolve();
          });
        });
      }),
    [NAME, store, row] as const,
  );
}

/** As IndexedDB counts; Dexie's own number times ten. */
export function databaseVersion(page: Page): Promise<number | undefined> {
  return page.evaluate(
    async (wanted) => (await indexedDB.databases()).find(({ name }) => name === wanted)?.version,
    NAME,
  );
}
