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
import { BLOCK_ROWS, unpackBlock, type PackedTable } from './unpack.ts';

/**
 * L, M and S as columns of equal length. By age: position = completed day of
 * life, 0 to `LAST_DAY`. Weight-for-length: position = tenths of a centimetre of
 * lying length from 45.0; standing height is 0.7 cm less, and lies in the same
 * column (the two published tables agree in every row they share).
 */
export interface LmsTable {
  readonly l: Float64Array;
  readonly m: Float64Array;
  readonly s: Float64Array;
}

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

interface OpenTable extends LmsTable {
  readonly packed: PackedTable;
  /** 1 for each block that has been unpacked. */
  readonly isReady: Uint8Array;
}

const opened: Record<Sex, Partial<Record<ScoredIndex, OpenTable>>> = { male: {}, female: {} };

/**
 * The table with `row` and the row after it unpacked; what was never asked for
 * may still be `NaN`. A row outside the table unpacks nothing.
 */
export function lmsTable(index: ScoredIndex, sex: Sex, row: number): LmsTable {
  const table = opened[sex][index] ?? openTable(index, sex);
  const block = Math.floor(row / BLOCK_ROWS);
  if (table.isReady[block] === 0) makeReady(table, block);
  const next = Math.floor((row + 1) / BLOCK_ROWS);
  if (table.isReady[next] === 0) makeReady(table, next);
  return table;
}

function openTable(index: ScoredIndex, sex: Sex): OpenTable {
  const packed: PackedTable = PACKED[index][sex];
  const column = () => new Float64Array(packed.rows).fill(Number.NaN);
  const isReady = new Uint8Array(Math.ceil(packed.rows / BLOCK_ROWS));
  const table = { packed, isReady, l: column(), m: column(), s: column() };
  opened[sex][index] = table;
  return table;
}

function makeReady({ packed, isReady, l, m, s }: OpenTable, block: number): void {
  unpackBlock(packed.l, block, 1e4, l);
  unpackBlock(packed.m, block, 1e4, m);
  unpackBlock(packed.s, block, 1e5, s);
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
  const { l, m, s } = lmsTable(index, sex, position);
  const row = { l: between(l, position), m: between(m, position), s: between(s, position) };
  return Number.isNaN(row.m) ? null : row;
}

/** A fractional day to its row: a half goes up, so 730.5 is on the height side. */
export function roundHalfUp(days: number): number {
  const floor = Math.floor(days);
  return days - floor >= 0.5 ? floor + 1 : floor;
}

/** Straight between two rows; L, M and S each, as WHO's software does. `NaN` past either end. */
export function between(column: Float64Array, position: number): number {
  const row = Math.floor(position);
  const low = column[row] ?? Number.NaN;
  if (row === position) return low;
  return low + (position - row) * ((column[row + 1] ?? Number.NaN) - low);
}
