/** How much goes into one request, or one page of its answer: less after trouble, more again when it goes well. */

export interface BatchSize {
  current(): number;
  /** @param tried how many the failed request held */
  shrink(tried: number): void;
  grow(): void;
}

const STEP = 4;

export function createBatchSize(max: number): BatchSize {
  let size = max;
  return {
    current: () => size,
    shrink(tried) {
      size = Math.max(1, Math.floor(Math.min(size, tried) / 2));
    },
    grow() {
      size = Math.min(max, size * STEP);
    },
  };
}
