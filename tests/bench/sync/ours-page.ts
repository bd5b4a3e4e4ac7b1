/** Makes the built app do what the bench asks of it: signs in, saves and syncs through the services its screens use. */

import type { Services } from '#client/services.ts';
import type { BenchPage } from './bench-page.ts';

/** The bench gives every account this password. */
export const PASSWORD = 'sandi-untuk-uji-kecepatan';

const DB_NAME = 'siposyandu';
const WITHOUT_SIGN_IN = 0;

export function offerBench({ records, session, sync, today }: Services): void {
  let rounds = 0;
  const bench: BenchPage = {
    async firstLoad(as) {
      const from = performance.now();
      const problem = await session.signIn(as, PASSWORD);
      if (problem !== null) throw new Error(`sign-in: ${JSON.stringify(problem)}`);
      const signedIn = performance.now();
      await until(() => {
        const { loadingRows, lastSyncAtMs, running } = sync.status();
        return loadingRows === null && lastSyncAtMs !== null && !running;
      });
      return { ms: performance.now() - signedIn, signInMs: signedIn - from };
    },

    async save(count) {
      const children = await records.children();
      const from = performance.now();
      for (let index = 0; index < count; index += 1) {
        const child = children[index % children.length];
        if (child === undefined) throw new Error('no child to weigh');
        await records.recordMeasurement(
          child.id,
          {
            measuredOn: today(),
            weightGrams: 6000 + 10 * index + rounds,
            lengthMm: 600 + index,
            position: 'lying',
            headMm: null,
            muacMm: 140,
            oedema: false,
          },
          {},
        );
      }
      rounds += 1;
      const ms = performance.now() - from;
      // The try that each save begins has found no network by now.
      await until(() => !sync.status().running && sync.status().unsent === count);
      return ms;
    },

    async pushWhenOnline() {
      if (!navigator.onLine) await next(window, 'online');
      const from = performance.now();
      await until(() => sync.status().unsent === 0);
      const ms = performance.now() - from;
      await until(() => !sync.status().running);
      return ms;
    },

    async pull() {
      const before = sync.status().lastSyncAtMs;
      const from = performance.now();
      window.dispatchEvent(new Event('online'));
      await until(() => !sync.status().running && sync.status().lastSyncAtMs !== before);
      return performance.now() - from;
    },

    async held() {
      const [children, events] = await Promise.all([rowsOf('children'), rowsOf('events')]);
      return { records: children + events, unsent: sync.status().unsent ?? WITHOUT_SIGN_IN };
    },
  };
  globalThis.bench = bench;

  function until(isSo: () => boolean): Promise<void> {
    if (isSo()) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = sync.subscribe(() => {
        if (!isSo()) return;
        stop();
        resolve();
      });
    });
  }
}

function next(target: EventTarget, name: string): Promise<void> {
  return new Promise((resolve) => {
    target.addEventListener(name, () => resolve(), { once: true });
  });
}

/** Asked of the browser itself, past everything of ours. */
function rowsOf(table: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DB_NAME);
    opening.addEventListener('error', () => reject(opening.error ?? new Error('no database')));
    opening.addEventListener('success', () => {
      const db = opening.result;
      const counting = db.transaction(table).objectStore(table).count();
      counting.addEventListener('error', () => reject(counting.error ?? new Error('no count')));
      counting.addEventListener('success', () => {
        db.close();
        resolve(counting.result);
      });
    });
  });
}
