/**
 * Coverage over a list of children: every figure with the children it counts.
 *
 * The denominator is the children on the list who are old enough and owed the
 * dose. The puskesmas also counts against its target, an estimate that no list
 * of names can give; it comes from outside.
 */

import { ageDay, birthOn } from './age.ts';
import { dayOfIso } from './calendar.ts';
import { offsetOf } from './compile-schedule.ts';
import { NATIONAL_SCHEDULE } from './national-schedule.ts';
import type { ImmunizationPlan } from './plan-immunization.ts';
import type { DoseName, DoseRule } from './schedule-schema.ts';

export interface PlannedChild {
  readonly id: string;
  readonly bornOn: string;
  readonly plan: ImmunizationPlan;
}

export type CoverageOf = DoseName | 'idl' | 'idlNew' | 'ibl' | 'zeroDose';

export interface Coverage {
  /** Ids of the children counted above the line. */
  readonly numerator: readonly string[];
  /** Ids of the children counted below the line. */
  readonly denominator: readonly string[];
  /** `null` where nobody is counted. */
  readonly percent: number | null;
  /** Of the target that the puskesmas set; `null` without one. */
  readonly percentOfTarget: number | null;
}

/** @param target number of children the puskesmas expects */
export function coverage(
  children: readonly PlannedChild[],
  of: CoverageOf,
  target: number | null = null,
): Coverage {
  const denominator = children.filter((child) => isCounted(child, of));
  const numerator = denominator.filter((child) => has(child, of));
  return figure(numerator, denominator, target);
}

/** Children who had `first` and not `last` although they are old enough for both. */
export function dropOut(
  children: readonly PlannedChild[],
  first: DoseName,
  last: DoseName,
): Coverage {
  const denominator = children.filter(
    (child) => isOwed(child, last) && isPast(child, last, 'idealBefore') && has(child, first),
  );
  return figure(
    denominator.filter((child) => !has(child, last)),
    denominator,
    null,
  );
}

function isCounted(child: PlannedChild, of: CoverageOf): boolean {
  const { isOfAge } = child.plan.status;
  if (of === 'idl' || of === 'idlNew') return isOfAge.idl;
  if (of === 'ibl' || of === 'zeroDose') return isOfAge[of];
  return isOwed(child, of) && isPast(child, of, 'earliest');
}

function isOwed({ plan }: PlannedChild, dose: DoseName): boolean {
  return !plan.owed.some((each) => each.dose === dose && each.state === 'not-applicable');
}

/** By age alone: a child who waits for an earlier dose of the series is counted too. */
function isPast(child: PlannedChild, dose: DoseName, bound: 'earliest' | 'idealBefore'): boolean {
  const rule = RULES.find((each) => each.dose === dose);
  if (rule === undefined) return false;
  return dayOfIso(child.plan.on) >= ageDay(birthOn(dayOfIso(child.bornOn)), offsetOf(rule[bound]));
}

const RULES: readonly DoseRule[] = NATIONAL_SCHEDULE.series.flatMap(({ doses }) => doses);

function has({ plan }: PlannedChild, of: CoverageOf): boolean {
  if (of === 'zeroDose') return plan.status.zeroDose;
  if (of === 'idl' || of === 'idlNew' || of === 'ibl') return plan.status[of].complete === 'yes';
  return plan.owed.every((each) => each.dose !== of);
}

function figure(
  numerator: readonly PlannedChild[],
  denominator: readonly PlannedChild[],
  target: number | null,
): Coverage {
  return {
    numerator: numerator.map(({ id }) => id),
    denominator: denominator.map(({ id }) => id),
    percent: percentage(numerator.length, denominator.length),
    percentOfTarget: target === null ? null : percentage(numerator.length, target),
  };
}

function percentage(part: number, whole: number): number | null {
  return whole > 0 ? (100 * part) / whole : null;
}
