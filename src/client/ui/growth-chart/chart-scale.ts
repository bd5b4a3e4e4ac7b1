/** From values to places on the drawing, and the round numbers of an axis. */

/** Drawn for the width of a 360-px phone less its margins; scales up from there. */
export const DRAWING = {
  width: 328,
  height: 316,
  left: 30,
  right: 26,
  top: 20,
  bottom: 34,
} as const;

export interface Scale {
  (value: number): number;
  readonly from: number;
  readonly to: number;
}

/** A straight scale: `from` and `to` are drawn at `start` and `end`. */
export function linearScale(
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
): Scale {
  const scale = (value: number) => start + ((value - from) / (to - from)) * (end - start);
  return Object.assign(scale, { from, to });
}

const STEPS = [0.5, 1, 2, 5, 10, 20] as const;

/** The smallest round step that needs at most `most` lines. */
export function roundStep(from: number, to: number, most: number): number {
  return STEPS.find((step) => (to - from) / step <= most) ?? 50;
}

/** Multiples of `step` from `from` to `to`. */
export function ticks(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, index) => (first + index) * step,
  );
}

/** Moves labels apart until none covers its neighbour; the order stays. */
export function spreadLabels(places: readonly number[], gap: number): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  const spread = [...places];
  let after = Number.NEGATIVE_INFINITY;
  for (const { place, index } of order) {
    after = Math.max(place, after + gap);
    spread[index] = after;
  }
  return spread;
}
