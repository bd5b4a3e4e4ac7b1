/** How often the phone may ask its server: all tabs together, whatever the server answers and whatever the clock does. */

import * as z from 'zod/mini';
import type { Clock, Notebook, Random, SetTimer } from './platform.ts';

/** Of requests that led nowhere; see this folder's README for what counts. */
export interface RequestBudget {
  /**
   * Waits its turn, seconds at most.
   *
   * @returns 0 when a request may leave now; else how long none may, ms
   */
  take(): Promise<number>;
  /**
   * So many more belong to the request that was taken last: they leave at once
   * and are paid for afterwards.
   *
   * @returns as `take`; not 0 only where another page used up what there was, or was told to wait
   */
  owe(requests: number): number;
  /** The request brought sync forward: it was no mere try, nor was what it needed besides. */
  giveBack(): void;
  /** The server asked for it: nothing leaves for so long. */
  pause(ms: number): void;
  /** A request waits its turn. */
  waits(): boolean;
  /** Lets go of whoever waits. */
  stop(): void;
}

export interface BudgetDeps {
  readonly clock: Pick<Clock, 'nowMs' | 'elapsedMs'>;
  readonly random: Pick<Random, 'fraction'>;
  readonly notebook: Notebook;
  readonly setTimer: SetTimer;
  /** Called when `waits` has changed. */
  readonly onWait?: () => void;
}

export const NO_LIMIT: RequestBudget = {
  take: async () => 0,
  owe: () => 0,
  giveBack: () => {},
  pause: () => {},
  waits: () => false,
  stop: () => {},
};

/** Time that buys one request: six a minute in the long run. */
const PRICE_MS = 10_000;
/** Saved up by a phone at rest: ten in any one minute, then. */
const MOST_MS = 4 * PRICE_MS;
/**
 * As far as a wall clock is believed by a page that saw nothing else of the time
 * that passed: set forward, it opens the gate for two requests more.
 */
const BELIEVED_MS = 2 * PRICE_MS;
/** What a phone owes by its own doing it waits out; more is a pause that somebody asked for. */
const PATIENCE_MS = 4 * PRICE_MS;

const BUDGET_KEY = 'siposyandu-sync-budget';

/** All that is shared: time saved up (below zero while the server wants to be left alone), and when that was. */
const noteSchema = z.object({
  savedMs: z.number(),
  atMs: z.number(),
  /** Tells one writing from another where the clock does not. */
  by: z.string(),
});

interface Seen {
  readonly text: string | null;
  readonly savedMs: number;
  readonly sinceMs: number;
}

export function createRequestBudget({
  clock,
  random,
  notebook,
  setTimer,
  onWait,
}: BudgetDeps): RequestBudget {
  /** The shared note as this page last saw it, and when, by the page's own time. */
  let seen: Seen | null = null;
  let stopped = false;
  /** Requests that belong to the one taken last. */
  let owed = 0;
  const waiting = new Set<() => void>();

  /** @returns time saved up by now */
  function count(): number {
    const ownMs = clock.elapsedMs();
    const text = notebook.read(BUDGET_KEY);
    const before = seen;
    if (before !== null && (text === before.text || text === null)) {
      return Math.min(MOST_MS, before.savedMs + ownMs - before.sinceMs);
    }
    const note = read(text);
    if (note === null) return remember(text, MOST_MS);
    const passedMs = Math.max(0, clock.nowMs() - note.atMs);
    const savedMs =
      note.savedMs + Math.min(passedMs, before === null ? Infinity : ownMs - before.sinceMs);
    const counted = Math.min(MOST_MS, Math.max(note.savedMs, Math.min(savedMs, BELIEVED_MS)));
    // A clock set back would count nothing until it had caught up.
    if (note.atMs > clock.nowMs()) keep(counted);
    return remember(notebook.read(BUDGET_KEY), counted);
  }

  function remember(text: string | null, savedMs: number): number {
    seen = { text, savedMs, sinceMs: clock.elapsedMs() };
    return savedMs;
  }

  function keep(savedMs: number): void {
    const by = random.fraction().toString(36).slice(2);
    const note: z.infer<typeof noteSchema> = { savedMs, atMs: clock.nowMs(), by };
    notebook.write(BUDGET_KEY, JSON.stringify(note));
    remember(notebook.read(BUDGET_KEY), savedMs);
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        cancel();
        waiting.delete(wake);
        if (waiting.size === 0) onWait?.();
        resolve();
      };
      const cancel = setTimer(ms, wake);
      waiting.add(wake);
      if (waiting.size === 1) onWait?.();
    });
  }

  return {
    async take() {
      for (;;) {
        const savedMs = count();
        const shortMs = Math.ceil(PRICE_MS - savedMs);
        if (shortMs <= 0) {
          owed = 0;
          keep(savedMs - PRICE_MS);
          return 0;
        }
        if (stopped || shortMs > PATIENCE_MS) return shortMs;
        await sleep(shortMs);
      }
    },
    owe(requests) {
      const isAlone = notebook.read(BUDGET_KEY) === (seen?.text ?? null);
      const savedMs = count();
      if (!isAlone && savedMs < PRICE_MS) return Math.ceil(PRICE_MS - savedMs);
      owed += requests;
      keep(savedMs - requests * PRICE_MS);
      return 0;
    },
    giveBack() {
      keep(Math.min(MOST_MS, count() + (1 + owed) * PRICE_MS));
      owed = 0;
      for (const wake of waiting) wake();
    },
    pause: (ms) => keep(Math.min(count(), PRICE_MS - ms)),
    waits: () => waiting.size > 0,
    stop() {
      stopped = true;
      for (const wake of waiting) wake();
    },
  };
}

function read(text: string | null): z.infer<typeof noteSchema> | null {
  try {
    const parsed = noteSchema.safeParse(JSON.parse(text ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
