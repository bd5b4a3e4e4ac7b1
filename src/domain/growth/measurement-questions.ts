/**
 * Values a scale or board can show but rarely does: the form asks about them
 * and never refuses them, and the puskesmas sees that they were asked about.
 */

import { completedMonths, daysBetween } from '#domain/dates.ts';
import type { EffectiveMeasurement } from '#domain/growth-event.ts';
import type { MeasurePosition, Measurement } from '#domain/measurement.ts';
import {
  INDEX_OF_FIELD,
  isImplausible,
  scoresAsShown,
  type FlaggableField,
} from './plausibility.ts';
import { FIRST_HEIGHT_DAY, LYING_MINUS_STANDING_CM } from './reference.ts';
import type { GrowingChild } from './score-measurement.ts';

export type MeasuredField = 'weightGrams' | 'lengthMm' | 'headMm' | 'muacMm';

type ValueQuestionKind =
  /** Ten, a hundred or a thousand times off: 78 for 7,8 kg, grams for kilograms. Always has a suggestion. */
  | 'unit-slip'
  /** Beyond the WHO flag of the index by age, and no unit slip explains it. */
  | 'weight-implausible'
  | 'length-implausible'
  | 'head-implausible'
  | 'muac-implausible'
  /** Each is possible for the age, together they are not (weight-for-length or BMI beyond the WHO flag). */
  | 'weight-against-length'
  /** Shorter than measured before, by more than measuring can explain. */
  | 'length-shrank'
  | 'head-shrank'
  /** Changed more since the last time than children do. */
  | 'weight-jump-up'
  | 'weight-jump-down'
  | 'length-jump';

type PositionQuestionKind =
  /** WHO ignores the position here; almost always lying was meant. */
  | 'standing-under-9-months'
  /** Allowed and corrected by 0.7 cm, but not how this age is measured. */
  | 'position-against-age';

export type MeasurementQuestion =
  | {
      readonly kind: ValueQuestionKind;
      readonly field: MeasuredField;
      /** What was probably meant, in the unit of the field (grams or millimetres). */
      readonly suggestion: number | null;
      /** The earlier value it was held against, in the unit of the field. */
      readonly comparedWith: number | null;
    }
  | {
      readonly kind: PositionQuestionKind;
      readonly field: 'position';
      readonly suggestion: MeasurePosition;
      readonly comparedWith: null;
    };

export type QuestionKind = MeasurementQuestion['kind'];

/**
 * When a value is asked about. The WHO flags are WHO's; the figures here are
 * project settings without an outside source, chosen so that an ordinary month
 * asks nothing.
 */
const QUESTION_LIMITS = {
  /** LiLA outside this is asked about, both inclusive. */
  muacMm: { min: 80, max: 220 },
  /** A suggested value must be ordinary: within so many SD, or for LiLA within these. */
  ordinaryZ: 3,
  ordinaryMuacMm: { min: 95, max: 200 },
  /** Below this, a shorter length or smaller head is the error of measuring. */
  shrinkMm: 5,
  /** Only measurements this close together are compared for jumps. */
  jumpDays: 92,
  /** SD gained since the last time: young babies move more. */
  jumpZ: { weight: 1, length: 1.5, beforeThreeMonths: 2 },
  /** Share of the weight lost since the last time. */
  lossShare: 0.08,
} as const;

/**
 * What to ask about these values, most telling first, at most one question per field.
 *
 * Takes values as typed, also outside `POSSIBLE_RANGE` (that is where "78" for
 * 7,8 kg lies) and half filled in; a value that is not there asks nothing. Past
 * the fifth birthday the last row of the standards serves.
 *
 * @param earlier the child's measurements; voided ones, those before birth and
 *   those on or after `values.measuredOn` are ignored. An earlier value that is
 *   itself implausible is never compared with: the one before it serves.
 */
export function questionsAbout(
  child: GrowingChild,
  values: Measurement,
  earlier: readonly EffectiveMeasurement[],
): MeasurementQuestion[] {
  if (values.measuredOn < child.bornOn) return [];
  const before = comparable(child, values, earlier);
  const questions = [
    valueQuestion(child, values, 'weightGrams') ?? weightJump(child, values, before),
    valueQuestion(child, values, 'lengthMm') ??
      lengthShrank(child, values, before) ??
      lengthJump(child, values, before),
    valueQuestion(child, values, 'headMm') ?? headShrank(child, values, before),
    valueQuestion(child, values, 'muacMm'),
    positionQuestion(child, values),
  ].filter((question) => question !== null);
  const single = questions.some(({ field }) => field === 'weightGrams' || field === 'lengthMm');
  const together = single ? null : weightAgainstLength(child, values);
  return together === null ? questions : [together, ...questions];
}

