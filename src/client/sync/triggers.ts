/** What makes sync begin by itself: the network returning, the page coming to the front, and time. */

import type { Page, SetTimer } from './platform.ts';
import type { Runner } from './runner.ts';

const INTERVAL_MS = 5 * 60_000;
/** Spread by a fifth either way, so that phones of one posyandu do not keep step. */
const SPREAD = 0.2;

export interface TriggerDeps {
  readonly runner: Runner;
  readonly page: Page;
  readonly setTimer: SetTimer;
  /** 0 ≤ x < 1, at random. */
  readonly fraction: () => number;
}

/** @returns stops them all */
export function startTriggers({ runner, page, setTimer, fraction }: TriggerDeps): () => void {
  let cancelTimer: (() => void) | null = null;

  function tick(): void {
    cancelTimer = setTimer(INTERVAL_MS * (1 - SPREAD + 2 * SPREAD * fraction()), () => {
      if (page.isVisible()) void runner.request('interval');
      tick();
    });
  }

  const stops = [
    page.on('online', () => void runner.request('online')),
    page.on('sync-now', () => void runner.request('online')),
    page.on('visible', () => void runner.request('visible')),
  ];
  tick();
  void runner.request('start');

  return () => {
    cancelTimer?.();
    for (const stop of stops) stop();
  };
}
