/** The browser's storage as screens see it: whether it is kept, how much is left, and whether it works at all. */

import type { Loss, StorageControl } from '#client/services.ts';
import type { DbTrouble } from './db.ts';

export interface StorageBoard extends StorageControl {
  show(trouble: DbTrouble | null): void;
  showLoss(loss: Loss | null): void;
}

/**
 * @param manager `null` where the browser has none
 * @param forgetLoss of which somebody has read
 */
export function createStorageControl(
  manager: StorageManager | null,
  forgetLoss: () => Promise<void>,
): StorageBoard {
  const listeners = new Set<() => void>();
  let trouble: DbTrouble | null = null;
  let loss: Loss | null = null;

  function tell(): void {
    for (const listener of listeners) listener();
  }

  return {
    async persisted() {
      if (manager === null || !('persist' in manager)) return 'unknown';
      return (await manager.persisted()) || (await manager.persist()) ? 'yes' : 'no';
    },
    async freeBytes() {
      if (manager === null || !('estimate' in manager)) return null;
      const { quota, usage } = await manager.estimate();
      return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage);
    },
    trouble: () => trouble,
    loss: () => loss,
    acknowledgeLoss: forgetLoss,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show(next) {
      if (next === trouble) return;
      trouble = next;
      tell();
    },
    showLoss(next) {
      if (next?.unsent === loss?.unsent) return;
      loss = next;
      tell();
    },
  };
}