/**
 * Whether earlier measurements that are missing could ask other questions than
 * those at hand.
 *
 * @param values measured on a day of the child's life
 * @param missingBefore before this day some of `earlier` may be missing; none from it on
 */
export function asksTheSame(
  child: GrowingChild,
  values: Measurement,
  earlier: readonly EffectiveMeasurement[],
  missingBefore: string,
): boolean {
  if (daysBetween(missingBefore, values.measuredOn) < QUESTION_LIMITS.jumpDays) return false;
  const before = comparable(child, values, earlier);
  return SHRINKING.every((field) => {
    const last = lastOf(child, before, field);
    return values[field] === null || (last !== undefined && last.measuredOn >= missingBefore);
  });
}

/** Held against the last one however long ago it was; what jumps is not. */
const SHRINKING = ['lengthMm', 'headMm'] as const satisfies readonly FlaggableField[];

/** Latest first. */
function comparable(
  child: GrowingChild,
  values: Measurement,
  earlier: readonly EffectiveMeasurement[],
): readonly Measurement[] {
  return earlier
    .filter(({ voided }) => !voided)
    .map(({ measurement }) => measurement)
    .filter(({ measuredOn }) => measuredOn < values.measuredOn && measuredOn >= child.bornOn)
    .sort((a, b) => (a.measuredOn < b.measuredOn ? 1 : -1));
}

/** Is this value alone possible at this age, and if not, what was probably meant? */
function valueQuestion(
  child: GrowingChild,
  values: Measurement,
  field: MeasuredField,
): MeasurementQuestion | null {
  const value = values[field];
  if (value === null || !isDoubtful(child, values, field)) return null;
  const [meant] = SLIPS[field]
    .map((times) => value / times)
    .map((each) => Math.round(each))
    .map((each) => ({ each, distance: distance(child, { ...values, [field]: each }, field) }))
    .filter((candidate) => candidate.distance <= 1)
    .sort((a, b) => a.distance - b.distance);
  return meant === undefined
    ? { kind: IMPLAUSIBLE[field], field, suggestion: null, comparedWith: null }
    : { kind: 'unit-slip', field, suggestion: meant.each, comparedWith: null };
}

/**
 * How many times too large a slip makes a value. Too small is guessed for the
 * weight alone: a millimetre of 0,71 m no longer holds the digits that were typed.
 */
const SLIPS = {
  weightGrams: [10, 100, 1000, 0.1],
  lengthMm: [10, 100],
  headMm: [10, 100],
  muacMm: [10, 100],
} as const satisfies Readonly<Record<MeasuredField, readonly number[]>>;

const IMPLAUSIBLE = {
  weightGrams: 'weight-implausible',
  lengthMm: 'length-implausible',
  headMm: 'head-implausible',
  muacMm: 'muac-implausible',
} as const satisfies Readonly<Record<MeasuredField, ValueQuestionKind>>;

function isDoubtful(child: GrowingChild, values: Measurement, field: MeasuredField): boolean {
  if (field !== 'muacMm') return isImplausible(child, values, field);
  const { min, max } = QUESTION_LIMITS.muacMm;
  return values.muacMm !== null && (values.muacMm < min || values.muacMm > max);
}

/** How far from the middle of what is ordinary: 1 at its edge, infinite where it cannot be said. */
function distance(child: GrowingChild, values: Measurement, field: MeasuredField): number {
  if (field !== 'muacMm') {
    const score = scoresAsShown(child, values)[INDEX_OF_FIELD[field]];
    return score === null
      ? Number.POSITIVE_INFINITY
      : Math.abs(score.unrounded) / QUESTION_LIMITS.ordinaryZ;
  }
  const { min, max } = QUESTION_LIMITS.ordinaryMuacMm;
  return Math.abs((values.muacMm ?? 0) - (min + max) / 2) / ((max - min) / 2);
}

function weightJump(
  child: GrowingChild,
  values: Measurement,
  before: readonly Measurement[],
): MeasurementQuestion | null {
  const last = lastOf(child, before, 'weightGrams');
  if (values.weightGrams === null || last === undefined || last.weightGrams === null) return null;
  if (!isRecent(last, values) || values.oedema === true || last.oedema === true) return null;
  const moved = movedZ(child, last, values, 'weightForAge');
  const limit = jumpLimit(child, last, QUESTION_LIMITS.jumpZ.weight);
  const lost = (last.weightGrams - values.weightGrams) / last.weightGrams;
  const asked = { field: 'weightGrams', suggestion: null, comparedWith: last.weightGrams } as const;
  if (moved >= limit) return { kind: 'weight-jump-up', ...asked };
  return lost >= QUESTION_LIMITS.lossShare ? { kind: 'weight-jump-down', ...asked } : null;
}

