/** The real world: the one file of sync that names the browser's clock, chance, timers, network and events. */

import type { Fetch, Gzip, Locks, Notebook, Page, Platform } from './platform.ts';

/** The service worker as an alarm clock. */
export interface Wakers {
  /** @returns stops listening */
  onWakeUp(run: () => void): () => void;
  /** Never rejects. */
  wakeWhenOnline(): Promise<void>;
}

export function browserPlatform(worker: Wakers): Platform {
  return {
    clock: {
      nowMs: () => Date.now(),
      elapsedMs: () => performance.now(),
      today: () => {
        const now = new Date();
        return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
      },
      timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    random: {
      fraction: () => Math.random(),
      bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    },
    setTimer: (afterMs, run) => {
      const timer = setTimeout(run, afterMs);
      return () => clearTimeout(timer);
    },
    fetch: browserFetch,
    gzip: 'CompressionStream' in window ? browserGzip : null,
    locks: 'locks' in navigator ? browserLocks : NO_LOCKS,
    subtle: window.isSecureContext ? crypto.subtle : null,
    page: browserPage(worker),
    storage: 'storage' in navigator ? navigator.storage : null,
    notebook: browserNotebook,
  };
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}

const browserFetch: Fetch = (path, init) => fetch(path, init);

/** To a buffer, not a stream: a streamed request body needs a newer browser than our oldest. */
const browserGzip: Gzip = (text) => {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Response(packed).arrayBuffer();
};

const browserLocks: Locks = {
  tryHold: (name, work) => locked(name, { ifAvailable: true }, work),
  steal: async (name, work) => void (await locked(name, { steal: true }, work)),
};

async function locked(
  name: string,
  options: LockOptions,
  work: () => Promise<void>,
): Promise<boolean> {
  let held = true;
  let over = Promise.resolve();
  try {
    await navigator.locks.request(name, options, (lock) => {
      held = lock !== null;
      if (held) over = work();
      return over;
    });
  } catch {
    // Stolen; the work does not know and comes to its end.
    await over;
  }
  return held;
}

const NO_LOCKS: Locks = {
  tryHold: async (_name, work) => {
    await work();
    return true;
  },
  steal: (_name, work) => work(),
};

const browserNotebook: Notebook = {
  read(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  write(key, text) {
    try {
      localStorage.setItem(key, text);
    } catch {
      // Full or forbidden: then a loss goes unnoticed, and nothing else changes.
    }
  },
};

function browserPage(worker: Wakers): Page {
  return {
    isVisible: () => document.visibilityState === 'visible',
    on: (event, run) => {
      switch (event) {
        case 'online':
          return listen(window, 'online', run);
        case 'visible':
          return onVisible(run);
        case 'sync-now':
          return worker.onWakeUp(run);
      }
    },
    wakeWhenOnline: () => void worker.wakeWhenOnline(),
  };
}

function onVisible(run: () => void): () => void {
  const stops = [
    listen(window, 'focus', run),
    listen(document, 'visibilitychange', () => {
      if (document.visibilityState === 'visible') run();
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

function listen(target: EventTarget, name: string, run: () => void): () => void {
  target.addEventListener(name, run);
  return () => target.removeEventListener(name, run);
}
