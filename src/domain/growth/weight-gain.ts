/**
 * N, T, O, B: did the child gain enough weight between two posyandu months.
 *
 * Sources: KMS Balita in Buku KIA 2023 (KBM, a gain equal to it is N), SIP and
 * F1/F2 recaps (O, B, D = N + T + O + B). "Last month" is the calendar month
 * before, because sessions move inside the month.
 *
 * B and O say whether the child came and do not rest on the number; N and T
 * compare two weights. A weight beyond the WHO flag, or taken with swollen feet,
 * is never compared, neither as this month's nor as last month's.
 */

import type { Sex } from '#domain/child.ts';
import { addToMonth, completedMonths, monthOf } from '#domain/dates.ts';
import type { EffectiveMeasurement } from '#domain/growth-event.ts';
import type { GainOverride } from '#domain/measurement.ts';
import { isImplausible } from './plausibility.ts';
import type { GrowingChild } from './score-measurement.ts';

/**
 * N gained enough · T did not · O weighed now but not last month · B weighed
 * for the first time at a posyandu. A birth weight is no weighing.
 */
export type WeightGainCode = 'N' | 'T' | 'O' | 'B';

export type NoLetterReason =
  | 'not-weighed'
  /** Older than the card reaches. */
  | 'past-card'
  /** This weight, or last month's, is beyond the WHO flag. */
  | 'weight-implausible'
  | 'previous-implausible'
  /** Swollen feet: the scale weighed water, now or last month. */
  | 'weight-with-oedema'
  | 'previous-with-oedema';

