/** Whether single letters act as shortcuts. Speech control and some screen readers send letters nobody meant. */

import { useSyncExternalStore } from 'react';

const KEY = 'siposyandu.pintasan-satu-huruf';
const listeners = new Set<() => void>();

function areOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'tidak';
  } catch {
    return true;
  }
}

function set(on: boolean): void {
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, 'tidak');
  } catch {
    // A browser that keeps nothing asks again next time.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSingleKeys(): readonly [on: boolean, set: (on: boolean) => void] {
  return [useSyncExternalStore(subscribe, areOn), set];
}
