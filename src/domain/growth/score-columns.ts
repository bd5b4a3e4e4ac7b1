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
  roundHalfUp,
  STANDARDS,
  type Standard,
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
const AGE_LIMIT_DAYS = 60 * DAYS_PER_MONTH;

const FIRST_STANDING_DAY = FIRST_STANDING_MONTH * DAYS_PER_MONTH;

/** Without age and position, from this length on the height table. Source: WHO anthro. */
const FIRST_HEIGHT_WITHOUT_AGE_CM = 87;

/**
 * Rows are gone over so many at a time, once for each index: a loop that does
 * one thing is compiled as a whole and allocates nothing, where one that does
 * everything takes twice as long. So many still lie in the nearest cache.
 */
const CHUNK_ROWS = 256;

/** What the indices of a chunk are computed from; used again, as nothing here waits. */
const chunk = {
  /** Row of the tables by age; −1 where there is none. */
  ageRow: new Int32Array(CHUNK_ROWS),
  /** Row of weight-for-length of a boy, fractional between two; `NaN` where there is none. */
  lengthRow: new Float64Array(CHUNK_ROWS),
  weightKg: new Float64Array(CHUNK_ROWS),
  lengthCm: new Float64Array(CHUNK_ROWS),
  bmi: new Float64Array(CHUNK_ROWS),
  headCm: new Float64Array(CHUNK_ROWS),
};

export function scoreColumns(input: MeasurementColumns, output: ScoreColumns): void {
  const { weightForAge, bmiForAge, lengthForAge, headForAge } = STANDARDS;
  const rows = input.sex.length;
  for (let from = 0; from < rows; from += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, rows - from);
    prepare(input, output, from, count);
    scoreWeight(weightForAge, chunk.weightKg, output.weightForAge, from, count);
    scoreWeight(bmiForAge, chunk.bmi, output.bmiForAge, from, count);
    scoreSize(lengthForAge, chunk.lengthCm, output.lengthForAge, from, count);
    scoreSize(headForAge, chunk.headCm, output.headForAge, from, count);
    scoreWeightForLength(input.sex, output.weightForLength, from, count);
  }
}

function prepare(
  input: MeasurementColumns,
  output: ScoreColumns,
  from: number,
  count: number,
): void {
  const { sex, oedema } = input;
  const girlsFrom = STANDARDS.weightForAge.rows;
  for (let slot = 0; slot < count; slot += 1) {
    const row = from + slot;
    const ageDays = at(input.ageDays, row);
    const day = roundHalfUp(ageDays);
    const rawPosition = input.position[row];
    const ignored = rawPosition === POSITION_CODE.standing && ageDays < FIRST_STANDING_DAY;
    const position = ignored ? POSITION_CODE.unknown : rawPosition;
    const rawLength = at(input.lengthCm, row);
    const length = rawLength + correctionCm(day, position);
    const weight = oedema[row] === 1 ? Number.NaN : at(input.weightKg, row);
    const meters = length / 100;

    output.correctedLengthCm[row] = length;
    output.positionIgnored[row] = ignored ? 1 : 0;

    const isGirl = sex[row] === SEX_CODE.female;
    const isJudged = (isGirl || sex[row] === SEX_CODE.male) && !(ageDays >= AGE_LIMIT_DAYS);
    const isAgeKnown = isJudged && day >= 0;
    const isHeight = isHeightTable(day, position, length);
    chunk.ageRow[slot] = isAgeKnown ? day + (isGirl ? girlsFrom : 0) : -1;
    chunk.lengthRow[slot] = isJudged ? weightForLengthPosition(length, isHeight) : Number.NaN;
    chunk.weightKg[slot] = weight;
    chunk.lengthCm[slot] = rawLength === 0 ? Number.NaN : length;
    chunk.bmi[slot] = rawLength === 0 ? Number.NaN : weight / (meters * meters);
    chunk.headCm[slot] = at(input.headCm, row);
  }
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

/** An index by age that holds weight. */
function scoreWeight(
  standard: Standard,
  values: Float64Array,
  output: Float64Array,
  from: number,
  count: number,
): void {
  const { numbers } = standard;
  for (let slot = 0; slot < count; slot += 1) {
    const value = at(values, slot);
    const row = at(chunk.ageRow, slot);
    let z = Number.NaN;
    if (row >= 0 && value > 0) {
      const place = placeOfRow(standard, row);
      z = restrictedZ(value, at(numbers, place), at(numbers, place + 1), at(numbers, place + 2));
    }
    output[from + slot] = z;
  }
}

/** An index by age whose L is 1. */
function scoreSize(
  standard: Standard,
  values: Float64Array,
  output: Float64Array,
  from: number,
  count: number,
): void {
  const { numbers } = standard;
  for (let slot = 0; slot < count; slot += 1) {
    const value = at(values, slot);
    const row = at(chunk.ageRow, slot);
    let z = Number.NaN;
    if (row >= 0 && value > 0) {
      const place = placeOfRow(standard, row);
      z = normalZ(value, at(numbers, place + 1), at(numbers, place + 2));
    }
    output[from + slot] = z;
  }
}

function scoreWeightForLength(
  sex: Uint8Array,
  output: Float64Array,
  from: number,
  count: number,
): void {
  const standard = STANDARDS.weightForLength;
  const { numbers, rows } = standard;
  for (let slot = 0; slot < count; slot += 1) {
    const weight = at(chunk.weightKg, slot);
    const position = at(chunk.lengthRow, slot);
    let z = Number.NaN;
    if (position >= 0 && weight > 0) {
      const whole = Math.floor(position);
      const share = position - whole;
      const row = sex[from + slot] === SEX_CODE.female ? whole + rows : whole;
      const low = placeOfRow(standard, row);
      const high = share === 0 ? low : placeOfRow(standard, row + 1);
      z = restrictedZ(
        weight,
        between(numbers, low, high, share),
        between(numbers, low + 1, high + 1, share),
        between(numbers, low + 2, high + 2, share),
      );
    }
    output[from + slot] = z;
  }
}

/** `NaN` where there is nothing, so that a row no table has gives no z-score. */
function at(column: Float64Array | Int32Array, row: number): number {
  return column[row] ?? Number.NaN;
}
