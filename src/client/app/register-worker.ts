/** Joins the page to its service worker: the offline shell, new versions, and the alarm clock for sending. */

import { createAppUpdate, type AppUpdate, type WorkerEvents } from './app-update.ts';

/** How long an app left open goes without asking the server for a newer version. */
const ASK_AGAIN_AFTER_MS = 60 * 60 * 1000;

export interface AppWorker {
  readonly update: AppUpdate;
  /** The browser found a network again and asks to send. */
  onWakeUp(listener: () => void): () => void;
  /**
   * Asks the browser to wake this app once there is a network; never rejects.
   *
   * A bonus: some browsers lack it, and none tries more than three times.
   */
  wakeWhenOnline(): Promise<void>;
}

/** @param isSafe false while a form holds something typed and not saved */
export function registerWorker({ isSafe }: { readonly isSafe: () => boolean }): AppWorker {
  // Not under the development server, where a kept shell would hide every change.
  const workers =
    import.meta.env.PROD && 'serviceWorker' in navigator ? navigator.serviceWorker : null;
  let registration: ServiceWorkerRegistration | null = null;
  const update = createAppUpdate({
    isSafe,
    activateWaiting: () => registration?.waiting?.postMessage({ type: 'SKIP_WAITING' }),
    reload: () => window.location.reload(),
  });

  const join = async (container: ServiceWorkerContainer) => {
    reportTakeOvers(container, update);
    registration = await container.register('/sw.js');
    reportWaiting(container, registration, update);
    askAgainNowAndThen(registration);
  };
  // Tried again at the next start; until then the app works, but opens only with a network.
  if (workers !== null) void join(workers).catch(() => undefined);

  return {
    update,
    onWakeUp(listener) {
      if (workers === null) return () => undefined;
      const onMessage = (event: MessageEvent<unknown>) => {
        if (isSyncNow(event.data)) listener();
      };
      workers.addEventListener('message', onMessage);
      return () => workers.removeEventListener('message', onMessage);
    },
    async wakeWhenOnline() {
      if (registration === null || !hasBackgroundSync(registration)) return;
      // Refused where the person has switched background sync off; the app sends while open.
      await registration.sync.register('send-records').catch(() => undefined);
    },
  };
}

function reportTakeOvers(workers: ServiceWorkerContainer, events: WorkerEvents): void {
  let hadWorker = workers.controller !== null;
  workers.addEventListener('controllerchange', () => {
    // The first worker ever takes over a page that is already of its version.
    if (hadWorker) events.tookOver();
    hadWorker = true;
  });
}

function reportWaiting(
  workers: ServiceWorkerContainer,
  registration: ServiceWorkerRegistration,
  events: WorkerEvents,
): void {
  const check = () => {
    // A worker on its way to taking over is still listed as waiting for a moment.
    if (registration.waiting?.state === 'installed' && workers.controller !== null) {
      events.waiting();
    }
  };
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', check);
  });
  check();
}

/** The browser looks for a newer version when a page is opened; an installed app stays open for days. */
function askAgainNowAndThen(registration: ServiceWorkerRegistration): void {
  let askedAtMs = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || !navigator.onLine) return;
    if (Date.now() - askedAtMs < ASK_AGAIN_AFTER_MS) return;
    askedAtMs = Date.now();
    // Out of reach is no news: it is asked again the next time.
    registration.update().catch(() => undefined);
  });
}

function isSyncNow(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'sync-now';
}

interface RegistrationWithSync extends ServiceWorkerRegistration {
  readonly sync: { register(tag: string): Promise<void> };
}

function hasBackgroundSync(
  registration: ServiceWorkerRegistration,
): registration is RegistrationWithSync {
  return 'sync' in registration;
}
