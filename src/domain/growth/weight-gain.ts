/**
 * N, T, O, B: did the child gain enough weight between two posyandu months.
 *
 * Sources: KMS Balita in Buku KIA 2023 (KBM, a gain equal to it is N), SIP and
 * F1/F2 recaps (O, B, D = N + T + O + B). "Last month" is the calendar month
 * before, because sessions move inside the month.
 */

import type { Sex } from '#domain/child.ts';
import { addToMonth, completedMonths, monthOf } from '#domain/dates.ts';
import type { EffectiveMeasurement } from '#domain/growth-event.ts';
import type { GrowingChild } from './score-measurement.ts';

/**
 * N gained enough · T did not · O weighed now but not last month · B weighed
 * for the first time at a posyandu. A birth weight is no weighing.
 */
export type WeightGainCode = 'N' | 'T' | 'O' | 'B';

export interface WeightGain {
  /** `null` when not weighed in this month, or older than the card reaches. */
  readonly code: WeightGainCode | null;
  /** Grams since `previous`, negative for a loss; `null` without one. Also given for O. */
  readonly gainGrams: number | null;
  /** The KBM that `gainGrams` was held against; `null` for O, B and in the first month of life. */
  readonly expectedGrams: number | null;
  /** The last weighing of an earlier month. */
  readonly previous: EffectiveMeasurement | null;
}

/**
 * Grams by completed months at the current weighing. Boys and girls differ in
 * months 7 and 11 only. Source: KMS Balita, Buku KIA 2023 p. 54; the spans by sex
 * from labelled copies of the printed cards.
 */
const KBM_GRAMS = {
  male: [null, 800, 900, 800, 600, 500, 400, 400, 300, 300, 300, 300],
  female: [null, 800, 900, 800, 600, 500, 400, 300, 300, 300, 300, 200],
} as const satisfies Readonly<Record<Sex, readonly (number | null)[]>>;
const KBM_GRAMS_FROM_12_MONTHS = 200;
const LAST_MONTH_OF_CARD = 60;

/**
 * Least gain in grams since last month's weighing (kenaikan berat badan
 * minimal), by completed months at the current weighing.
 *
 * @returns `null` for month 0 and past month 60, where the card has no figure
 */
export function minimumGainGrams(sex: Sex, ageMonths: number): number | null {
  if (ageMonths < 0 || ageMonths > LAST_MONTH_OF_CARD) return null;
  const firstYear = KBM_GRAMS[sex][ageMonths];
  return firstYear === undefined ? KBM_GRAMS_FROM_12_MONTHS : firstYear;
}

/**
 * The letter of one calendar month: its last weighing against the last one of
 * the month before.
 *
 * In the first month of life the card has no KBM; there any gain is N and none
 * is T, so that every weighed child has a letter (project setting).
 *
 * @param measurements any order; voided ones and those before birth are ignored
 * @param month `2026-11`
 */
export function weightGainIn(
  child: GrowingChild,
  measurements: readonly EffectiveMeasurement[],
  month: string,
): WeightGain {
  return gainAmong(child, weighingsByMonth(child, measurements), month);
}

/** T in this month and in the month before, as the report counts 2T. */
export function isTwoT(
  child: GrowingChild,
  measurements: readonly EffectiveMeasurement[],
  month: string,
): boolean {
  const weighings = weighingsByMonth(child, measurements);
  return [month, addToMonth(month, -1)].every(
    (each) => gainAmong(child, weighings, each).code === 'T',
  );
}

/** T now and T before with only O between them: worth a warning, not counted as 2T. */
export function isSoftTwoT(
  child: GrowingChild,
  measurements: readonly EffectiveMeasurement[],
  month: string,
): boolean {
  const weighings = weighingsByMonth(child, measurements);
  if (gainAmong(child, weighings, month).code !== 'T') return false;
  const codes = [...weighings.keys()]
    .filter((each) => each < month)
    .sort()
    .reverse()
    .map((each) => gainAmong(child, weighings, each).code);
  return codes[0] === 'O' && codes.find((code) => code !== 'O') === 'T';
}

interface Weighing {
  readonly weightGrams: number;
  readonly of: EffectiveMeasurement;
}

/** The last weighing of each month. */
function weighingsByMonth(
  child: GrowingChild,
  measurements: readonly EffectiveMeasurement[],
): ReadonlyMap<string, Weighing> {
  const byMonth = new Map<string, Weighing>();
  for (const of of measurements) {
    const { measuredOn, weightGrams } = of.measurement;
    if (of.voided || weightGrams === null || measuredOn < child.bornOn) continue;
    const month = monthOf(measuredOn);
    const other = byMonth.get(month);
    if (other === undefined || isLater(of, other.of)) byMonth.set(month, { weightGrams, of });
  }
  return byMonth;
}

function isLater(one: EffectiveMeasurement, other: EffectiveMeasurement): boolean {
  const [a, b] = [one.measurement.measuredOn, other.measurement.measuredOn];
  return a === b ? one.id > other.id : a > b;
}

function gainAmong(
  child: GrowingChild,
  weighings: ReadonlyMap<string, Weighing>,
  month: string,
): WeightGain {
  const now = weighings.get(month);
  const lastMonth = [...weighings.keys()]
    .filter((each) => each < month)
    .reduce((latest, each) => (each > latest ? each : latest), '');
  const previous = weighings.get(lastMonth);
  const none = { code: null, gainGrams: null, expectedGrams: null };
  if (now === undefined) return { ...none, previous: previous?.of ?? null };
  const ageMonths = completedMonths(child.bornOn, now.of.measurement.measuredOn);
  const code = ageMonths > LAST_MONTH_OF_CARD ? null : 'B';
  if (previous === undefined) return { ...none, code, previous: null };

  const compared = {
    gainGrams: now.weightGrams - previous.weightGrams,
    previous: previous.of,
  };
  if (code === null) return { ...none, ...compared };
  if (lastMonth !== addToMonth(month, -1)) return { ...none, ...compared, code: 'O' };
  const expectedGrams = minimumGainGrams(child.sex, ageMonths);
  const gained = compared.gainGrams >= (expectedGrams ?? 1);
  return { ...compared, code: gained ? 'N' : 'T', expectedGrams };
}
