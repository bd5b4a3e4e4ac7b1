/** SIP formats 1 to 4: the registers of a year, a row for each child or mother. */

import { completedMonths, monthOf } from '#domain/dates.ts';
import { planImmunization } from '#domain/immunization/plan-immunization.ts';
import type { DoseName } from '#domain/immunization/schedule-schema.ts';
import { measuredInMonth } from './measured-in-month.ts';
import { wholeMonth, type RecapChild } from './recap-input.ts';
import {
  dateCell,
  enteredCell,
  kilogramsCell,
  monthsOfYear,
  reportOf,
  rowOf,
  textCell,
  type Entered,
  type KnownCells,
  type Report,
  type ReportCell,
  type ReportFormat,
} from './report.ts';
import {
  SIP_1,
  SIP_2,
  SIP_3,
  SIP_4,
  type Sip1Key,
  type Sip2Key,
  type Sip3Key,
  type Sip4Key,
} from './sip-formats.ts';

/** What somebody enters beside the records: by child, and rows that no child of the app has. */
export interface RegisterEntries<Key extends string> {
  readonly byChild: ReadonlyMap<string, Entered<Key>>;
  readonly rows: readonly Entered<Key>[];
}

const NOTHING_ENTERED = { byChild: new Map(), rows: [] };

/** Births of the year and deaths of babies in it, then the mothers entered. */
export function sip1(
  children: readonly RecapChild[],
  year: number,
  entries: RegisterEntries<Sip1Key> = NOTHING_ENTERED,
  format: ReportFormat<Sip1Key> = SIP_1,
): Report {
  const listed = children.filter((child) => {
    const diedOn = babyDiedOn(child);
    return isIn(child.profile.bornOn, year) || (diedOn !== null && isIn(diedOn, year));
  });
  return registerOf(format, listed, entries, ({ profile, left }) => ({
    mother: textCell(profile.motherName),
    baby: textCell(profile.name),
    'born-on': dateCell(profile.bornOn),
    'baby-died-on': dateCell(babyDiedOn({ profile, left })),
  }));
}

/** Every under-five of the posyandu at any time of the year. */
export function sip2(
  children: readonly RecapChild[],
  year: number,
  entries: RegisterEntries<Sip2Key> = NOTHING_ENTERED,
  format: ReportFormat<Sip2Key> = SIP_2,
): Report {
  const listed = children.filter((child) => isOfYear(child, year));
  return registerOf(format, listed, entries, (child) => sip2Cells(child, year));
}

/** The app holds nothing of women yet: what was entered, a row each. */
export function sip3(
  rows: readonly Entered<Sip3Key>[],
  format: ReportFormat<Sip3Key> = SIP_3,
): Report {
  return registerOf(format, [], { byChild: new Map(), rows }, () => ({}));
}

export function sip4(
  rows: readonly Entered<Sip4Key>[],
  format: ReportFormat<Sip4Key> = SIP_4,
): Report {
  return registerOf(format, [], { byChild: new Map(), rows }, () => ({}));
}

function registerOf<Key extends string>(
  format: ReportFormat<Key>,
  children: readonly RecapChild[],
  entries: RegisterEntries<Key>,
  cellsOf: (child: RecapChild) => KnownCells<Key>,
): Report {
  const known = [...children]
    .sort(byBirth)
    .map((child) => rowOf(format.columns, cellsOf(child), entries.byChild.get(child.id), child.id));
  const entered = entries.rows.map((row) => rowOf(format.columns, {}, row));
  const at = format.columns.findIndex(({ key }) => key === 'row');
  const rows = [...known, ...entered].map((row, n) => ({
    ...row,
    cells: row.cells.map((cell, column) => (column === at ? enteredCell(n + 1) : cell)),
  }));
  return reportOf(format, rows);
}

