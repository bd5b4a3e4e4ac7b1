/** A report as a structure: titles, columns and cells with the children behind them. How it looks is a screen's matter. */

import type { Certainty } from '#domain/immunization/schedule-schema.ts';
import type { Ids } from './figures.ts';

export interface ReportColumn<Key extends string = string> {
  readonly key: Key;
  /** As printed over the column; `null` where the form numbers none. */
  readonly number: string | null;
  readonly title: string;
  /** Headings above it, outermost first. */
  readonly under: readonly string[];
}

/** A form as configuration: what a district prints otherwise is another object of this shape. */
export interface ReportFormat<Key extends string = string> {
  readonly id: string;
  /** As people call it: "Format 6", "F1 Gizi". */
  readonly name: string;
  readonly title: string;
  readonly edition: string;
  readonly source: string;
  readonly certainty: Certainty;
  readonly columns: readonly ReportColumn<Key>[];
}

/**
 * `kg` is a number to be rounded by the screen, `date` as much of an ISO date as
 * is known. `null` is "not known or not held", shown as "–", and never stands
 * for 0.
 */
export interface ReportCell {
  readonly kind: 'count' | 'kg' | 'date' | 'text';
  readonly value: number | string | null;
  /** Whom a number counts. */
  readonly children?: Ids;
}

export interface ReportRow {
  /** Whose row it is, in a register of children. */
  readonly childId: string | null;
  /** One for each column. */
  readonly cells: readonly ReportCell[];
}

export interface ReportTable {
  readonly title: string | null;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly ReportRow[];
}

export interface Report {
  readonly format: Omit<ReportFormat, 'columns'>;
  readonly head: readonly { readonly label: string; readonly cell: ReportCell }[];
  readonly tables: readonly ReportTable[];
}

/** What somebody types into a form because the app does not hold it. */
export type Entered<Key extends string> = { readonly [Each in Key]?: number | string | null };

/** What the app knows of a row. */
export type KnownCells<Key extends string> = { readonly [Each in Key]?: ReportCell };

export const UNKNOWN_CELL: ReportCell = { kind: 'text', value: null };

export function countCell(children: Ids): ReportCell {
  return { kind: 'count', value: children.length, children };
}

export function dateCell(value: string | null): ReportCell {
  return { kind: 'date', value };
}

export function textCell(value: string | null): ReportCell {
  return { kind: 'text', value };
}

export function kilogramsCell(grams: number | null): ReportCell {
  return { kind: 'kg', value: grams === null ? null : grams / 1000 };
}

export function enteredCell(value: number | string | null | undefined): ReportCell {
  if (value === undefined || value === null) return UNKNOWN_CELL;
  return { kind: typeof value === 'number' ? 'count' : 'text', value };
}

/** Cells in the order of the columns: what is known, else what was entered, else nothing. */
export function rowOf<Key extends string>(
  columns: readonly ReportColumn<Key>[],
  known: KnownCells<Key>,
  entered: Entered<Key> = {},
  childId: string | null = null,
): ReportRow {
  return {
    childId,
    cells: columns.map(({ key }) => known[key] ?? enteredCell(entered[key])),
  };
}

export function reportOf(
  { columns, ...format }: ReportFormat,
  rows: readonly ReportRow[],
  head: Report['head'] = [],
): Report {
  return { format, head, tables: [{ title: null, columns, rows }] };
}

/** `['key', 'title']` in order, numbered from 1 on. */
export function numbered<Key extends string>(
  ...columns: readonly (readonly [key: Key, title: string, ...under: string[]])[]
): ReportColumn<Key>[] {
  return columns.map(([key, title, ...under], n) => ({ key, number: String(n + 1), title, under }));
}

export const MONTH_NAMES = [
  'Januari',
  'Februari',
  'Maret',
  'April',
  'Mei',
  'Juni',
  'Juli',
  'Agustus',
  'September',
  'Oktober',
  'November',
  'Desember',
] as const;

/** The months of a year, `2026-01` to `2026-12`. */
export function monthsOfYear(year: number): string[] {
  return MONTH_NAMES.map((_, n) => `${year}-${String(n + 1).padStart(2, '0')}`);
}
