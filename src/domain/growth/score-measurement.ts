/** The z-scores of a measurement as it is stored: whole grams and millimetres, dates instead of ages. */

import type { Sex } from '#domain/child.ts';
import { daysBetween } from '#domain/dates.ts';
import type { Measurement } from '#domain/measurement.ts';
import { LAST_DAY } from './reference.ts';
import { zScores, type ZScores } from './z-scores.ts';

/** All that the growth rules need to know of a child. */
export interface GrowingChild {
  readonly sex: Sex;
  readonly bornOn: string;
}

/**
 * Past the last day of the standards its last row serves; whoever may not use
 * that must look at the age.
 *
 * @param measurement on or after the day of birth
 * @throws RangeError before birth
 */
export function scoreMeasurement(child: GrowingChild, measurement: Measurement): ZScores {
  const { weightGrams, lengthMm, headMm, measuredOn } = measurement;
  return zScores({
    sex: child.sex,
    ageDays: Math.min(daysBetween(child.bornOn, measuredOn), LAST_DAY),
    weightKg: weightGrams === null ? null : weightGrams / 1000,
    lengthCm: lengthMm === null ? null : lengthMm / 10,
    position: measurement.position,
    headCm: headMm === null ? null : headMm / 10,
    oedema: measurement.oedema === true,
  });
}
