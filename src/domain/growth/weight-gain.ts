/**
 * N, T, O, B: did the child gain enough weight between two posyandu months.
 *
 * Sources: KMS Balita in Buku KIA 2023 (KBM, gain at or above it is N), SIP and
 * F1/F2 recaps (O, B, D = N + T + O + B). "Last month" is the calendar month
 * before, because sessions move inside the month.
 */

import type { Sex } from '#domain/child.ts';
import type { EffectiveMeasurement } from '#domain/growth-event.ts';

/**
 * N gained enough · T did not · O weighed now but not last month · B weighed
 * for the first time at a posyandu. A birth weight is no weighing.
 */
export type WeightGainCode = 'N' | 'T' | 'O' | 'B';

export interface WeightGain {
  /** `null` when not weighed in this month, or older than the KBM table. */
  readonly code: WeightGainCode | null;
  /** Grams since `previous`, negative for a loss; `null` without one. Also given for O. */
  readonly gainGrams: number | null;
  /** The KBM that `gainGrams` was held against; `null` for O, B and in the first month of life. */
  readonly expectedGrams: number | null;
  /** The last weighing of an earlier month. */
  readonly previous: EffectiveMeasurement | null;
}

/**
 * Least gain in grams expected since last month's weighing (kenaikan berat badan
 * minimal), by completed months at the current weighing.
 *
 * @returns `null` for month 0 and past month 60, where the card has no figure
 */
export function minimumGainGrams(sex: Sex, ageMonths: number): number | null {
  void sex;
  void ageMonths;
  throw new Error('minimumGainGrams');
}

/**
 * The letter of one calendar month, from its last weighing and the last one of
 * the month before.
 *
 * @param measurements any order, voided ones are ignored
 * @param month `2026-11`
 */
export function weightGainIn(
  child: { readonly sex: Sex; readonly bornOn: string },
  measurements: readonly EffectiveMeasurement[],
  month: string,
): WeightGain {
  void [child, measurements, month];
  throw new Error('weightGainIn');
}

/** T this month and T in the month before. */
export function isTwoT(
  child: { readonly sex: Sex; readonly bornOn: string },
  measurements: readonly EffectiveMeasurement[],
  month: string,
): boolean {
  void [child, measurements, month];
  throw new Error('isTwoT');
}
