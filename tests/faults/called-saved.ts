/** Hears from inside a browser of every record that its database has called durable. */

import type { BrowserContext } from '@playwright/test';
import type { MutationId } from '#domain/ids.ts';

/** What the phone's database itself has called durable. */
export interface Heard {
  readonly durable: Set<MutationId>;
  /** Transactions that would have let a power cut undo them. */
  relaxed: number;
  /** Called as soon as a save has begun to write, once. */
  onWrite: () => void;
}

/** A save writes for longer than it takes to hear that it has begun, so that a kill can fall into it. */
const HOLD_MS = 60;

/** Tells of each mutation once its transaction has completed, in the page, before the app itself can know. */
export async function listen(context: BrowserContext, heard: Heard): Promise<void> {
  await context.exposeBinding('beganToWrite', () => {
    heard.onWrite();
    heard.onWrite = () => undefined;
  });
  await context.exposeBinding('calledSaved', (_source, mids: MutationId[], strict: boolean) => {
    for (const mid of mids) heard.durable.add(mid);
    if (!strict) heard.relaxed += 1;
  });
  await context.addInitScript((holdMs) => {
    const page = window as unknown as {
      beganToWrite: () => Promise<void>;
      calledSaved: (mids: string[], strict: boolean) => Promise<void>;
    };
    const store = IDBObjectStore.prototype;
    // oxlint-disable-next-line typescript/unbound-method -- called on the store below
    const add = store.add;
    const waiting = new Map<IDBTransaction, string[]>();
    store.add = function (this: IDBObjectStore, value: { mid: string }, ...key) {
      if (this.name === 'outbox') {
        const { transaction } = this;
        const mids = waiting.get(transaction) ?? [];
        if (mids.length === 0) {
          waiting.set(transaction, mids);
          void page.beganToWrite();
          const until = performance.now() + holdMs;
          const hold = (): void => {
            if (performance.now() > until) return;
            this.count().addEventListener('success', hold);
          };
          hold();
          transaction.addEventListener('complete', () => {
            void page.calledSaved(mids, transaction.durability === 'strict');
          });
        }
        mids.push(value.mid);
      }
      return add.call(this, value, ...key);
    };
  }, HOLD_MS);
}
