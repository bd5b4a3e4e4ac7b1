/** Cuts a failing run down to the steps it needs. */

import { runSeed, type RunOptions, type RunResult } from './run-seed.ts';

const MOST_RUNS = 150;

/** Leaves out ever smaller stretches of steps, as long as the same invariant breaks. */
export async function shrink(result: RunResult, options: RunOptions = {}): Promise<RunResult> {
  let least = result;
  let runs = 0;
  for (let size = Math.ceil(least.steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < least.steps.length && runs < MOST_RUNS;) {
      runs += 1;
      const only = new Set([...least.steps.slice(0, at), ...least.steps.slice(at + size)]);
      const tried = await runSeed(result.seed, { ...options, only });
      if (tried.violation?.invariant === result.violation?.invariant) least = tried;
      else at += size;
    }
  }
  return least;
}
