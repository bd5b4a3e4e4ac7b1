/** The browser's offer to install the app, kept until the kader asks for it. */

import { useSyncExternalStore } from 'react';

interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}

export interface InstallOffer {
  /** `null` where the browser offers nothing or the app is installed. */
  readonly current: () => (() => void) | null;
  readonly subscribe: (listener: () => void) => () => void;
}

function isInstallEvent(event: Event): event is InstallEvent {
  return 'prompt' in event;
}

export function watchInstallOffer(): InstallOffer {
  let offer: (() => void) | null = null;
  const listeners = new Set<() => void>();
  const change = (next: (() => void) | null) => {
    offer = next;
    for (const listener of listeners) listener();
  };
  addEventListener('beforeinstallprompt', (event) => {
    if (!isInstallEvent(event)) return;
    event.preventDefault();
    change(() => {
      // An offer can be used once; the browser makes a new one when it was declined.
      change(null);
      void event.prompt();
    });
  });
  addEventListener('appinstalled', () => change(null));
  return {
    current: () => offer,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useInstallOffer(offer: InstallOffer): (() => void) | null {
  return useSyncExternalStore(offer.subscribe, offer.current);
}
