/**
 * The rows of the WHO Child Growth Standards, by sex and by day or 0.1 cm.
 *
 * A table lies packed in the program and is unpacked block by block where it is
 * asked for: a screen that shows one child's weight never pays for the others.
 */

import type { Sex } from '#domain/child.ts';
import type { ScoredIndex } from './nutrition-status.ts';
import { BMI_FOR_AGE } from './reference-data/bmi-for-age.ts';
import { HEAD_FOR_AGE } from './reference-data/head-for-age.ts';
import { LENGTH_FOR_AGE } from './reference-data/length-for-age.ts';
import { WEIGHT_FOR_AGE } from './reference-data/weight-for-age.ts';
import { WEIGHT_FOR_LENGTH } from './reference-data/weight-for-length.ts';
import { BLOCK_ROWS, ROW_WIDTH, unpackBlock, type PackedTable } from './unpack.ts';

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

const PACKED = {
  weightForAge: WEIGHT_FOR_AGE,
  lengthForAge: LENGTH_FOR_AGE,
  weightForLength: WEIGHT_FOR_LENGTH,
  bmiForAge: BMI_FOR_AGE,
  headForAge: HEAD_FOR_AGE,
} as const satisfies Readonly<Record<ScoredIndex, Readonly<Record<Sex, PackedTable>>>>;

/**
 * One table for one sex. By age its rows are completed days of life, 0 to
 * `LAST_DAY`. Those of weight-for-length are tenths of a centimetre of lying
 * length from 45.0; standing height is 0.7 cm less and lies in the same rows
 * (the two published tables agree wherever they overlap).
 */
export interface LmsTable {
  readonly packed: PackedTable;
  /** L, M, S of row 0, of row 1, …; to be read only where `placeOfRow` points. */
  readonly rows: Float64Array;
  /** 1 for each block that has been unpacked. */
  readonly isReady: Uint8Array;
}

export type Standards = Readonly<Record<ScoredIndex, LmsTable>>;

const opened: Partial<Record<Sex, Standards>> = {};

/** The same object at every call. */
export function standardsFor(sex: Sex): Standards {
  return opened[sex] ?? openStandards(sex);
}

function openStandards(sex: Sex): Standards {
  const standards = {
    weightForAge: openTable(PACKED.weightForAge[sex]),
    lengthForAge: openTable(PACKED.lengthForAge[sex]),
    weightForLength: openTable(PACKED.weightForLength[sex]),
    bmiForAge: openTable(PACKED.bmiForAge[sex]),
    headForAge: openTable(PACKED.headForAge[sex]),
  };
  opened[sex] = standards;
  return standards;
}

function openTable(packed: PackedTable): LmsTable {
  return {
    packed,
    rows: new Float64Array(packed.rows * ROW_WIDTH),
    isReady: new Uint8Array(Math.ceil(packed.rows / BLOCK_ROWS)),
  };
}

/**
 * Where L of a row stands in `table.rows`; M and S follow it.
 *
 * @param row whole number
 * @returns −1 where the table has no such row, or for `NaN`
 */
export function placeOfRow(table: LmsTable, row: number): number {
  if (!(row >= 0 && row < table.packed.rows)) return -1;
  const block = Math.floor(row / BLOCK_ROWS);
  if (table.isReady[block] !== 1) makeReady(table, block);
  return row * ROW_WIDTH;
}

function makeReady({ packed, rows, isReady }: LmsTable, block: number): void {
  unpackBlock(packed.l, block, { rows, offset: 0, unit: 1e4 });
  unpackBlock(packed.m, block, { rows, offset: 1, unit: 1e4 });
  unpackBlock(packed.s, block, { rows, offset: 2, unit: 1e5 });
  isReady[block] = 1;
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
  const nearest = Math.round(exact);
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
  const table = standardsFor(sex)[index];
  const low = Math.floor(position);
  const place = placeOfRow(table, low);
  if (place < 0) return null;
  const next = position > low ? placeOfRow(table, low + 1) : place;
  const share = position - low;
  return {
    l: between(table.rows, place, next, share),
    m: between(table.rows, place + 1, next + 1, share),
    s: between(table.rows, place + 2, next + 2, share),
  };
}

/** A fractional day to its row: a half goes up, so 730.5 is on the height side. */
export function roundHalfUp(days: number): number {
  const floor = Math.floor(days);
  return days - floor >= 0.5 ? floor + 1 : floor;
}

/** Straight between two rows; L, M and S each, as WHO's software does. */
export function between(rows: Float64Array, low: number, high: number, share: number): number {
  const from = rows[low] ?? Number.NaN;
  return share === 0 ? from : from + share * ((rows[high] ?? Number.NaN) - from);
}
