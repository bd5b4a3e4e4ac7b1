/** Which values WHO's software would flag: one rule for what may be compared with, asked about and counted. */

import type { Measurement } from '#domain/measurement.ts';
import type { ScoredIndex } from './nutrition-status.ts';
import { scoreMeasurement, type GrowingChild } from './score-measurement.ts';
import type { ZScores } from './z-scores.ts';

/** The measured values that have an index by age. LiLA has none here. */
export type FlaggableField = 'weightGrams' | 'lengthMm' | 'headMm';

export const INDEX_OF_FIELD = {
  weightGrams: 'weightForAge',
  lengthMm: 'lengthForAge',
  headMm: 'headForAge',
} as const satisfies Readonly<Record<FlaggableField, ScoredIndex>>;

/** Swelling is left aside: asked is what the scale showed, not what it means. */
export function scoresAsShown(child: GrowingChild, measurement: Measurement): ZScores {
  return scoreMeasurement(child, { ...measurement, oedema: false });
}

/**
 * Is the value beyond the WHO flag of its index by age? A value that was not
 * measured is not.
 *
 * @throws RangeError before birth
 */
export function isImplausible(
  child: GrowingChild,
  measurement: Measurement,
  field: FlaggableField,
): boolean {
  return scoresAsShown(child, measurement)[INDEX_OF_FIELD[field]]?.flagged === true;
}
