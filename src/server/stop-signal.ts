/** Everything that asks this process to end, as one signal for the code. */

const PARENT_LOOK_MS = 500;

/** Call once, early. Asking twice is as good as asking once. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort();
  };
  // `on`, not `once`: npm passes the terminal's Ctrl-C on, so it arrives twice.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  stopWithNpm(stop);
  return controller.signal;
}

/**
 * A signal to npm alone reaches only the shell that npm has put between; the
 * shell dies of it without a word to us. So we look whether it is still there.
 */
function stopWithNpm(stop: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, PARENT_LOOK_MS).unref();
}
