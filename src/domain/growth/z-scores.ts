/**
 * Every z-score of one row of measurements, as WHO's own software (anthro 1.1.0)
 * computes, rounds and flags them. The app, the command line and the proofs all
 * come through here.
 */

import type { Sex } from '#domain/child.ts';
import type { MeasurePosition } from '#domain/measurement.ts';
import type { ScoredIndex } from './nutrition-status.ts';

/** One row; `null` where unknown. */
export interface ZScoreInput {
  readonly sex: Sex | null;
  /** May be fractional (months × 30.4375); rounded half up for the tables. Not negative. */
  readonly ageDays: number | null;
  readonly weightKg: number | null;
  readonly lengthCm: number | null;
  readonly position: MeasurePosition | null;
  readonly headCm: number | null;
  readonly oedema: boolean;
}

export interface ZScore {
  /** Two decimals; categories and flags are taken from this. */
  readonly z: number;
  readonly unrounded: number;
  /** Beyond what WHO holds plausible. */
  readonly flagged: boolean;
}

export type ZScores = { readonly [Index in ScoredIndex]: ZScore | null } & {
  /** Length as the standard wants it: ±0.7 cm where it was measured the other way. */
  readonly correctedLengthCm: number | null;
  /** Standing before 9 months: taken as position unknown. */
  readonly positionIgnored: boolean;
};

/** @throws RangeError for a negative age */
export function zScores(input: ZScoreInput): ZScores {
  void input;
  throw new Error('zScores');
}
