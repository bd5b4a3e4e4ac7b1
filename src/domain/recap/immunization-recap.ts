/** Immunization in a month's recap: what was given in it, and coverage of the children counted. */

import { coverage, type Coverage, type PlannedChild } from '#domain/immunization/coverage.ts';
import { planImmunization } from '#domain/immunization/plan-immunization.ts';
import { DOSE_NAMES, type DoseName } from '#domain/immunization/schedule-schema.ts';
import type { CountedChild } from './child-in-month.ts';
import type { Ids } from './figures.ts';
import type { RecapPeriod } from './recap-input.ts';

/**
 * Ages at which completeness is counted, completed months: IDL of those in their
 * second year as the surveys ask (one source), IBL of those in their third,
 * because it is owed until 23 months (project setting).
 */
const IDL_AGES = { from: 12, to: 23 } as const;
const IBL_AGES = { from: 24, to: 35 } as const;

export interface ImmunizationRecap {
  /** Children who were given the dose within the month, valid or not. */
  readonly given: ReadonlyMap<DoseName, Ids>;
  /** By dose, of the children old enough and owed it. */
  readonly doses: ReadonlyMap<DoseName, Coverage>;
  readonly idl: Coverage;
  readonly idlNew: Coverage;
  readonly ibl: Coverage;
  readonly zeroDose: Coverage;
}

/** @param counted in order of id */
export function immunizationRecap(
  counted: readonly CountedChild[],
  period: RecapPeriod,
): ImmunizationRecap {
  const given = new Map<DoseName, string[]>(DOSE_NAMES.map((dose) => [dose, []]));
  const planned = counted.map((each): PlannedChild & { readonly ageMonths: number } => {
    const { child, ageMonths } = each;
    const { bornOn } = child.profile;
    const of = child.region === undefined ? { bornOn } : { bornOn, region: child.region };
    const plan = planImmunization(of, child.doses, period.on);
    const had = new Set<DoseName>();
    for (const { dose, alsoDose, givenOn, verdict } of plan.given) {
      // Of a dose dated by its year alone nobody can say whether it fell in this month.
      if (!givenOn.startsWith(period.month) || verdict === 'duplicate') continue;
      if (dose !== null) had.add(dose);
      if (alsoDose !== null) had.add(alsoDose);
    }
    for (const dose of had) given.get(dose)?.push(child.id);
    return { id: child.id, bornOn, plan, ageMonths };
  });
  const aged = ({ from, to }: { readonly from: number; readonly to: number }) =>
    planned.filter(({ ageMonths }) => ageMonths >= from && ageMonths <= to);
  return {
    given,
    doses: new Map(DOSE_NAMES.map((dose) => [dose, coverage(planned, dose)])),
    idl: coverage(aged(IDL_AGES), 'idl'),
    idlNew: coverage(aged(IDL_AGES), 'idlNew'),
    ibl: coverage(aged(IBL_AGES), 'ibl'),
    zeroDose: coverage(planned, 'zeroDose'),
  };
}
