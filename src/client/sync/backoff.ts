/** How long to wait after a failure: longer each time, never longer than a quarter of an hour, and not all phones at once. */

const FIRST_MS = 2_000;
const LONGEST_MS = 15 * 60_000;

/**
 * @param failures in a row, 1 or more
 * @param fraction 0 ≤ x < 1, at random
 * @returns full jitter: anything from nothing to twice what the failure before allowed
 */
export function backoffMs(failures: number, fraction: number): number {
  return Math.floor(fraction * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20)));
}
