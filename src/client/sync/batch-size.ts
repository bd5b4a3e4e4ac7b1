/** How much goes into one request: less after trouble, more again when it goes well. */

export interface BatchSize {
  current(): number;
  /** @param tried how many the failed request held */
  shrink(tried: number): void;
  /** @param arrived how many came in how long, where that matters */
  grow(arrived?: { readonly count: number; readonly tookMs: number }): void;
}

/** Nobody knows yet how fast the network is. */
const FIRST = 500;
const STEP = 4;
/** So long one may take: what breaks off is asked for again. Far below the transport's patience. */
const PACE_MS = 4_000;
/** Smaller ones gain nothing on any network that carries them at all. */
const LEAST = 100;

const UNKNOWN = { count: 0, tookMs: 0 };

export function createBatchSize(max: number): BatchSize {
  let size = Math.min(max, FIRST);
  return {
    current: () => size,
    shrink(tried) {
      size = Math.max(1, Math.floor(Math.min(size, tried) / 2));
    },
    grow({ count, tookMs } = UNKNOWN) {
      // A clock that was set back says nothing.
      const inTime = tookMs > 0 ? Math.floor((count * PACE_MS) / tookMs) : Infinity;
      size = Math.min(max, size * STEP, Math.max(inTime, LEAST));
    },
  };
}
