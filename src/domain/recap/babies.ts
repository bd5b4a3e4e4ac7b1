/** Babies by month of age, and who of them has had nothing but breast milk. Source: F1 items 16 and 17. */

import type { Sex } from '#domain/child.ts';
import { breastfeedingOn } from '#domain/services/breastfeeding.ts';
import type { BreastfeedingAnswer } from '#domain/services/service-facts.ts';
import type { CountedChild } from './child-in-month.ts';
import type { Ids } from './figures.ts';
import type { RecapChild, RecapPeriod } from './recap-input.ts';

/** Months of age before other food is due. */
export const BABY_MONTHS = 6;

export interface BabyMonth {
  readonly ageMonths: number;
  readonly sex: Sex;
  readonly babies: Ids;
  /** Of the others nobody can say. */
  readonly known: Ids;
  readonly exclusive: Ids;
}

/** Months 0 to 6, boys before girls. @param counted in order of id */
export function babiesByMonth(
  counted: readonly CountedChild[],
  { on }: RecapPeriod,
): readonly BabyMonth[] {
  const rows: BabyMonth[] = [];
  for (let ageMonths = 0; ageMonths <= BABY_MONTHS; ageMonths += 1) {
    for (const sex of ['male', 'female'] as const) {
      const babies = counted
        .filter((each) => each.ageMonths === ageMonths && each.sex === sex)
        .map(({ child }) => ({ id: child.id, exclusive: breastMilkOnly(child, ageMonths, on) }));
      rows.push({
        ageMonths,
        sex,
        babies: babies.map(({ id }) => id),
        known: babies.filter(({ exclusive }) => exclusive !== null).map(({ id }) => id),
        exclusive: babies.filter(({ exclusive }) => exclusive === true).map(({ id }) => id),
      });
    }
  }
  return rows;
}

/** In this month of age and all before it; `null` where nobody can say. */
export function breastMilkOnly(child: RecapChild, ageMonths: number, on: string): boolean | null {
  const answers = child.services.filter(
    (fact): fact is BreastfeedingAnswer => fact.kind === 'breastfeeding',
  );
  if (answers.length === 0) return null;
  const { months } = breastfeedingOn(child.profile, answers, on);
  const status = months.find(({ month }) => month === ageMonths)?.status;
  if (status === 'yes') return true;
  return status === 'no' ? false : null;
}
