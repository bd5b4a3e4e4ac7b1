/**
 * The z-scores of many rows of measurements in one go, in flat columns: the
 * innermost loop of everything here, from one child on a phone to a province.
 *
 * Follows WHO's software anthro 1.1.0 rule by rule, and leaves it where it is
 * wrong: no z for weight 0 or length 0, and 103.1 cm lying from day 731 on is
 * looked up as 102.4 cm (see `weightForLengthPosition`). A length below zero is
 * squared away in the BMI as in the reference, and always flagged.
 */

import type { Sex } from '#domain/child.ts';
import { normalZ, restrictedZ } from './lms.ts';
import {
  DAYS_PER_MONTH,
  FIRST_HEIGHT_DAY,
  FIRST_STANDING_MONTH,
  LYING_MINUS_STANDING_CM,
  between,
  lmsTable,
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
  const standing = input.position[row] === POSITION_CODE.standing;
  const ignored = standing && months < FIRST_STANDING_MONTH;
  const position = ignored ? POSITION_CODE.unknown : input.position[row];
  const length = rawLength + correctionCm(day, position);

  output.correctedLengthCm[row] = length;
  output.positionIgnored[row] = ignored ? 1 : 0;

  const sex = sexOf(input.sex[row]);
  const known = sex !== null && !(months >= AGE_LIMIT_MONTHS);
  const byAge = known && day >= 0;
  const weight = input.oedema[row] === 1 ? Number.NaN : at(input.weightKg, row);
  const body = rawLength === 0 ? Number.NaN : length;
  const bmi = weight / (length / 100) ** 2;

  output.lengthForAge[row] = byAge ? lengthZ(sex, day, body) : Number.NaN;
  output.weightForAge[row] = byAge ? weightZ(sex, day, weight) : Number.NaN;
  output.bmiForAge[row] = byAge && rawLength !== 0 ? bmiZ(sex, day, bmi) : Number.NaN;
  output.headForAge[row] = byAge ? headZ(sex, day, at(input.headCm, row)) : Number.NaN;
  output.weightForLength[row] = known
    ? weightForLengthZ(sex, isHeight(day, position, length), body, weight)
    : Number.NaN;
}

/** `NaN` days (age unknown) correct nothing. */
function correctionCm(day: number, position: number | undefined): number {
  if (day < FIRST_HEIGHT_DAY && position === POSITION_CODE.standing) return LYING_MINUS_STANDING_CM;
  if (day >= FIRST_HEIGHT_DAY && position === POSITION_CODE.lying) return -LYING_MINUS_STANDING_CM;
  return 0;
}

/** Age decides the table, the position only where the age is unknown. */
function isHeight(day: number, position: number | undefined, lengthCm: number): boolean {
  if (!Number.isNaN(day)) return day >= FIRST_HEIGHT_DAY;
  if (position === POSITION_CODE.unknown) return lengthCm >= FIRST_HEIGHT_WITHOUT_AGE_CM;
  return position === POSITION_CODE.standing;
}

function sexOf(code: number | undefined): Sex | null {
  if (code === SEX_CODE.male) return 'male';
  return code === SEX_CODE.female ? 'female' : null;
}

function weightZ(sex: Sex, day: number, weightKg: number): number {
  if (!(weightKg > 0)) return Number.NaN;
  const { l, m, s } = lmsTable('weightForAge', sex, day);
  return restrictedZ(weightKg, at(l, day), at(m, day), at(s, day));
}

function lengthZ(sex: Sex, day: number, lengthCm: number): number {
  if (!(lengthCm > 0)) return Number.NaN;
  const { m, s } = lmsTable('lengthForAge', sex, day);
  return normalZ(lengthCm, at(m, day), at(s, day));
}

function bmiZ(sex: Sex, day: number, bmi: number): number {
  if (!(bmi > 0)) return Number.NaN;
  const { l, m, s } = lmsTable('bmiForAge', sex, day);
  return restrictedZ(bmi, at(l, day), at(m, day), at(s, day));
}

function headZ(sex: Sex, day: number, headCm: number): number {
  if (!(headCm > 0)) return Number.NaN;
  const { m, s } = lmsTable('headForAge', sex, day);
  return normalZ(headCm, at(m, day), at(s, day));
}

function weightForLengthZ(sex: Sex, height: boolean, lengthCm: number, weightKg: number): number {
  if (!(weightKg > 0)) return Number.NaN;
  const position = weightForLengthPosition(lengthCm, height);
  if (Number.isNaN(position)) return Number.NaN;
  const { l, m, s } = lmsTable('weightForLength', sex, position);
  return restrictedZ(weightKg, between(l, position), between(m, position), between(s, position));
}

/** `NaN` past either end, so that a row no table has gives no z-score. */
function at(column: Float64Array, row: number): number {
  return column[row] ?? Number.NaN;
}
