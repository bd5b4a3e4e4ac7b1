/** One child in one month, folded once: whether it is counted, where, and in which figures. */

import type { Sex } from '#domain/child.ts';
import { addToMonth, completedMonths, monthOf } from '#domain/dates.ts';
import { ageGroupOf, type AgeGroup } from './age-groups.ts';
import type { FigureKey } from './figures.ts';
import { growthFigures } from './growth-figures.ts';
import { measuredInMonth, type MeasuredInMonth } from './measured-in-month.ts';
import { lastDayOf, type RecapChild, type RecapPeriod } from './recap-input.ts';
import type { RecapSettings } from './recap-settings.ts';
import { serviceFigures, type RunningRounds } from './service-figures.ts';

export interface CountedChild {
  readonly child: RecapChild;
  readonly sex: Sex;
  readonly group: AgeGroup;
  /** Completed months on the day that the recap takes the child's age of. */
  readonly ageMonths: number;
  readonly figures: readonly FigureKey[];
}

/** Why a child of the list is not among the S of a month. */
export type NotCounted = 'not-born' | 'not-yet-here' | 'left' | 'too-old';

/**
 * One day decides a child's age group and membership: the day it was weighed,
 * else the day of the posyandu, else the last day looked at. So a child weighed
 * at 59 months is counted even if it turns 60 months before the month ends.
 */
export function childInMonth(
  child: RecapChild,
  period: RecapPeriod,
  rounds: RunningRounds,
  settings: RecapSettings,
): CountedChild | NotCounted {
  const { bornOn, sex } = child.profile;
  const measured = measuredInMonth(child, period);
  const day = dayOfAge(child, measured, period);
  if (day < bornOn) return 'not-born';
  if (child.since !== null && monthOf(child.since) > period.month) return 'not-yet-here';
  if (child.left !== null && child.left.on <= day) return 'left';
  const ageMonths = completedMonths(bornOn, day);
  const group = ageGroupOf(ageMonths);
  if (group === null) return 'too-old';

  const isOwner = child.ownsKia ?? settings.kiaNotRecorded === 'owns';
  const figures: FigureKey[] = ['s'];
  if (child.ownsKia === null) figures.push('kiaNotRecorded');
  if (isOwner) figures.push('k');
  if (isOwner && measured.weighing === null) figures.push('absent');
  if (measured.all.length > 0) figures.push('came');
  if (child.poor !== null) figures.push(child.poor ? 'poor' : 'notPoor');
  figures.push(
    ...growthFigures(child, measured, period, settings),
    ...serviceFigures(child, ageMonths, period, rounds),
  );
  if (measured.weighing !== null && isNear36(ageMonths) && reaches36Months(bornOn, period.month)) {
    figures.push('reached36Months');
    const grams = measured.weighing.measurement.weightGrams ?? 0;
    if (grams >= HEAVY_AT_36_MONTHS_GRAMS) figures.push('reached36MonthsHeavy');
  }
  return { child, sex, group, ageMonths, figures };
}

/** Source: F1, item 14. */
const HEAVY_AT_36_MONTHS_GRAMS = 11_500;

/** The only ages at which the month may hold the 36th. */
function isNear36(ageMonths: number): boolean {
  return ageMonths === 35 || ageMonths === 36;
}

/** Completed in this calendar month, so that each child is counted once, whenever the sessions fall. */
function reaches36Months(bornOn: string, month: string): boolean {
  return (
    completedMonths(bornOn, lastDayOf(month)) >= 36 &&
    completedMonths(bornOn, lastDayOf(addToMonth(month, -1))) < 36
  );
}

/** A child born after the session is counted from its birth. */
function dayOfAge(
  { profile }: RecapChild,
  { weighing }: MeasuredInMonth,
  { sessionOn, on }: RecapPeriod,
): string {
  if (weighing !== null) return weighing.measurement.measuredOn;
  if (sessionOn === null || sessionOn > on) return on;
  return profile.bornOn > sessionOn && profile.bornOn <= on ? profile.bornOn : sessionOn;
}
