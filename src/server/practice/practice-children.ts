/** The invented children of one practice posyandu: who they are, how each grows, what each was given, and when each came. */

import type { ChildProfile, Sex } from '#domain/child.ts';
import { addDays, addMonths, addToMonth, monthOf } from '#domain/dates.ts';
import type { Measurement } from '#domain/measurement.ts';
import {
  copiedFromBook,
  doseHistory,
  drawVials,
  visitsOf,
  type PracticeDose,
} from './dose-history.ts';
import { castDoseStories } from './dose-stories.ts';
import { growthPath, type GrowthStory } from './growth-path.ts';
import { childName, dusunName, motherName } from './names.ts';
import type { Random } from './random.ts';

export interface PracticeChild {
  readonly profile: ChildProfile;
  readonly registeredOn: string;
  readonly measurements: readonly Measurement[];
  /** Oldest first. */
  readonly doses: readonly PracticeDose[];
}

interface Options {
  /** Children in all, the doubled one included. */
  readonly count: number;
  readonly today: string;
  /** Day of the month on which this posyandu opens, 1–28. */
  readonly sessionDay: number;
  /** Kemendagri code. */
  readonly region: string;
}

const OLDEST_MONTHS = 59;
const HISTORY_MONTHS = 24;
/** Of a hundred sessions a child comes to about this many. */
const ATTENDANCE = 0.86;
/** In the session of this month a part has not come yet, so that there is somebody to weigh. */
const ATTENDANCE_THIS_MONTH = 0.6;

/** Every posyandu has some of each; the rest grow steadily. */
const STORIES: readonly GrowthStory[] = [
  'faltering',
  'faltering',
  'faltering',
  'stunted',
  'stunted',
  'stunted',
  'stunted',
  'severely-stunted',
  'wasted',
  'wasted',
  'severely-wasted',
  'overweight',
  'overweight',
  'obese',
];

/** @param doseRandom a source of its own, so that a rule about vaccines changes no weighing */
export function practiceChildren(
  random: Random,
  doseRandom: Random,
  { count, today, sessionDay, region }: Options,
): PracticeChild[] {
  const children = Array.from({ length: count - 1 }, (_, index) =>
    practiceChild(random, {
      today,
      sessionDay,
      story: STORIES[index] ?? 'steady',
      ageMonths: ageMonths(index, count - 1),
    }),
  );
  const immunized = withDoses(doseRandom, withSlip(children), { today, sessionDay, region });
  const twin = immunized[STORIES.length];
  return twin === undefined ? immunized : [...immunized, registeredTwice(twin, today)];
}

function withDoses(
  random: Random,
  children: readonly PracticeChild[],
  { today, sessionDay, region }: Omit<Options, 'count'>,
): PracticeChild[] {
  const candidates = children.map(({ profile: { bornOn }, registeredOn, measurements }) => ({
    bornOn,
    registeredOn,
    visits: visitsOf(
      random,
      { bornOn, registeredOn },
      measurements.map(({ measuredOn }) => measuredOn),
      dayText(sessionDay),
    ),
  }));
  const stories = castDoseStories(candidates, today);
  const context = { today, region, vials: drawVials(random) };
  return children.map((child, index) => {
    const candidate = candidates[index];
    if (candidate === undefined) return child;
    return {
      ...child,
      doses: doseHistory(random, candidate, stories[index] ?? 'steady', context),
    };
  });
}

function dayText(dayOfMonth: number): string {
  return String(dayOfMonth).padStart(2, '0');
}

/** Ages spread over 0–59 months; those with a story are at least eight months old, so that there is one to tell. */
function ageMonths(index: number, count: number): number {
  const youngest = index < STORIES.length ? 8 : 0;
  const share = ((index * 37) % count) / count;
  return youngest + Math.floor(share * (OLDEST_MONTHS + 1 - youngest));
}

function practiceChild(
  random: Random,
  options: { today: string; sessionDay: number; story: GrowthStory; ageMonths: number },
): PracticeChild {
  const { today, sessionDay, story } = options;
  const sex: Sex = random.chance(0.51) ? 'male' : 'female';
  const bornOn = addDays(addMonths(today, -options.ageMonths), -random.between(0, 27));
  const days = sessionsAttended(random, bornOn, today, sessionDay);
  const measurements = growthPath(random, { sex, bornOn }, story, days).filter(
    (measurement) => measurement !== null,
  );
  return {
    profile: {
      name: childName(random, sex),
      nik: random.chance(0.8) ? inventedNik(random, sex, bornOn) : null,
      bornOn,
      sex,
      motherName: motherName(random),
      dusun: dusunName(random),
      birthWeightGrams: 2500 + random.between(0, 14) * 100,
      birthLengthMm: 470 + random.between(0, 45),
    },
    registeredOn:
      measurements[0]?.measuredOn ?? (addDays(bornOn, 3) < today ? addDays(bornOn, 3) : today),
    measurements,
    doses: [],
  };
}

function sessionsAttended(
  random: Random,
  bornOn: string,
  today: string,
  sessionDay: number,
): string[] {
  const days: string[] = [];
  for (let back = HISTORY_MONTHS - 1; back >= 0; back -= 1) {
    const month = addToMonth(monthOf(today), -back);
    const day = `${month}-${dayText(sessionDay)}`;
    const came = random.chance(back === 0 ? ATTENDANCE_THIS_MONTH : ATTENDANCE);
    if (came && day > bornOn && day <= today) days.push(day);
  }
  return days;
}

/** One entry nobody can believe: ten kilograms too many, as a slipped first digit makes it. */
function withSlip(children: readonly PracticeChild[]): PracticeChild[] {
  const victim = children.findIndex(
    ({ measurements }, index) => index >= STORIES.length + 1 && measurements.length >= 6,
  );
  return children.map((child, index) => {
    if (index !== victim) return child;
    return {
      ...child,
      measurements: child.measurements.map((measurement, at) =>
        at === child.measurements.length - 1 && measurement.weightGrams !== null
          ? { ...measurement, weightGrams: measurement.weightGrams + 10_000 }
          : measurement,
      ),
    };
  });
}

/** The same child once more, as a second kader who did not find it would write it. */
function registeredTwice(child: PracticeChild, today: string): PracticeChild {
  const registeredOn = child.measurements.at(-1)?.measuredOn ?? today;
  return {
    profile: {
      ...child.profile,
      name: child.profile.name.toUpperCase(),
      nik: null,
      birthWeightGrams: null,
      birthLengthMm: null,
    },
    registeredOn,
    measurements: child.measurements.slice(-1),
    doses: copiedFromBook(child.doses, registeredOn),
  };
}

/** Region 52.02.08, day of birth (+40 for girls), a serial: the form of a NIK with nobody behind it. */
function inventedNik(random: Random, sex: Sex, bornOn: string): string {
  const day = Number(bornOn.slice(8)) + (sex === 'female' ? 40 : 0);
  const date = `${dayText(day)}${bornOn.slice(5, 7)}${bornOn.slice(2, 4)}`;
  return `520208${date}${String(random.between(9000, 9999))}`;
}
