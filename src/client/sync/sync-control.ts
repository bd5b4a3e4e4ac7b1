/** Sync as screens see it: one status that changes, and the button. */

import type { SyncControl, SyncStatus } from '#client/services.ts';
import type { Runner, RunnerState } from './runner.ts';

/** The part of the status that lies in the database, the same in every tab. */
export type StoredStatus = Pick<
  SyncStatus,
  | 'unsent'
  | 'oldestUnsentAtMs'
  | 'lastSyncAtMs'
  | 'loadingRows'
  | 'loadingPart'
  | 'serverOffsetMs'
  | 'bytesThisMonth'
>;

export interface StatusBoard extends Pick<SyncControl, 'status' | 'subscribe'> {
  show(stored: StoredStatus): void;
  showRun(state: RunnerState): void;
}

/** Holds the last status, as one object that stays the same until something changes. */
export function createStatusBoard(): StatusBoard {
  const listeners = new Set<() => void>();
  let status: SyncStatus = {
    unsent: null,
    oldestUnsentAtMs: null,
    lastSyncAtMs: null,
    loadingRows: null,
    loadingPart: null,
    serverOffsetMs: null,
    bytesThisMonth: null,
    running: false,
    queued: false,
    obstacle: null,
  };

  function change(next: SyncStatus): void {
    if (JSON.stringify(next) === JSON.stringify(status)) return;
    status = next;
    for (const listener of listeners) listener();
  }

  return {
    status: () => status,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show: (stored) => change({ ...status, ...stored }),
    showRun: (state) => change({ ...status, ...state }),
  };
}

export function createSyncControl(board: StatusBoard, runner: Runner): SyncControl {
  return {
    status: board.status,
    subscribe: board.subscribe,
    syncNow: () => runner.request('user'),
  };
}
