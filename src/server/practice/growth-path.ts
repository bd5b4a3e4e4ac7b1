/** Draws how an invented child grows, as z-scores month by month, and turns them into what a scale and a board would show. */

import type { Sex } from '#domain/child.ts';
import { completedMonths, daysBetween } from '#domain/dates.ts';
import { valueAtZ } from '#domain/growth/curve-points.ts';
import type { Measurement } from '#domain/measurement.ts';
import type { Random } from './random.ts';

/** Named after what the last months look like. */
export type GrowthStory =
  | 'steady'
  | 'faltering'
  | 'stunted'
  | 'severely-stunted'
  | 'wasted'
  | 'severely-wasted'
  | 'overweight'
  | 'obese';

/** Day from which children are measured standing (WHO 2006). */
const STANDING_FROM_DAY = 731;
/** LiLA is judged from 6 months on. */
const MUAC_FROM_MONTH = 6;

/** How far one measuring strays from the child's own path, in SD. */
const WOBBLE = 0.07;

/** Where length-for-age and weight-for-length begin and end up, in SD. */
const TARGETS: Record<GrowthStory, { length: [number, number]; weight: [number, number] }> = {
  steady: { length: [-0.5, -0.6], weight: [0.1, 0] },
  faltering: { length: [-0.5, -0.9], weight: [0.2, -1.4] },
  stunted: { length: [-0.9, -2.5], weight: [0, -0.4] },
  'severely-stunted': { length: [-1.4, -3.4], weight: [-0.2, -0.6] },
  wasted: { length: [-0.7, -1.2], weight: [-0.2, -2.5] },
  'severely-wasted': { length: [-1, -1.7], weight: [-0.5, -3.3] },
  overweight: { length: [-0.2, 0.2], weight: [0.5, 2.4] },
  obese: { length: [0, 0.4], weight: [0.8, 3.4] },
};

/**
 * Measurements on the given days, which must rise. Length never shrinks while
 * measured the same way; weight shows the 100 g of a village scale.
 *
 * @returns one per day; `null` where the child's length lies outside the WHO tables
 */
export function growthPath(
  random: Random,
  child: { readonly sex: Sex; readonly bornOn: string },
  story: GrowthStory,
  days: readonly string[],
): (Measurement | null)[] {
  const target = TARGETS[story];
  const own = { length: random.normal() * 0.45, weight: random.normal() * 0.35 };
  let longest = { lying: 0, standing: 0 };
  return days.map((measuredOn, index) => {
    // The story unfolds towards the present: most of the way in the last third.
    const progress = days.length < 2 ? 1 : (index / (days.length - 1)) ** 2;
    const at = ([from, to]: [number, number]) => from + (to - from) * progress;
    const spread = story === 'steady' ? 1 : 0.35;

    const ageDays = daysBetween(child.bornOn, measuredOn);
    const position = ageDays < STANDING_FROM_DAY ? 'lying' : 'standing';
    const lengthCm = valueAtZ({
      indicator: 'lengthForAge',
      sex: child.sex,
      x: ageDays,
      z: at(target.length) + own.length * spread + random.normal() * WOBBLE,
    });
    if (lengthCm === null) return null;
    const lengthMm = Math.max(Math.round(lengthCm * 10), longest[position]);
    longest = { ...longest, [position]: lengthMm };

    const weightKg = valueAtZ({
      indicator: 'weightForLength',
      sex: child.sex,
      table: position === 'lying' ? 'length' : 'height',
      x: lengthMm,
      z: at(target.weight) + own.weight * spread + random.normal() * WOBBLE,
    });
    if (weightKg === null) return null;

    const months = completedMonths(child.bornOn, measuredOn);
    const headCm = valueAtZ({ indicator: 'headForAge', sex: child.sex, x: ageDays, z: own.length });
    return {
      measuredOn,
      weightGrams: Math.round(weightKg * 10) * 100,
      lengthMm,
      position,
      headMm: months % 3 === 0 && headCm !== null ? Math.round(headCm * 10) : null,
      muacMm: months >= MUAC_FROM_MONTH ? muacMm(months, at(target.weight)) : null,
      oedema: false,
    };
  });
}

/** About 14 cm at six months to 16 cm at five years, thinner with weight-for-length. Only to look believable. */
function muacMm(months: number, weightForLengthZ: number): number {
  return Math.round(140 + months * 0.35 + weightForLengthZ * 9);
}
