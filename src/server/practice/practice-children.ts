/** The invented children of one practice posyandu: who they are, how each grows, and when each came. */

import type { ChildProfile, Sex } from '#domain/child.ts';
import { addDays, addMonths, addToMonth, monthOf } from '#domain/dates.ts';
import type { Measurement } from '#domain/measurement.ts';
import { growthPath, type GrowthStory } from './growth-path.ts';
import { childName, dusunName, motherName } from './names.ts';
import type { Random } from './random.ts';

export interface PracticeChild {
  readonly profile: ChildProfile;
  readonly registeredOn: string;
  readonly measurements: readonly Measurement[];
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

/**
 * @param count children in all, the doubled one included
 * @param sessionDay day of the month on which this posyandu opens, 1–28
 */
export function practiceChildren(
  random: Random,
  { count, today, sessionDay }: { count: number; today: string; sessionDay: number },
): PracticeChild[] {
  const children = Array.from({ length: count - 1 }, (_, index) =>
    practiceChild(random, {
      today,
      sessionDay,
      story: STORIES[index] ?? 'steady',
      ageMonths: ageMonths(index, count - 1),
    }),
  );
  const slipped = withSlip(children);
  const twin = slipped[STORIES.length];
  return twin === undefined ? slipped : [...slipped, registeredTwice(twin, today)];
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
    const day = `${month}-${String(sessionDay).padStart(2, '0')}`;
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
  return {
    profile: {
      ...child.profile,
      name: child.profile.name.toUpperCase(),
      nik: null,
      birthWeightGrams: null,
      birthLengthMm: null,
    },
    registeredOn: child.measurements.at(-1)?.measuredOn ?? today,
    measurements: child.measurements.slice(-1),
  };
}

/** Region 52.02.08, day of birth (+40 for girls), a serial: the form of a NIK with nobody behind it. */
function inventedNik(random: Random, sex: Sex, bornOn: string): string {
  const day = Number(bornOn.slice(8)) + (sex === 'female' ? 40 : 0);
  const date = `${String(day).padStart(2, '0')}${bornOn.slice(5, 7)}${bornOn.slice(2, 4)}`;
  return `520208${date}${String(random.between(9000, 9999))}`;
}
