/** One run of sync at a time over all tabs: kept by the browser's lock while its holder shows life, taken over when it does not. */

import type { Clock, Locks, Notebook, SetTimer } from './platform.ts';

export interface RunLock {
  /**
   * Takes the lock from a holder that has shown no life for longer than
   * `STALE_MS`. That one may wake up and go on: then two run at once, which
   * costs data and harms nothing.
   *
   * @returns false, with `work` not begun, while another one runs
   */
  hold(work: () => Promise<void>): Promise<boolean>;
}

export interface RunLockDeps {
  readonly locks: Locks;
  readonly notebook: Notebook;
  readonly setTimer: SetTimer;
  readonly clock: Pick<Clock, 'elapsedMs'>;
  /** 0 ≤ x < 1, at random. */
  readonly fraction: () => number;
}

const LOCK_NAME = 'siposyandu-sync';
/** Where the holder shows life: a word that changes. */
export const BEAT_KEY = 'siposyandu-sync-beat';
const BEAT_EVERY_MS = 10_000;
/** Longer than the minute that browsers let a hidden tab's timers wait. */
export const STALE_MS = 90_000;

export function createRunLock(deps: RunLockDeps): RunLock {
  const { locks, notebook, setTimer, clock } = deps;
  /** The holder's word, and since when it has been seen standing still, by this page's own time: wall clocks jump. */
  let watched: { readonly beat: string | null; readonly sinceMs: number } | null = null;

  function isStale(): boolean {
    const beat = notebook.read(BEAT_KEY);
    const nowMs = clock.elapsedMs();
    if (watched === null || watched.beat !== beat) watched = { beat, sinceMs: nowMs };
    return nowMs - watched.sinceMs > STALE_MS;
  }

  async function beating(work: () => Promise<void>): Promise<void> {
    const holder = deps.fraction().toString(36).slice(2);
    let beats = 0;
    let cancel = beat();
    function beat(): () => void {
      beats += 1;
      notebook.write(BEAT_KEY, `${holder} ${beats}`);
      return setTimer(BEAT_EVERY_MS, () => (cancel = beat()));
    }
    try {
      await work();
    } finally {
      cancel();
    }
  }

  return {
    async hold(work) {
      const held = await locks.tryHold(LOCK_NAME, () => beating(work));
      if (!held && !isStale()) return false;
      watched = null;
      if (!held) await locks.steal(LOCK_NAME, () => beating(work));
      return true;
    },
  };
}
