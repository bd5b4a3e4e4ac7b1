/**
 * The recap of one posyandu and month: SKDN with its letters by age group and
 * sex, nutrition, services and immunization, and what does not add up.
 *
 * Sources: F1 and F2 of posyandu and desa (figures, groups, D = N + T + O + B,
 * absent = K − D), SIGIZI (D′ = N + T, N/D′, measured denominators). Every child
 * is folded once; every figure is a list of children.
 */

import type { Sex } from '#domain/child.ts';
import { completedMonths, monthOf } from '#domain/dates.ts';
import { AGE_GROUPS, type AgeGroup } from './age-groups.ts';
import { babiesByMonth, type BabyMonth } from './babies.ts';
import { childInMonth, type CountedChild } from './child-in-month.ts';
import { countIn, noFigures, type Figures, type Ids } from './figures.ts';
import {
  countsOf,
  dataFindings,
  denominatorFindings,
  groupFindings,
  sumFindings,
  type RecapFinding,
} from './findings.ts';
import { immunizationRecap, type ImmunizationRecap } from './immunization-recap.ts';
import { measuredInMonth } from './measured-in-month.ts';
import { ratiosOf, type Ratios } from './ratios.ts';
import type { RecapChild, RecapPeriod } from './recap-input.ts';
import { RECAP_SETTINGS, type RecapSettings } from './recap-settings.ts';
import { runningRounds } from './service-figures.ts';

/** One age group and sex. */
export interface RecapCell {
  readonly group: AgeGroup;
  readonly sex: Sex;
  readonly figures: Figures;
}

export interface MonthlyRecap {
  readonly period: RecapPeriod;
  readonly figures: Figures;
  /** All ten, youngest first, boys before girls; a child stands in exactly one. */
  readonly cells: readonly RecapCell[];
  readonly ratios: Ratios;
  /** Babies by completed month 0–6 and sex, and who of them has only breast milk. */
  readonly babies: readonly BabyMonth[];
  readonly immunization: ImmunizationRecap;
  /** Born and died in the month, also those who are not among S. */
  readonly born: Ids;
  readonly died: { readonly babies: Ids; readonly all: Ids };
  /** What does not add up comes first; empty when nothing is to be looked at. */
  readonly findings: readonly RecapFinding[];
}

/**
 * @param children every child the posyandu knows, each once, in any order; who
 *   is not of the month is left out here
 */
export function monthlyRecap(
  children: readonly RecapChild[],
  period: RecapPeriod,
  settings: RecapSettings = RECAP_SETTINGS,
): MonthlyRecap {
  const rounds = runningRounds(period);
  const total = noFigures();
  const cells = AGE_GROUPS.flatMap(({ key: group }) =>
    SEXES.map((sex) => ({ group, sex, figures: noFigures() })),
  );
  const counted: CountedChild[] = [];
  const notCounted: string[] = [];
  const sorted = [...children].sort(byId);
  for (const child of sorted) {
    const folded = childInMonth(child, period, rounds, settings);
    if (typeof folded === 'string') {
      if (measuredInMonth(child, period).weighing !== null) notCounted.push(child.id);
      continue;
    }
    counted.push(folded);
    countIn(total, folded.figures, child.id);
    const cell = cells.find(({ group, sex }) => group === folded.group && sex === folded.sex);
    if (cell !== undefined) countIn(cell.figures, folded.figures, child.id);
  }
  const ratios = ratiosOf(total);
  return {
    period,
    figures: total,
    cells,
    ratios,
    babies: babiesByMonth(counted, period),
    immunization: immunizationRecap(counted, period),
    ...vitalEvents(sorted, period),
    findings: [
      ...sumFindings(countsOf(total)),
      ...denominatorFindings(ratios),
      ...groupFindings(
        total,
        cells.map(({ figures }) => figures),
      ),
      ...dataFindings(total, notCounted),
    ],
  };
}

const SEXES = ['male', 'female'] as const satisfies readonly Sex[];

function vitalEvents(
  children: readonly RecapChild[],
  { month, on }: RecapPeriod,
): Pick<MonthlyRecap, 'born' | 'died'> {
  const isNow = (day: string) => monthOf(day) === month && day <= on;
  const died = children.filter(({ left }) => left?.reason === 'died' && isNow(left.on));
  return {
    born: idsOf(children.filter(({ profile }) => isNow(profile.bornOn))),
    died: {
      babies: idsOf(
        died.filter(({ profile, left }) => completedMonths(profile.bornOn, left?.on ?? on) < 12),
      ),
      all: idsOf(died),
    },
  };
}

function idsOf(children: readonly RecapChild[]): Ids {
  return children.map(({ id }) => id);
}

function byId(one: RecapChild, other: RecapChild): number {
  if (one.id === other.id) return 0;
  return one.id < other.id ? -1 : 1;
}
