/** How many requests of sync are worked on at once; who comes on top is told to come again, before anything is done. */

import { randomInt } from 'node:crypto';
import { Refusal } from './errors.ts';

/**
 * Named setting. Ten connections to the database do the work, so of so many the
 * last waits for about six others: seconds.
 * A body is read whole before it is worked on and is at most 1 MB.
 */
export const MAX_SYNC_AT_WORK = 64;

/** Named setting: of one posyandu, so that it cannot keep the others out. */
export const MAX_WAITING_FOR_ONE = 31;

/** Seconds. Spread, so that those refused together do not come back together. */
const RETRY_AFTER = { least: 2, most: 15 } as const;

/** As 429, with a pause of its own for each. */
export function comeAgain(): Refusal {
  return new Refusal('busy', randomInt(RETRY_AFTER.least, RETRY_AFTER.most + 1), 429);
}

export interface AtWork {
  /** Counts until it is done, also where whoever asked is gone by then. @throws Refusal `busy`, as 429 */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
}

export function createAtWork(max: number): AtWork {
  let atWork = 0;
  return {
    async run(work) {
      if (atWork >= max) throw comeAgain();
      atWork += 1;
      try {
        return await work();
      } finally {
        atWork -= 1;
      }
    },
  };
}
