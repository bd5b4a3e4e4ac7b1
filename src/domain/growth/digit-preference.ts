/**
 * Is the scale read, or rounded? The last digits of what was written down, held
 * against ten digits that come equally often.
 *
 * Weight in 0,1 kg, everything else in 0,1 cm: the steps in which posyandu read
 * and WHO's survey tools count.
 */

const DIGIT_SETTINGS = {
  /** χ² over ten cells asks for five expected in each (Cochran's rule). */
  atLeast: 50,
  /** Beyond this χ² with nine degrees of freedom chance alone is no longer believed: p < 0,01. */
  chiSquare: 21.666,
  /**
   * What cannot be chance may still be too small to matter. Above 20 SMART calls
   * digits "problematic". Score: WHO MONICA 1998; bound: SMART 2.0, 2017 (C).
   */
  score: 20,
} as const;

export interface DigitPreference {
  /** How many values. */
  readonly of: number;
  /** How often each digit from 0 to 9 came last. */
  readonly counts: readonly number[];
  /** Part that ends in 0 or 5, 0.2 where digits are even; `null` without values. */
  readonly zeroOrFive: number | null;
  /** χ² against equal counts; `null` below `DIGIT_SETTINGS.atLeast`. */
  readonly chiSquare: number | null;
  /** Digit preference score, 0 (even) to 100 (always the same); `null` as `chiSquare`. */
  readonly score: number | null;
  /** `too-few` says nothing of the digits, neither good nor bad. */
  readonly verdict: 'too-few' | 'even' | 'rounded';
}

/** @param tenths whole tenths of a kilogram or centimetre, not negative */
export function digitPreference(tenths: readonly number[]): DigitPreference {
  const counts = Array.from({ length: 10 }, () => 0);
  for (const each of tenths) counts[each % 10] = (counts[each % 10] ?? 0) + 1;
  const of = tenths.length;
  const known = {
    of,
    counts,
    zeroOrFive: of === 0 ? null : ((counts[0] ?? 0) + (counts[5] ?? 0)) / of,
  };
  if (of < DIGIT_SETTINGS.atLeast) {
    return { ...known, chiSquare: null, score: null, verdict: 'too-few' };
  }
  const expected = of / 10;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const score = 100 * Math.sqrt(chiSquare / (9 * of));
  const rounded = chiSquare > DIGIT_SETTINGS.chiSquare && score > DIGIT_SETTINGS.score;
  return { ...known, chiSquare, score, verdict: rounded ? 'rounded' : 'even' };
}
