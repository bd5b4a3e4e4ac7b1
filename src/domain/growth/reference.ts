/**
 * The rows of the WHO Child Growth Standards, by sex and by day or 0.1 cm.
 *
 * The tables lie packed in the program and are unpacked piece by piece where they
 * are asked for: a screen that shows one child's weight never pays for the others.
 */

import type { Sex } from '#domain/child.ts';
import type { ScoredIndex } from './nutrition-status.ts';
import { BMI_FOR_AGE } from './reference-data/bmi-for-age.ts';
import { HEAD_FOR_AGE } from './reference-data/head-for-age.ts';
import { LENGTH_FOR_AGE } from './reference-data/length-for-age.ts';
import { WEIGHT_FOR_AGE } from './reference-data/weight-for-age.ts';
import { WEIGHT_FOR_LENGTH } from './reference-data/weight-for-length.ts';
import { unpackTo, type PackedTable } from './unpack.ts';

/** The standards end on the day a child is 5 years old. */
export const LAST_DAY = 1826;

/** From this day on height (standing) is the standard, before it length (lying). Source: WHO 2006. */
export const FIRST_HEIGHT_DAY = 731;

/** What lying measures more than standing. Source: WHO 2006, Permenkes 2/2020. */
export const LYING_MINUS_STANDING_CM = 0.7;

/** Standing is not believed before this age in months of 30.4375 days. Source: WHO anthro 1.1.0. */
export const FIRST_STANDING_MONTH = 9;

export const DAYS_PER_MONTH = 30.4375;

/** Positions in the weight-for-length columns between which each table is published, both inclusive. */
export const LENGTH_ROWS = { first: 0, last: 650, originTenths: 450 } as const;
export const HEIGHT_ROWS = { first: 207, last: 757, originTenths: 443 } as const;

/**
 * One index for both sexes. By age its rows are completed days of life, 0 to
 * `LAST_DAY`. Those of weight-for-length are tenths of a centimetre of lying
 * length from 45.0; standing height is 0.7 cm less and lies in the same rows
 * (the two published tables agree wherever they overlap).
 */
export interface Standard {
  readonly packed: Readonly<Record<Sex, PackedTable>>;
  /** How many of each sex; the girls' follow the boys'. */
  readonly rows: number;
  /** To be read only where `placeOfRow` points. M is 0, as it never is, where nothing was unpacked. */
  readonly numbers: Float64Array;
  /** Where L of row 0 stands; M and S follow it. */
  readonly offset: number;
  /** From one row to the next. */
  readonly width: number;
}

/** L, M, S side by side, because they are always read together. */
const LMS_WIDTH = 3;

/** A day's row of all four indices side by side: a child is asked about in all of them at once. */
const BY_AGE = {
  rows: LAST_DAY + 1,
  width: LMS_WIDTH * 4,
  numbers: new Float64Array((LAST_DAY + 1) * 2 * LMS_WIDTH * 4),
};

const LENGTHS = HEIGHT_ROWS.last + 1;

export const STANDARDS: Readonly<Record<ScoredIndex, Standard>> = {
  weightForAge: { ...BY_AGE, packed: WEIGHT_FOR_AGE, offset: 0 },
  lengthForAge: { ...BY_AGE, packed: LENGTH_FOR_AGE, offset: LMS_WIDTH },
  bmiForAge: { ...BY_AGE, packed: BMI_FOR_AGE, offset: LMS_WIDTH * 2 },
  headForAge: { ...BY_AGE, packed: HEAD_FOR_AGE, offset: LMS_WIDTH * 3 },
  weightForLength: {
    packed: WEIGHT_FOR_LENGTH,
    rows: LENGTHS,
    numbers: new Float64Array(LENGTHS * 2 * LMS_WIDTH),
    offset: 0,
    width: LMS_WIDTH,
  },
};

/**
 * Where L of a row stands in `numbers`; M and S follow it.
 *
 * @param row whole number within the table; for girls the same plus `standard.rows`
 */
export function placeOfRow(standard: Standard, row: number): number {
  const place = row * standard.width + standard.offset;
  if (standard.numbers[place + 1] === 0) unpackRow(standard, row);
  return place;
}

function unpackRow(standard: Standard, row: number): void {
  const { packed, rows, numbers, width } = standard;
  const isGirl = row >= rows;
  const { l, m, s } = isGirl ? packed.female : packed.male;
  const ofSex = isGirl ? numbers.subarray(rows * width) : numbers.subarray(0, rows * width);
  const rowOfSex = isGirl ? row - rows : row;
  const { offset } = standard;
  unpackTo(l, rowOfSex, { numbers: ofSex, offset, width, unit: 1e4 });
  unpackTo(m, rowOfSex, { numbers: ofSex, offset: offset + 1, width, unit: 1e4 });
  unpackTo(s, rowOfSex, { numbers: ofSex, offset: offset + 2, width, unit: 1e5 });
}

/**
 * Where a length stands in the weight-for-length columns, fractional between
 * two rows of 0.1 cm.
 *
 * A hair beside a row (103.1 − 0.7 is 102.39999999999999 to a computer) is on it.
 *
 * @param lengthCm corrected length or height
 * @param height by the table of standing height, else by that of lying length
 * @returns `NaN` outside the published table
 */
export function weightForLengthPosition(lengthCm: number, height: boolean): number {
  const rows = height ? HEIGHT_ROWS : LENGTH_ROWS;
  const exact = lengthCm * 10 - rows.originTenths;
  const nearest = Math.floor(exact + 0.5);
  const position = Math.abs(exact - nearest) < 1e-6 ? nearest : exact;
  return position >= rows.first && position <= rows.last ? position : Number.NaN;
}

/** One row of a table, between two rows of 0.1 cm the straight mean of both. */
export interface LmsRow {
  readonly l: number;
  readonly m: number;
  readonly s: number;
}

/**
 * @param x age in days, rounded half up to a row; for weight-for-length millimetres
 * @param height for weight-for-length: `x` is standing height
 * @returns `null` outside the table
 */
export function lmsRowAt(index: ScoredIndex, sex: Sex, x: number, height: boolean): LmsRow | null {
  const position =
    index === 'weightForLength' ? weightForLengthPosition(x / 10, height) : roundHalfUp(x);
  const standard = STANDARDS[index];
  if (!(position >= 0 && position < standard.rows)) return null;
  const share = position % 1;
  const row = position - share + (sex === 'female' ? standard.rows : 0);
  const low = placeOfRow(standard, row);
  const high = share === 0 ? low : placeOfRow(standard, row + 1);
  return {
    l: between(standard.numbers, low, high, share),
    m: between(standard.numbers, low + 1, high + 1, share),
    s: between(standard.numbers, low + 2, high + 2, share),
  };
}

/** A fractional day to its row: a half goes up, so 730.5 is on the height side. */
export function roundHalfUp(days: number): number {
  const floor = Math.floor(days);
  return days - floor >= 0.5 ? floor + 1 : floor;
}

/** Straight between two rows; L, M and S each, as WHO's software does. */
export function between(numbers: Float64Array, low: number, high: number, share: number): number {
  const from = numbers[low] ?? Number.NaN;
  return share === 0 ? from : from + share * ((numbers[high] ?? Number.NaN) - from);
}
