/** SIP formats 5 and 6: a row for each month of a year. */

import type { DoseName } from '#domain/immunization/schedule-schema.ts';
import type { AgeGroup } from './age-groups.ts';
import type { Ids } from './figures.ts';
import type { MonthlyRecap } from './monthly-recap.ts';
import {
  countCell,
  enteredCell,
  MONTH_NAMES,
  monthsOfYear,
  reportOf,
  rowOf,
  textCell,
  UNKNOWN_CELL,
  type Entered,
  type KnownCells,
  type Report,
  type ReportFormat,
  type ReportRow,
} from './report.ts';
import { SIP_5, SIP_6, type Sip5Key, type Sip6Key } from './sip-formats.ts';

/** One month: its recap, `null` where there is none yet, and what was entered beside it. */
export interface MonthOfYear<Key extends string> {
  readonly recap: MonthlyRecap | null;
  readonly entered?: Entered<Key>;
}

/** By month, `2026-03`; months that are missing have empty rows. */
export type YearOf<Key extends string> = ReadonlyMap<string, MonthOfYear<Key>>;

/** With the sum of the year below, of what is known. */
export function sip5(
  year: number,
  months: YearOf<Sip5Key>,
  format: ReportFormat<Sip5Key> = SIP_5,
): Report {
  const rows = monthRows(format, year, months, sip5Cells);
  return reportOf(format, [...rows, sumRow(format, rows)]);
}

export function sip6(
  year: number,
  months: YearOf<Sip6Key>,
  format: ReportFormat<Sip6Key> = SIP_6,
): Report {
  return reportOf(format, monthRows(format, year, months, sip6Cells));
}

function monthRows<Key extends string>(
  { columns }: ReportFormat<Key>,
  year: number,
  months: YearOf<Key>,
  cellsOf: (recap: MonthlyRecap) => KnownCells<Key>,
): ReportRow[] {
  return monthsOfYear(year).map((month, n) => {
    const of = months.get(month);
    const known = of === undefined || of.recap === null ? {} : cellsOf(of.recap);
    const row = rowOf(columns, known, of?.entered);
    const cells = row.cells.map((cell, column) => {
      const key = columns[column]?.key;
      if (key === 'row') return enteredCell(n + 1);
      return key === 'month' ? textCell(MONTH_NAMES[n] ?? month) : cell;
    });
    return { ...row, cells };
  });
}

/**
 * "0–12 bulan" and "1–5 tahun" meet at the first birthday; a child of 12
 * completed months stands with the second.
 */
const BABY_GROUPS: readonly AgeGroup[] = ['0-5', '6-11'];

function sip5Cells({ cells, born, died }: MonthlyRecap): KnownCells<Sip5Key> {
  const cameOf = (babies: boolean) =>
    cells
      .filter(({ group }) => BABY_GROUPS.includes(group) === babies)
      .flatMap(({ figures }) => figures.came);
  return {
    babies: countCell(cameOf(true)),
    toddlers: countCell(cameOf(false)),
    born: countCell(born),
    died: countCell(died.babies),
  };
}

function sip6Cells({ figures, immunization }: MonthlyRecap): KnownCells<Sip6Key> {
  const given = (dose: DoseName) => countCell(immunization.given.get(dose) ?? []);
  return {
    s: countCell(figures.s),
    k: countCell(figures.k),
    d: countCell(figures.d),
    n: countCell(figures.n),
    bgm: countCell(figures.bgm),
    'vitamin-a': countCell(either(figures.vitaminABlue, figures.vitaminARed)),
    feeding: countCell(figures.feedingEducation),
    'hb-0': given('HB-0'),
    bcg: given('BCG'),
    'polio-1': given('OPV 1'),
    'polio-2': given('OPV 2'),
    'polio-3': given('OPV 3'),
    'polio-4': given('OPV 4'),
    'dpt-hb-1': given('DPT-HB-Hib 1'),
    'dpt-hb-2': given('DPT-HB-Hib 2'),
    'dpt-hb-3': given('DPT-HB-Hib 3'),
    measles: given('MR 1'),
    diarrhoea: countCell(figures.diarrhoea),
    'diarrhoea-ors': countCell(figures.diarrhoeaOrs),
  };
}

function either(some: Ids, others: Ids): Ids {
  return [...new Set([...some, ...others])].sort();
}

/** A column of which no month is known has no sum. */
function sumRow<Key extends string>(
  { columns }: ReportFormat<Key>,
  rows: readonly ReportRow[],
): ReportRow {
  const cells = columns.map(({ key }, column) => {
    if (key === 'row') return UNKNOWN_CELL;
    if (key === 'month') return textCell('Jumlah');
    const known = rows.flatMap(({ cells: each }) => {
      const value = each[column]?.value;
      return typeof value === 'number' ? [value] : [];
    });
    return enteredCell(known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0));
  });
  return { childId: null, cells };
}
