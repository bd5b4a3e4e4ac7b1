/**
 * The one entry point for immunization: what a child has had, is owed and may get together at the next visit.
 */

import { birthOn } from './age.ts';
import { dayOfIso, isoOfDay } from './calendar.ts';
import { compileSchedule } from './compile-schedule.ts';
import { judgeDoses, type JudgedDose } from './judge-doses.ts';
import { NATIONAL_SCHEDULE } from './national-schedule.ts';
import { owedDoses, type OwedDose, type PlannedDose } from './owed-doses.ts';
import type { RecordedDose } from './recorded-doses.ts';
import type { DoseName, ImmunizationSchedule } from './schedule-schema.ts';
import { immunizationStatus, type ImmunizationStatus } from './status.ts';

export interface ImmunizedChild {
  readonly bornOn: string;
  /** Kemendagri code of any level; NTB where it is not known. */
  readonly region?: string;
}

export interface NextVisit {
  readonly on: string;
  /** What may be given together that day. */
  readonly doses: readonly DoseName[];
}

export interface ImmunizationPlan {
  readonly on: string;
  /** In the order in which they were given. */
  readonly given: readonly JudgedDose[];
  /** Every dose that the child has not validly had, in the order of the card. */
  readonly owed: readonly OwedDose[];
  /** `null` where nothing is owed any more. */
  readonly nextVisit: NextVisit | null;
  readonly status: ImmunizationStatus;
  /** How many recorded doses are dated after `on`; they are left out. */
  readonly dosesAfter: number;
}

const HOME_REGION = '52';

/**
 * @param on ISO date, not before birth
 * @param doses in any order
 */
export function planImmunization(
  child: ImmunizedChild,
  doses: readonly RecordedDose[],
  on: string,
  schedule: ImmunizationSchedule = NATIONAL_SCHEDULE,
): ImmunizationPlan {
  const compiled = compileSchedule(schedule, child.region ?? HOME_REGION);
  const birth = birthOn(dayOfIso(child.bornOn));
  const today = dayOfIso(on);
  const given = judgeDoses(compiled, birth, doses, today);
  const planned = owedDoses({ compiled, birth, given, on: today });
  const owed = planned.map((each) => each.owed);
  return {
    on,
    given: given.judged,
    owed,
    nextVisit: nextVisitOf(planned),
    status: immunizationStatus({ compiled, birth, given, owed, on: today }),
    dosesAfter: given.later,
  };
}

function nextVisitOf(planned: readonly PlannedDose[]): NextVisit | null {
  let day = Number.POSITIVE_INFINITY;
  for (const { next } of planned) day = Math.min(day, next);
  if (day === Number.POSITIVE_INFINITY) return null;
  const doses: DoseName[] = [];
  for (const { next, owed } of planned) {
    if (next === day) doses.push(owed.dose);
  }
  return { on: isoOfDay(day), doses };
}
