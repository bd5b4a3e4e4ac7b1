/** Follows a query of the phone's database, through writes of this tab and of others. */

import { liveQuery } from 'dexie';

export interface Reading {
  /** By `performance.now`. */
  readonly endedMs: number;
  readonly tookMs: number;
}

/**
 * Asked once something has changed, and no reading is under way.
 *
 * @param last the reading that is out of date
 * @param goOn called when the next may begin
 * @returns gives up waiting; `null` where the next may begin at once
 */
export type Rest = (last: Reading, goOn: () => void) => (() => void) | null;

/**
 * Of what a phone can do while records go on changing, so many parts are left
 * for one that is spent on reading them: saves do not wait behind readings that
 * nobody could follow. A single change is read at once, its reading long past.
 */
const REST_SHARE = 4;
/** A person has not looked up by then. */
const LONGEST_REST_MS = 1_500;

export function restInShare({ endedMs, tookMs }: Reading, goOn: () => void): (() => void) | null {
  const waitMs = endedMs + Math.min(LONGEST_REST_MS, REST_SHARE * tookMs) - performance.now();
  return waitMs <= 0 ? null : after(waitMs, goOn);
}

/** For what has to be known as soon as it is so. */
export const atOnce: Rest = () => null;

/** @returns gives up waiting */
export function after(waitMs: number, goOn: () => void): () => void {
  const timer = setTimeout(goOn, waitMs);
  return () => clearTimeout(timer);
}

/**
 * However much changes during a reading or in the rest after it, one more
 * reading follows, which sees all of that.
 *
 * @param query awaits nothing but the database
 * @param onError the database cannot be read
 * @returns stops following
 */
export function watch<T>(
  query: () => Promise<T>,
  onValue: (value: T) => void,
  onError: (error: unknown) => void,
  rest: Rest = restInShare,
): () => void {
  let isStopped = false;
  let isReading = false;
  let last: Reading | null = null;
  /** What it brought. */
  let read: Read<T> | null = null;
  let newest = 0;
  let told = 0;
  /** The one that waits for its turn: one at a time, the latest. */
  let waiting: Waiting | null = null;

  function tell({ reading, value }: Read<T>): void {
    if (isStopped || reading <= told) return;
    told = reading;
    onValue(value);
  }

  /** Dexie tells nobody what has changed meanwhile, however long it has been since a value was told. */
  function tellOvertaken(): void {
    const overtaken = read;
    if (overtaken !== null && overtaken.reading > told) setTimeout(() => tell(overtaken));
  }

  function myTurn(): Promise<void> | null {
    waiting?.overtake();
    if (last === null && !isReading) {
      isReading = true;
      return null;
    }
    return new Promise((resolve, reject) => {
      const mine: Waiting = {
        begin() {
          waiting = null;
          isReading = true;
          resolve();
        },
        overtake() {
          waiting = null;
          mine.giveUp();
          reject(OVERTAKEN);
        },
        giveUp: () => undefined,
      };
      waiting = mine;
      if (!isReading) beginRest();
    });
  }

  /** Of the one that waits: nothing is being read. */
  function beginRest(): void {
    if (waiting === null) return;
    const { begin } = waiting;
    const giveUp = last === null ? null : rest(last, begin);
    if (giveUp === null) begin();
    else waiting.giveUp = giveUp;
  }

  // Dexie follows `await` only from a function that is itself `async`, and only what is wrapped so.
  const subscription = liveQuery(async () => {
    newest += 1;
    const reading = newest;
    tellOvertaken();
    await Promise.resolve(myTurn());
    const beganMs = performance.now();
    try {
      read = { reading, value: await query() };
      if (reading !== newest) tellOvertaken();
      return read;
    } finally {
      const endedMs = performance.now();
      last = { endedMs, tookMs: endedMs - beganMs };
      isReading = false;
      beginRest();
    }
  }).subscribe({ next: tell, error: onError });

  return () => {
    isStopped = true;
    waiting?.overtake();
    subscription.unsubscribe();
  };
}

interface Read<T> {
  readonly reading: number;
  readonly value: T;
}

interface Waiting {
  readonly begin: () => void;
  readonly overtake: () => void;
  giveUp: () => void;
}

/** Nobody hears of it: a live query that began anew has no ear for how it ended before. */
const OVERTAKEN = new Error('overtaken');