function lengthShrank(
  child: GrowingChild,
  values: Measurement,
  before: readonly Measurement[],
): MeasurementQuestion | null {
  const last = lastOf(child, before, 'lengthMm');
  const [now, then] = [lyingMm(values), last === undefined ? null : lyingMm(last)];
  if (now === null || then === null || now >= then - QUESTION_LIMITS.shrinkMm) return null;
  return {
    kind: 'length-shrank',
    field: 'lengthMm',
    suggestion: null,
    comparedWith: last?.lengthMm ?? null,
  };
}

function lengthJump(
  child: GrowingChild,
  values: Measurement,
  before: readonly Measurement[],
): MeasurementQuestion | null {
  const last = lastOf(child, before, 'lengthMm');
  if (last === undefined || !isRecent(last, values)) return null;
  const moved = movedZ(child, last, values, 'lengthForAge');
  return moved >= jumpLimit(child, last, QUESTION_LIMITS.jumpZ.length)
    ? { kind: 'length-jump', field: 'lengthMm', suggestion: null, comparedWith: last.lengthMm }
    : null;
}

function headShrank(
  child: GrowingChild,
  values: Measurement,
  before: readonly Measurement[],
): MeasurementQuestion | null {
  const then = lastOf(child, before, 'headMm')?.headMm ?? null;
  if (values.headMm === null || then === null) return null;
  return values.headMm < then - QUESTION_LIMITS.shrinkMm
    ? { kind: 'head-shrank', field: 'headMm', suggestion: null, comparedWith: then }
    : null;
}

function weightAgainstLength(child: GrowingChild, values: Measurement): MeasurementQuestion | null {
  if (values.oedema === true) return null;
  const { weightForLength, bmiForAge } = scoresAsShown(child, values);
  return weightForLength?.flagged === true || bmiForAge?.flagged === true
    ? {
        kind: 'weight-against-length',
        field: 'weightGrams',
        suggestion: null,
        comparedWith: null,
      }
    : null;
}

/** In month 24 both ways are usual: the ministry's text and WHO's day part company there. */
function positionQuestion(child: GrowingChild, values: Measurement): MeasurementQuestion | null {
  const { position, lengthMm, measuredOn } = values;
  if (position === null || lengthMm === null) return null;
  const asked = { field: 'position', comparedWith: null } as const;
  if (scoresAsShown(child, values).positionIgnored) {
    return { kind: 'standing-under-9-months', suggestion: 'lying', ...asked };
  }
  if (completedMonths(child.bornOn, measuredOn) === 24) return null;
  const usual: MeasurePosition =
    daysBetween(child.bornOn, measuredOn) < FIRST_HEIGHT_DAY ? 'lying' : 'standing';
  return position === usual ? null : { kind: 'position-against-age', suggestion: usual, ...asked };
}

/** The latest measurement whose value of this field can be held against. */
function lastOf(
  child: GrowingChild,
  before: readonly Measurement[],
  field: FlaggableField,
): Measurement | undefined {
  return before.find((each) => each[field] !== null && !isImplausible(child, each, field));
}

function isRecent(last: Measurement, values: Measurement): boolean {
  return daysBetween(last.measuredOn, values.measuredOn) <= QUESTION_LIMITS.jumpDays;
}

/** SD moved from one measurement to the next; 0 where either cannot be said. */
function movedZ(
  child: GrowingChild,
  last: Measurement,
  values: Measurement,
  index: 'weightForAge' | 'lengthForAge',
): number {
  const then = scoresAsShown(child, last)[index];
  const now = scoresAsShown(child, values)[index];
  if (then === null || now === null) return 0;
  return now.unrounded - then.unrounded;
}

function jumpLimit(child: GrowingChild, last: Measurement, later: number): number {
  const months = completedMonths(child.bornOn, last.measuredOn);
  return months < 3 ? QUESTION_LIMITS.jumpZ.beforeThreeMonths : later;
}

/** Lengths as if all were taken lying, so that standing up is not shrinking. */
function lyingMm({ lengthMm, position }: Measurement): number | null {
  if (lengthMm === null) return null;
  return position === 'standing' ? lengthMm + LYING_MINUS_STANDING_CM * 10 : lengthMm;
}
