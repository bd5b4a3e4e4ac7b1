/** How a child's z-scores and categories come about, step by step with every number: what the engine computes, laid open. */

import { completedMonths, daysBetween } from '#domain/dates.ts';
import type { MeasurePosition, Measurement } from '#domain/measurement.ts';
import { indexResults, type IndexResults } from './index-results.ts';
import { normalZ, restrictedZ, roundZ, valueAtRestrictedZ } from './lms.ts';
import {
  headCategory,
  lengthForAgeCategory,
  weightForAgeCategory,
  weightForLengthCategory,
  type CategoryOf,
  type ScoredIndex,
} from './nutrition-status.ts';
import { FIRST_HEIGHT_DAY, LAST_DAY, lmsRowAt, type LmsRow } from './reference.ts';
import { scoreMeasurement, type GrowingChild } from './score-measurement.ts';
import type { ZScores } from './z-scores.ts';

/** In the order in which they are printed. */
export const SCORED_INDICES = [
  'weightForAge',
  'lengthForAge',
  'weightForLength',
  'bmiForAge',
  'headForAge',
] as const satisfies readonly ScoredIndex[];

/** Length as it was measured and as the standard wants it, in centimetres. */
export interface LengthSteps {
  readonly measuredCm: number;
  readonly position: MeasurePosition | null;
  /** Standing before 9 months: taken as position unknown. */
  readonly positionIgnored: boolean;
  /** 0.7, −0.7 or 0 */
  readonly correctionCm: number;
  readonly correctedCm: number;
}

/** Beyond 3 SD z goes on in a straight line, as steep as from 2 to 3 SD. */
export interface Tail {
  /** 3 above the median, −3 below it. */
  readonly beyond: 3 | -3;
  /** The values at 3 SD and at 2 SD of the same side, in the unit of the value. */
  readonly valueAt3: number;
  readonly valueAt2: number;
}

/** Between which z a category or the belief in a value holds, both inclusive; `null`: no end. */
export interface ZRange {
  readonly from: number | null;
  readonly to: number | null;
}

/** One z-score on its way. */
export interface ScoreSteps {
  /** Kilograms, corrected centimetres, or kg/m². */
  readonly value: number;
  /** Row of the table: day of life, or length or height in centimetres. */
  readonly row: number;
  readonly lms: LmsRow;
  /** `straight`: (X/M − 1)/S, where L is 1; `power`: ((X/M)^L − 1)/(L·S). */
  readonly formula: 'straight' | 'power';
  /** By the formula alone; the result unless there is a tail. */
  readonly byFormula: number;
  readonly tail: Tail | null;
  readonly unrounded: number;
  /** Two decimals; everything below is decided by this. */
  readonly z: number;
  readonly plausible: ZRange;
  readonly flagged: boolean;
  /** Where the child's category begins and ends; no category is given to a flagged z. */
  readonly categoryHolds: ZRange;
}

export interface GrowthExplanation {
  readonly ageDays: number;
  readonly ageMonths: number;
  /** Which standard serves at this age. */
  readonly curve: 'length' | 'height';
  /** `null` where no length was measured. */
  readonly length: LengthSteps | null;
  /** The judgements of `assessGrowth`, with the reason where there is none. */
  readonly results: IndexResults;
  /** `null` where there is no z-score. */
  readonly steps: { readonly [Index in ScoredIndex]: ScoreSteps | null };
}

/** As WHO's software flags, both bounds inclusive. Source: anthro 1.1.0; `zScores` decides, this tells. */
const PLAUSIBLE: Readonly<Record<ScoredIndex, ZRange>> = {
  weightForAge: { from: -6, to: 5 },
  lengthForAge: { from: -6, to: 6 },
  weightForLength: { from: -5, to: 5 },
  bmiForAge: { from: -5, to: 5 },
  headForAge: { from: -5, to: 5 },
};

const CATEGORY: { readonly [Index in ScoredIndex]: (z: number) => CategoryOf[Index] } = {
  weightForAge: weightForAgeCategory,
  lengthForAge: lengthForAgeCategory,
  weightForLength: weightForLengthCategory,
  bmiForAge: weightForLengthCategory,
  headForAge: headCategory,
};

/** No cut-off lies further out, in hundredths of an SD. */
const OUTERMOST = 400;

/**
 * @param measurement on or after the day of birth
 * @throws RangeError before birth
 */