export interface WeightGain {
  /** What counts: `computed`, or the letter a person put in its place. `null` has its `noLetter`. */
  readonly code: WeightGainCode | null;
  readonly computed: WeightGainCode | null;
  /** Set only where it changed something: N for T, or T for N. */
  readonly override: GainOverride | null;
  readonly noLetter: NoLetterReason | null;
  /** Grams since `previous`, negative for a loss; `null` without one or where this weight cannot be compared. Also given for O. */
  readonly gainGrams: number | null;
  /** The KBM that `gainGrams` was held against; `null` unless N or T, and in the first month of life. */
  readonly expectedGrams: number | null;
  /** The last weighing of an earlier month that can be compared with. */
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

/** What the months up to one say of weight gain. */
export interface GainTrend {
  readonly weightGain: WeightGain;
  readonly twoT: boolean;
  readonly softTwoT: boolean;
}

/** `weightGainIn`, `isTwoT` and `isSoftTwoT` at once, for a third of the work. */
export function gainTrend(
  child: GrowingChild,
  measurements: readonly EffectiveMeasurement[],
  month: string,
): GainTrend {
  const weighings = weighingsByMonth(child, measurements);
  const weightGain = gainAmong(child, weighings, month);
  if (weightGain.code !== 'T') return { weightGain, twoT: false, softTwoT: false };
  return {
    weightGain,
    twoT: gainAmong(child, weighings, addToMonth(month, -1)).code === 'T',
    softTwoT: followsAGap(child, weighings, month),
  };
}

/** T in this month and in the month before, as the report counts 2T. */
export function isTwoT(
  child: GrowingChild,
  measurements: readonly EffectiveMeasurement[],
  month: string,
): boolean {
  return gainTrend(child, measurements, month).twoT;
}

/**
 * The column of the report (F1) a month stands in. A child that was weighed and
 * has no letter stands with O, "cannot be held against last month", so that
 * D = N + T + O + B and D′ = N + T hold for every list; `needsChecking` names
 * those children beside the report.
 *
 * @returns `null` when the month does not count in D
 */
export function reportColumn({ code, noLetter }: WeightGain): WeightGainCode | null {
  return code ?? (isDoubt(noLetter) ? 'O' : null);
}

/** Weighed, but N or T rests on a weight that must be looked at again ("perlu dicek"). */
export function needsChecking({ noLetter }: WeightGain): boolean {
  return isDoubt(noLetter);
}

function isDoubt(noLetter: NoLetterReason | null): boolean {
  return noLetter !== null && noLetter !== 'not-weighed' && noLetter !== 'past-card';
}

/** T now and T before with only O or doubtful months between them: worth a warning, not counted as 2T. */
export function isSoftTwoT(
  child: GrowingChild,
  measurements: readonly EffectiveMeasurement[],
  month: string,
): boolean {
  return gainTrend(child, measurements, month).softTwoT;
}

function followsAGap(child: GrowingChild, weighings: readonly Weighing[], month: string): boolean {
  let gap = false;
  for (const each of weighings) {
    if (each.month >= month) continue;
    const column = reportColumn(gainAmong(child, weighings, each.month));
    if (column !== 'O') return gap && column === 'T';
    gap = true;
  }
  return false;
}

interface Weighing {
  readonly month: string;
  readonly weightGrams: number;
  readonly of: EffectiveMeasurement;
}

/** The last weighing of each month, latest month first. */
function weighingsByMonth(
  child: GrowingChild,
  measurements: readonly EffectiveMeasurement[],
): readonly Weighing[] {
  const byMonth = new Map<string, Weighing>();
  for (const of of measurements) {
    const { measuredOn, weightGrams } = of.measurement;
    if (of.voided || weightGrams === null || measuredOn < child.bornOn) continue;
    const month = monthOf(measuredOn);
    const other = byMonth.get(month);
    if (other === undefined || isLater(of, other.of)) {
      byMonth.set(month, { month, weightGrams, of });
    }
  }
  return [...byMonth.values()].sort((a, b) => (a.month < b.month ? 1 : -1));
}

function isLater(one: EffectiveMeasurement, other: EffectiveMeasurement): boolean {
  const [a, b] = [one.measurement.measuredOn, other.measurement.measuredOn];
  return a === b ? one.id > other.id : a > b;
}

const TROUBLE_NOW = {
  implausible: 'weight-implausible',
  oedema: 'weight-with-oedema',
} as const;
const TROUBLE_BEFORE = {
  implausible: 'previous-implausible',
  oedema: 'previous-with-oedema',
} as const;

/** Why a weight is never compared; `null` when it is. */
function troubleOf(child: GrowingChild, { of }: Weighing): 'implausible' | 'oedema' | null {
  if (isImplausible(child, of.measurement, 'weightGrams')) return 'implausible';
  return of.measurement.oedema === true ? 'oedema' : null;
}

function gainAmong(child: GrowingChild, weighings: readonly Weighing[], month: string): WeightGain {
  const now = weighings.find((each) => each.month === month);
  const last = weighings.find((each) => each.month < month);
  const previous = weighings.find((each) => each.month < month && troubleOf(child, each) === null);
  const none = {
    code: null,
    computed: null,
    override: null,
    noLetter: null,
    gainGrams: null,
    expectedGrams: null,
    previous: previous?.of ?? null,
  };
  if (now === undefined) return { ...none, noLetter: 'not-weighed' };
  const trouble = troubleOf(child, now);
  const gainGrams =
    trouble !== null || previous === undefined ? null : now.weightGrams - previous.weightGrams;
  const known = { ...none, gainGrams };
  const ageMonths = completedMonths(child.bornOn, now.of.measurement.measuredOn);
  if (ageMonths > LAST_MONTH_OF_CARD) return { ...known, noLetter: 'past-card' };

  if (last === undefined) return { ...known, code: 'B', computed: 'B' };
  if (last.month !== addToMonth(month, -1)) {
    return { ...known, code: 'O', computed: 'O' };
  }
  if (trouble !== null) return { ...known, noLetter: TROUBLE_NOW[trouble] };
  const lastTrouble = troubleOf(child, last);
  if (lastTrouble !== null) return { ...known, noLetter: TROUBLE_BEFORE[lastTrouble] };

  const expectedGrams = minimumGainGrams(child.sex, ageMonths);
  const computed = (gainGrams ?? 0) >= (expectedGrams ?? 1) ? 'N' : 'T';
  const wished = now.of.measurement.gainOverride ?? null;
  const override = wished === null || wished.code === computed ? null : wished;
  return { ...known, code: override?.code ?? computed, computed, override, expectedGrams };
}
