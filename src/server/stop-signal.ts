/** Everything that asks this process to end, as one signal for the code. */

import { readFileSync } from 'node:fs';

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
 * A signal to npm alone reaches at most the shell that npm has put between, and
 * the shell dies of it without a word to us. So we look whether both are still there.
 */
function stopWithNpm(stop: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
  const before = lineage();
  setInterval(() => {
    if (lineage() !== before) stop();
  }, PARENT_LOOK_MS).unref();
}

/** Our parent, and where that is a shell its parent, which is npm; elsewhere than on Linux only the first. */
function lineage(): string {
  const parent = process.ppid;
  try {
    const isNpm = readFileSync(`/proc/${parent}/cmdline`, 'utf8').startsWith('npm');
    const [, grandparent = ''] =
      /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${parent}/status`, 'utf8')) ?? [];
    return isNpm ? String(parent) : `${parent} ${grandparent}`;
  } catch {
    return String(parent);
  }
}
