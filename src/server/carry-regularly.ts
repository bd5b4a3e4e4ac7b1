/** Carries on what a crash left behind: at the start, and from time to time. */

import { latestToday } from './country-days.ts';
import { carryOn } from './sync/carry-on.ts';
import type { SyncStore } from './sync/store.ts';

const EVERY_MS = 10 * 60_000;

/**
 * What cannot be carried now waits for the next time.
 *
 * @returns ends it; resolves when nothing of it is at work any more
 */
export function carryRegularly(
  store: SyncStore,
  now: () => number,
  onFailure: () => void,
): () => Promise<void> {
  const carry = async () => {
    const nowMs = now();
    await carryOn(store, undefined, { nowMs, today: latestToday(nowMs) }).catch(onFailure);
  };
  let atWork = carry();
  const timer = setInterval(() => {
    atWork = atWork.then(carry);
  }, EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    return atWork;
  };
}
