/**
 * Knows whether a newer version of the app is ready and whether it may take over now.
 *
 * Taking over reloads the page, so it is offered and done only at a safe
 * moment: no form holds something typed.
 */

interface AppUpdateDeps {
  /** False while a form holds something that is typed and not saved. */
  readonly isSafe: () => boolean;
  /** Tells the waiting worker to take over; its answer is `tookOver`. */
  readonly activateWaiting: () => void;
  readonly reload: () => void;
}

/** What the update prompt reads; made for `useSyncExternalStore(subscribe, updateReady)`. */
export interface AppUpdate {
  /** True when a newer version is here and this is a safe moment for it. */
  updateReady(): boolean;
  subscribe(listener: () => void): () => void;
  /** Call when a form was opened, saved or left: the moment may have become safe. */
  recheck(): void;
  /** Takes the newer version and reloads; does nothing when there is none or a form is open. */
  applyUpdate(): void;
}

/** What the browser reports about workers. */
export interface WorkerEvents {
  waiting(): void;
  /** The worker of a newer version took over this page. */
  tookOver(): void;
}

export function createAppUpdate(deps: AppUpdateDeps): AppUpdate & WorkerEvents {
  /** `stale`: another page of this phone already switched, and this one still runs the old code. */
  let state: 'current' | 'waiting' | 'applying' | 'stale' = 'current';
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const ready = () => (state === 'waiting' || state === 'stale') && deps.isSafe();

  return {
    updateReady: ready,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    recheck: tell,
    applyUpdate() {
      if (!ready()) return;
      if (state === 'stale') {
        deps.reload();
        return;
      }
      state = 'applying';
      tell();
      deps.activateWaiting();
    },
    waiting() {
      // The reload that is on its way brings the newest anyway.
      if (state === 'applying') return;
      state = 'waiting';
      tell();
    },
    tookOver() {
      if (state === 'applying') {
        deps.reload();
        return;
      }
      state = 'stale';
      tell();
    },
  };
}
