/**
 * Serves the shell without a network: every file of the kader's half, in one version.
 *
 * It knows no record and keeps no answer of the server. A new version waits
 * until the page asks for it, because a page that changes under a half-typed
 * weighing loses it.
 */

import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import type { PrecacheEntry } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & {
  /** Filled in by the build: the files of this version and their hashes. */
  readonly __WB_MANIFEST: PrecacheEntry[];
};

const SHELL = '/index.html';

/** Answered by the server alone. */
const serverAnswers = /^\/api([/?]|$)/;
/** Used on line, and their code is not kept here, so the page must be as new as the code it asks for. */
const onlinePages = /^\/(puskesmas|mulai)([/?]|$)/;

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);

registerRoute(
  new NavigationRoute(({ request }) => networkThenShell(request), { allowlist: [onlinePages] }),
);
registerRoute(
  new NavigationRoute(({ request }) => shellThenNetwork(request), {
    denylist: [serverAnswers, onlinePages],
  }),
);

/** The shell can only be missing when the browser has thrown the cache away. */
async function shellThenNetwork(request: Request): Promise<Response> {
  return (await matchPrecache(SHELL)) ?? fetch(request);
}

async function networkThenShell(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (networkError) {
    const shell = await matchPrecache(SHELL);
    if (shell === undefined) throw networkError;
    return shell;
  }
}

self.addEventListener('activate', (event) => {
  // Only a page opened before the very first install has no worker; without
  // this it would stay without one until reloaded, perhaps out of signal.
  event.waitUntil(self.clients.claim());
});

self.addEventListener('message', (event) => {
  const data: unknown = event.data;
  if (typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING') {
    event.waitUntil(self.skipWaiting());
  }
});

/**
 * Background Sync is an alarm clock: the signal is back, so open pages are told to send.
 *
 * With no page open there is nobody to wake; the next start of the app sends.
 * Failing the event instead would only use up the browser's three tries.
 */
self.addEventListener('sync', (event) => {
  if (event instanceof ExtendableEvent) event.waitUntil(wakePages());
});

async function wakePages(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's clients are of its own origin; their postMessage takes none
  for (const page of pages) page.postMessage({ type: 'sync-now' });
}
