/** Cuts a failing run down to the steps it needs. */

import type { RunResult } from './run-seed.ts';

const MOST_RUNS = 150;

/**
 * Leaves out ever smaller stretches of steps, as long as the same invariant breaks.
 *
 * @param again runs the same seed with these steps only
 */
export async function shrink(
  result: RunResult,
  again: (steps: readonly number[]) => Promise<RunResult>,
): Promise<RunResult> {
  let least = result;
  let runs = 0;
  for (let size = Math.ceil(least.steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < least.steps.length && runs < MOST_RUNS;) {
      runs += 1;
      const tried = await again([...least.steps.slice(0, at), ...least.steps.slice(at + size)]);
      if (tried.violation?.invariant === result.violation?.invariant) least = tried;
      else at += size;
    }
  }
  return least;
}
