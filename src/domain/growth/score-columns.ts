/**
 * The z-scores of many rows of measurements in one go, in flat columns: the
 * innermost loop of everything here, from one child on a phone to a province.
 *
 * Follows WHO's software anthro 1.1.0 rule by rule, and leaves it where it is
 * wrong: no z for weight 0 or length 0, and 103.1 cm lying from day 731 on is
 * looked up as 102.4 cm (see `weightForLengthPosition`). A length below zero is
 * squared away in the BMI as in the reference, and always flagged.
 */

import { normalZ, restrictedZ } from './lms.ts';
import {
  DAYS_PER_MONTH,
  FIRST_HEIGHT_DAY,
  FIRST_STANDING_MONTH,
  LYING_MINUS_STANDING_CM,
  between,
  placeOfRow,
  standardsFor,
  type Standards,
  roundHalfUp,
  weightForLengthPosition,
} from './reference.ts';

export const SEX_CODE = { unknown: 0, male: 1, female: 2 } as const;
export const POSITION_CODE = { unknown: 0, lying: 1, standing: 2 } as const;

/** Rows side by side; `NaN` where a number is unknown. */
export interface MeasurementColumns {
  /** `SEX_CODE` */
  readonly sex: Uint8Array;
  /** May be fractional; not negative. */
  readonly ageDays: Float64Array;
  readonly weightKg: Float64Array;
  readonly lengthCm: Float64Array;
  /** `POSITION_CODE` */
  readonly position: Uint8Array;
  readonly headCm: Float64Array;
  /** 1 where both feet are swollen. */
  readonly oedema: Uint8Array;
}

/** Unrounded z-scores; `NaN` where there is none. */
export interface ScoreColumns {
  readonly correctedLengthCm: Float64Array;
  /** 1 where standing was not believed because of the age. */
  readonly positionIgnored: Uint8Array;
  readonly lengthForAge: Float64Array;
  readonly weightForAge: Float64Array;
  readonly weightForLength: Float64Array;
  readonly bmiForAge: Float64Array;
  readonly headForAge: Float64Array;
}

/** The standards speak of children younger than this; 60.0 months itself is out. */
const AGE_LIMIT_MONTHS = 60;

/** Without age and position, from this length on the height table. Source: WHO anthro. */
const FIRST_HEIGHT_WITHOUT_AGE_CM = 87;

export function scoreColumns(input: MeasurementColumns, output: ScoreColumns): void {
  const rows = input.sex.length;
  for (let row = 0; row < rows; row += 1) scoreRow(input, output, row);
}

function scoreRow(input: MeasurementColumns, output: ScoreColumns, row: number): void {
  const ageDays = at(input.ageDays, row);
  const months = ageDays / DAYS_PER_MONTH;
  const day = roundHalfUp(ageDays);
  const rawLength = at(input.lengthCm, row);
  const rawPosition = input.position[row];
  const ignored = rawPosition === POSITION_CODE.standing && months < FIRST_STANDING_MONTH;
  const position = ignored ? POSITION_CODE.unknown : rawPosition;
  const length = rawLength + correctionCm(day, position);
  const weight = input.oedema[row] === 1 ? Number.NaN : at(input.weightKg, row);
  const meters = length / 100;

  output.correctedLengthCm[row] = length;
  output.positionIgnored[row] = ignored ? 1 : 0;

  const known = standardsOf(input.sex[row], months);
  const byAge = Number.isNaN(day) ? null : known;
  const body = rawLength === 0 ? Number.NaN : length;
  const bmi = rawLength === 0 ? Number.NaN : weight / (meters * meters);
  const isHeight = isHeightTable(day, position, length);

  output.lengthForAge[row] = lengthZ(byAge, day, body);
  output.weightForAge[row] = weightZ(byAge, day, weight);
  output.bmiForAge[row] = bmiZ(byAge, day, bmi);
  output.headForAge[row] = headZ(byAge, day, at(input.headCm, row));
  output.weightForLength[row] = weightForLengthZ(known, isHeight, body, weight);
}

/** `null` where nothing may be judged: sex unknown, or too old for the standards. */
function standardsOf(sex: number | undefined, months: number): Standards | null {
  if (months >= AGE_LIMIT_MONTHS) return null;
  if (sex === SEX_CODE.male) return standardsFor('male');
  return sex === SEX_CODE.female ? standardsFor('female') : null;
}

/** `NaN` days (age unknown) correct nothing. */
function correctionCm(day: number, position: number | undefined): number {
  if (day < FIRST_HEIGHT_DAY && position === POSITION_CODE.standing) return LYING_MINUS_STANDING_CM;
  if (day >= FIRST_HEIGHT_DAY && position === POSITION_CODE.lying) return -LYING_MINUS_STANDING_CM;
  return 0;
}

/** Age decides the table, the position only where the age is unknown. */
function isHeightTable(day: number, position: number | undefined, lengthCm: number): boolean {
  if (!Number.isNaN(day)) return day >= FIRST_HEIGHT_DAY;
  if (position === POSITION_CODE.unknown) return lengthCm >= FIRST_HEIGHT_WITHOUT_AGE_CM;
  return position === POSITION_CODE.standing;
}

function weightZ(standards: Standards | null, day: number, weightKg: number): number {
  if (standards === null || !(weightKg > 0)) return Number.NaN;
  const { rows } = standards.weightForAge;
  const place = placeOfRow(standards.weightForAge, day);
  return restrictedZ(weightKg, at(rows, place), at(rows, place + 1), at(rows, place + 2));
}

function lengthZ(standards: Standards | null, day: number, lengthCm: number): number {
  if (standards === null || !(lengthCm > 0)) return Number.NaN;
  const { rows } = standards.lengthForAge;
  const place = placeOfRow(standards.lengthForAge, day);
  return normalZ(lengthCm, at(rows, place + 1), at(rows, place + 2));
}

function bmiZ(standards: Standards | null, day: number, bmi: number): number {
  if (standards === null || !(bmi > 0)) return Number.NaN;
  const { rows } = standards.bmiForAge;
  const place = placeOfRow(standards.bmiForAge, day);
  return restrictedZ(bmi, at(rows, place), at(rows, place + 1), at(rows, place + 2));
}

function headZ(standards: Standards | null, day: number, headCm: number): number {
  if (standards === null || !(headCm > 0)) return Number.NaN;
  const { rows } = standards.headForAge;
  const place = placeOfRow(standards.headForAge, day);
  return normalZ(headCm, at(rows, place + 1), at(rows, place + 2));
}

function weightForLengthZ(
  standards: Standards | null,
  isHeight: boolean,
  lengthCm: number,
  weightKg: number,
): number {
  if (standards === null || !(weightKg > 0)) return Number.NaN;
  const position = weightForLengthPosition(lengthCm, isHeight);
  const low = Math.floor(position);
  const { rows } = standards.weightForLength;
  const place = placeOfRow(standards.weightForLength, low);
  if (place < 0) return Number.NaN;
  const share = position - low;
  const next = share === 0 ? place : placeOfRow(standards.weightForLength, low + 1);
  return restrictedZ(
    weightKg,
    between(rows, place, next, share),
    between(rows, place + 1, next + 1, share),
    between(rows, place + 2, next + 2, share),
  );
}

/** `NaN` where there is nothing, so that a row no table has gives no z-score. */
function at(column: Float64Array, row: number): number {
  return column[row] ?? Number.NaN;
}
