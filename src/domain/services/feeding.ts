/** Extra food (PMT pemulihan): which child is entitled to how long a course, and how a course is going. */

import { addDays, completedMonths, daysBetween } from '#domain/dates.ts';
import type {
  WeightForAgeCategory,
  WeightForLengthCategory,
} from '#domain/growth/nutrition-status.ts';
import type { WeightGainCode } from '#domain/growth/weight-gain.ts';
import type { FeedingCourse, FeedingReason } from './service-facts.ts';
import { SERVICE_SETTINGS, type ServiceSettings } from './settings.ts';
import { serviceText, why, type Why } from './why-text.ts';

/** What is known of the child's growth on the day; `null` where it could not be judged. */
export interface FeedingFindings {
  readonly weightForLength: WeightForLengthCategory | null;
  readonly weightForAge: WeightForAgeCategory | null;
  /** `null` where the child was not weighed; O and B are no reason. */
  readonly weightGainCode: WeightGainCode | null;
  readonly twoT: boolean | null;
}

export interface FeedingEntitlement {
  /**
   * `refer`: gizi buruk goes to the puskesmas and is not treated with PMT.
   * `unknown`: nothing found so far calls for it, but not everything is known.
   */
  readonly state: 'entitled' | 'refer' | 'not-entitled' | 'wrong-age' | 'unknown';
  /** The reason with the longest course; `null` where there is none. */
  readonly reason: FeedingReason | null;
  readonly days: number | null;
  /** Whether weight-for-length is still to be measured, which might make the course longer or a referral of it. */
  readonly lengthMissing: boolean;
  readonly why: Why;
}

export interface FeedingProgress {
  readonly state: 'not-started' | 'running' | 'to-close' | 'finished' | 'stopped' | 'referred';
  /** Day of the course, 1 on the first; never beyond the planned days. */
  readonly day: number;
  readonly plannedDays: number;
  readonly lastDay: string;
  /** `null` when nobody counted. */
  readonly daysEaten: number | null;
  readonly why: Why;
}

const JUKNIS = 'Juknis PMT lokal 2023: gizi buruk dirujuk';

/** @param on ISO date, not before birth */
export function feedingEntitlement(
  child: { readonly bornOn: string },
  found: FeedingFindings,
  on: string,
  settings: ServiceSettings = SERVICE_SETTINGS,
): FeedingEntitlement {
  const { feeding } = settings;
  const age = completedMonths(child.bornOn, on);
  const reason = reasonFor(found, settings);
  const state = stateFor(
    found,
    reason,
    age >= feeding.fromMonths.value && age < feeding.beforeMonths.value,
  );
  const entitledBy = state === 'entitled' ? reason : null;
  const days = entitledBy === null ? null : feeding.days[entitledBy].value;
  const source =
    state === 'refer'
      ? JUKNIS
      : entitledBy === null
        ? feeding.fromMonths.source
        : feeding.days[entitledBy].source;
  return {
    state,
    reason: entitledBy,
    days,
    lengthMissing: found.weightForLength === null,
    why: why(
      { rule: `feeding/${entitledBy ?? state}`, source },
      serviceText.feeding(state, entitledBy, days),
    ),
  };
}

function stateFor(
  found: FeedingFindings,
  reason: FeedingReason | null,
  ofAge: boolean,
): FeedingEntitlement['state'] {
  if (found.weightForLength === 'severely-wasted') return 'refer';
  if (!ofAge) return 'wrong-age';
  if (reason !== null) return 'entitled';
  const allKnown =
    found.weightForLength !== null && found.weightForAge !== null && found.weightGainCode !== null;
  return allKnown ? 'not-entitled' : 'unknown';
}

function reasonFor(found: FeedingFindings, { feeding }: ServiceSettings): FeedingReason | null {
  if (found.weightForLength === 'wasted') return 'wasting';
  if (found.weightForAge === 'underweight' || found.weightForAge === 'severely-underweight') {
    return 'underweight';
  }
  const notGained =
    feeding.notGained.value === 'T' ? found.weightGainCode === 'T' : found.twoT === true;
  return notGained ? 'weight-not-gained' : null;
}

/** @param on ISO date */
export function feedingProgress(course: FeedingCourse, on: string): FeedingProgress {
  const lastDay = addDays(course.startedOn, course.plannedDays - 1);
  const end = course.endedOn !== null && course.endedOn <= on ? course.endedOn : null;
  const day = Math.max(
    0,
    Math.min(daysBetween(course.startedOn, end ?? on) + 1, course.plannedDays),
  );
  const state = progressState(course, on, { lastDay, end });
  return {
    state,
    day,
    plannedDays: course.plannedDays,
    lastDay,
    daysEaten: course.daysEaten,
    why: why(
      { rule: `feeding/${state}`, source: 'Templat PMT SIGIZI: lanjut, selesai, rujuk RS' },
      serviceText.course[state](day, course.plannedDays, lastDay, course.daysEaten),
    ),
  };
}

function progressState(
  course: FeedingCourse,
  on: string,
  known: { readonly lastDay: string; readonly end: string | null },
): FeedingProgress['state'] {
  if (on < course.startedOn) return 'not-started';
  if (known.end === null) return on > known.lastDay ? 'to-close' : 'running';
  if (course.outcome === 'referred') return 'referred';
  return course.outcome === 'finished' || known.end >= known.lastDay ? 'finished' : 'stopped';
}