export function explainGrowth(child: GrowingChild, measurement: Measurement): GrowthExplanation {
  const ageDays = daysBetween(child.bornOn, measurement.measuredOn);
  const scores = scoreMeasurement(child, measurement);
  const results = indexResults(child, measurement);
  const length = lengthSteps(measurement, scores);
  const weightKg = measurement.weightGrams === null ? null : measurement.weightGrams / 1000;
  const meters = (length?.correctedCm ?? 0) / 100;
  const values: Readonly<Record<ScoredIndex, number | null>> = {
    weightForAge: weightKg,
    lengthForAge: length === null ? null : length.correctedCm,
    weightForLength: weightKg,
    bmiForAge: weightKg === null || length === null ? null : weightKg / (meters * meters),
    headForAge: measurement.headMm === null ? null : measurement.headMm / 10,
  };
  const isHeight = ageDays >= FIRST_HEIGHT_DAY;

  const stepsOf = (index: ScoredIndex): ScoreSteps | null => {
    const value = values[index];
    if (value === null || results[index].status === 'not-assessed') return null;
    const byLength = index === 'weightForLength';
    const x = byLength ? (length?.correctedCm ?? 0) * 10 : Math.min(ageDays, LAST_DAY);
    const lms = lmsRowAt(index, child.sex, x, isHeight);
    if (lms === null) return null;
    const row = byLength ? Math.round(x) / 10 : x;
    return scoreSteps(index, { value, row, lms });
  };
  return {
    ageDays,
    ageMonths: completedMonths(child.bornOn, measurement.measuredOn),
    curve: isHeight ? 'height' : 'length',
    length,
    results,
    steps: {
      weightForAge: stepsOf('weightForAge'),
      lengthForAge: stepsOf('lengthForAge'),
      weightForLength: stepsOf('weightForLength'),
      bmiForAge: stepsOf('bmiForAge'),
      headForAge: stepsOf('headForAge'),
    },
  };
}

function lengthSteps({ lengthMm, position }: Measurement, scores: ZScores): LengthSteps | null {
  const { correctedLengthCm, positionIgnored } = scores;
  if (lengthMm === null || correctedLengthCm === null) return null;
  const measuredCm = lengthMm / 10;
  return {
    measuredCm,
    position,
    positionIgnored,
    correctionCm: Math.round((correctedLengthCm - measuredCm) * 10) / 10,
    correctedCm: correctedLengthCm,
  };
}

function scoreSteps(index: ScoredIndex, at: Pick<ScoreSteps, 'value' | 'row' | 'lms'>): ScoreSteps {
  const { value, lms } = at;
  const { l, m, s } = lms;
  const isStraight = index === 'lengthForAge' || index === 'headForAge';
  const byFormula = isStraight ? normalZ(value, m, s) : powerZ(value, lms);
  const unrounded = isStraight ? byFormula : restrictedZ(value, l, m, s);
  const z = roundZ(unrounded);
  const plausible = PLAUSIBLE[index];
  return {
    ...at,
    formula: isStraight ? 'straight' : 'power',
    byFormula,
    tail: isStraight ? null : tailOf(byFormula, lms),
    unrounded,
    z,
    plausible,
    flagged: !isWithin(z, plausible),
    categoryHolds: rangeOfCategory(CATEGORY[index], z),
  };
}

/** In the words of `restrictedZ`, so that both stand on the same side of ±3 to the last bit. */
function powerZ(value: number, { l, m, s }: LmsRow): number {
  return (Math.exp(l * Math.log(value / m)) - 1) / (s * l);
}

function tailOf(byFormula: number, { l, m, s }: LmsRow): Tail | null {
  if (Math.abs(byFormula) <= 3) return null;
  const side = byFormula > 0 ? 1 : -1;
  return {
    beyond: side === 1 ? 3 : -3,
    valueAt3: valueAtRestrictedZ(3 * side, l, m, s),
    valueAt2: valueAtRestrictedZ(2 * side, l, m, s),
  };
}

function isWithin(z: number, { from, to }: ZRange): boolean {
  return (from === null || z >= from) && (to === null || z <= to);
}

/** Asked of the rule itself, hundredth by hundredth, so that it cannot say anything else than the rule. */
function rangeOfCategory(categoryOf: (z: number) => string, z: number): ZRange {
  const category = categoryOf(z);
  const start = Math.max(-OUTERMOST, Math.min(OUTERMOST, Math.round(z * 100)));
  const holds = (hundredths: number) => categoryOf(hundredths / 100) === category;
  let from = start;
  while (from > -OUTERMOST && holds(from - 1)) from -= 1;
  let to = start;
  while (to < OUTERMOST && holds(to + 1)) to += 1;
  return {
    from: from === -OUTERMOST ? null : from / 100,
    to: to === OUTERMOST ? null : to / 100,
  };
}