function sip2Cells(child: RecapChild, year: number): KnownCells<Sip2Key> {
  const { profile, left } = child;
  const given = dosesOf(child, `${year}-12-31`);
  const dose = (name: DoseName) => dateCell(given.get(name) ?? null);
  const capsules = child.services
    .flatMap((fact) =>
      fact.kind === 'vitamin-a' && fact.purpose === 'routine' ? [fact.givenOn] : [],
    )
    .filter((day) => isIn(day, year))
    .sort();
  const ors = child.services
    .flatMap((fact) =>
      fact.kind === 'diarrhoea' && (fact.orsSachets ?? 0) > 0 ? [fact.treatedOn] : [],
    )
    .filter((day) => isIn(day, year))
    .sort();
  return {
    name: textCell(profile.name),
    'born-on': dateCell(profile.bornOn),
    'birth-weight': kilogramsCell(profile.birthWeightGrams),
    mother: textCell(profile.motherName),
    ...weightCells(child, year),
    // The two rounds of the year, whichever months the district holds them in.
    'vitamin-a-1': dateCell(capsules.find((day) => day.slice(5, 7) <= '06') ?? null),
    'vitamin-a-2': dateCell(capsules.find((day) => day.slice(5, 7) > '06') ?? null),
    ors: dateCell(ors[0] ?? null),
    bcg: dose('BCG'),
    'dpt-1': dose('DPT-HB-Hib 1'),
    'dpt-2': dose('DPT-HB-Hib 2'),
    'dpt-3': dose('DPT-HB-Hib 3'),
    'polio-1': dose('OPV 1'),
    'polio-2': dose('OPV 2'),
    'polio-3': dose('OPV 3'),
    'polio-4': dose('OPV 4'),
    measles: dose('MR 1'),
    // Today one injection holds both; the old form asks for them in two places.
    'hepatitis-1': dose('DPT-HB-Hib 1'),
    'hepatitis-2': dose('DPT-HB-Hib 2'),
    'hepatitis-3': dose('DPT-HB-Hib 3'),
    'died-on': dateCell(left?.reason === 'died' ? left.on : null),
  };
}

function weightCells(child: RecapChild, year: number): KnownCells<Sip2Key> {
  const weights = monthsOfYear(year).map((month): ReportCell => {
    const { weighing } = measuredInMonth(child, wholeMonth(month));
    return kilogramsCell(weighing?.measurement.weightGrams ?? null);
  });
  const weight = (month: number) => weights[month - 1] ?? kilogramsCell(null);
  return {
    'weight-01': weight(1),
    'weight-02': weight(2),
    'weight-03': weight(3),
    'weight-04': weight(4),
    'weight-05': weight(5),
    'weight-06': weight(6),
    'weight-07': weight(7),
    'weight-08': weight(8),
    'weight-09': weight(9),
    'weight-10': weight(10),
    'weight-11': weight(11),
    'weight-12': weight(12),
  };
}

/** The day of each dose that counts, as far as it is known. */
function dosesOf({ profile, region, doses }: RecapChild, on: string): Map<DoseName, string> {
  const { bornOn } = profile;
  const plan = planImmunization(region === undefined ? { bornOn } : { bornOn, region }, doses, on);
  const days = new Map<DoseName, string>();
  for (const { dose, alsoDose, verdict, givenOn } of plan.given) {
    if (verdict !== 'valid') continue;
    for (const each of [dose, alsoDose]) if (each !== null) days.set(each, givenOn);
  }
  return days;
}

function isOfYear({ profile, since, left }: RecapChild, year: number): boolean {
  const first = `${year}-01-01`;
  if (profile.bornOn > `${year}-12-31`) return false;
  if (since !== null && monthOf(since) > `${year}-12`) return false;
  if (left !== null && left.on <= first) return false;
  return completedMonths(profile.bornOn, first) < 60;
}

function babyDiedOn({ profile, left }: Pick<RecapChild, 'profile' | 'left'>): string | null {
  if (left?.reason !== 'died') return null;
  return completedMonths(profile.bornOn, left.on) < 12 ? left.on : null;
}

function isIn(day: string, year: number): boolean {
  return day.startsWith(`${year}-`);
}

/** Oldest first; twins in order of id. */
function byBirth(one: RecapChild, other: RecapChild): number {
  const [a, b] = [one.profile.bornOn, other.profile.bornOn];
  if (a !== b) return a < b ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}
