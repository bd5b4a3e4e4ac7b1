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

interface Scored extends GrowingChild {
  readonly measurement: Measurement;
  readonly scores: ZScores;
}

/** Those scored last: a child's last weighings are asked about a dozen times over when the next one is judged. */
const scored: Scored[] = [];
/** So few that going through them takes less than any table. */
const MOST_SCORED = 8;
let nextScored = 0;

/** Swelling is left aside: asked is what the scale showed, not what it means. */
export function scoresAsShown({ sex, bornOn }: GrowingChild, measurement: Measurement): ZScores {
  for (const before of scored) {
    if (before.measurement === measurement && before.sex === sex && before.bornOn === bornOn) {
      return before.scores;
    }
  }
  const shown = measurement.oedema === true ? { ...measurement, oedema: false } : measurement;
  const scores = scoreMeasurement({ sex, bornOn }, shown);
  scored[nextScored] = { sex, bornOn, measurement, scores };
  nextScored = (nextScored + 1) % MOST_SCORED;
  return scores;
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
