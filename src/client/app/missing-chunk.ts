/** Gets a page out of the trap that the server has moved on and a part it still needs is gone. */

const RELOADED_FOR = 'reloaded-for';

/**
 * Reloads when a lazy part of the app cannot be fetched because a newer version replaced it.
 *
 * Never out of signal (the part is merely unreachable), never over something
 * typed, and never twice for one part: then the error reaches the error screen.
 *
 * @param isSafe false while a form holds something typed and not saved
 */
export function reloadOnMissingChunk({
  isSafe,
  reload,
}: {
  readonly isSafe: () => boolean;
  readonly reload: () => void;
}): void {
  window.addEventListener('vite:preloadError', ({ payload }) => {
    if (!navigator.onLine || !isSafe()) return;
    if (sessionStorage.getItem(RELOADED_FOR) === payload.message) return;
    sessionStorage.setItem(RELOADED_FOR, payload.message);
    reload();
  });
}
