/**
 * Complete or not, in the words of the programme: IDL, IDL with the new antigens, IBL, zero-dose.
 *
 * `unknown` is an answer too: where only a year was written down, nobody can
 * say whether a dose fell before the first birthday.
 */

import { ageDay, type Birth } from './age.ts';
import type { CompiledSchedule } from './compile-schedule.ts';
import type { GivenSoFar } from './judge-doses.ts';
import type { OwedDose } from './owed-doses.ts';
import { DOSE_NAMES, type DoseName } from './schedule-schema.ts';

export type Answer = 'yes' | 'no' | 'unknown';

export interface Completeness {
  readonly complete: Answer;
  /** Doses that the child has not validly had and is owed or was. */
  readonly missing: readonly DoseName[];
}

export interface ImmunizationStatus {
  /** Whether the child is old enough to be counted. */
  readonly isOfAge: {
    readonly idl: boolean;
    readonly ibl: boolean;
    readonly zeroDose: boolean;
  };
  /** As defined since 2016: classic antigens with IPV 1, before the first birthday. */
  readonly idl: Completeness;
  /** Besides those, PCV, RV and IPV 2 where the child's cohort gets them. */
  readonly idlNew: Completeness;
  readonly ibl: Completeness;
  /** Old enough, and not one dose with DPT. */
  readonly zeroDose: boolean;
}

const SLOT_OF: ReadonlyMap<DoseName, number> = new Map(
  DOSE_NAMES.map((dose, slot) => [dose, slot]),
);

export function immunizationStatus({
  compiled,
  birth,
  given,
  owed,
  on,
}: {
  readonly compiled: CompiledSchedule;
  readonly birth: Birth;
  readonly given: GivenSoFar;
  readonly owed: readonly OwedDose[];
  readonly on: number;
}): ImmunizationStatus {
  const rules = compiled.schedule.status;
  const isOld = (months: number) => on >= ageDay(birth, { months, days: 0 });
  const isOfAge = {
    idl: isOld(rules.idlBeforeMonths),
    ibl: isOld(rules.iblAgeMonths),
    zeroDose: isOld(rules.zeroDoseFromMonths),
  };
  const birthday = ageDay(birth, { months: rules.idlBeforeMonths, days: 0 });
  const exempt: DoseName[] = [];
  for (const { dose, state } of owed) {
    if (state === 'not-applicable') exempt.push(dose);
  }
  const check = (doses: readonly DoseName[], before: number) =>
    completeness(given, exempt, doses, before);
  const idl = check(rules.idl, birthday);
  const added = check(rules.idlNew, birthday);
  const toddler = check(rules.ibl, Number.POSITIVE_INFINITY);
  return {
    isOfAge,
    idl,
    idlNew: both(idl, added),
    ibl: rules.iblRequiresIdl ? both(idl, toddler) : toddler,
    zeroDose: !given.anyPrimary && isOfAge.zeroDose,
  };
}

function completeness(
  given: GivenSoFar,
  exempt: readonly DoseName[],
  doses: readonly DoseName[],
  before: number,
): Completeness {
  const missing: DoseName[] = [];
  let complete: Answer = 'yes';
  for (const dose of doses) {
    const slot = SLOT_OF.get(dose) ?? -1;
    const earliest = given.earliestOf[slot] ?? Number.NaN;
    if (Number.isNaN(earliest)) {
      if (exempt.includes(dose)) continue;
      missing.push(dose);
      complete = 'no';
    } else if (earliest >= before) {
      complete = 'no';
    } else if ((given.latestOf[slot] ?? before) >= before && complete === 'yes') {
      complete = 'unknown';
    }
  }
  return { complete, missing };
}

function both(first: Completeness, second: Completeness): Completeness {
  const answers = [first.complete, second.complete];
  return {
    complete: answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes',
    missing: [...first.missing, ...second.missing],
  };
}
