/** Every z-score of one row of measurements, rounded and flagged as WHO's software (anthro 1.1.0) does. */

import type { Sex } from '#domain/child.ts';
import type { MeasurePosition } from '#domain/measurement.ts';
import { roundZ } from './lms.ts';
import type { ScoredIndex } from './nutrition-status.ts';
import { POSITION_CODE, SEX_CODE, scoreColumns } from './score-columns.ts';

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

/** Plausible z after rounding, both bounds inclusive. Source: WHO anthro. */
const PLAUSIBLE_Z = {
  weightForAge: { min: -6, max: 5 },
  lengthForAge: { min: -6, max: 6 },
  weightForLength: { min: -5, max: 5 },
  bmiForAge: { min: -5, max: 5 },
  headForAge: { min: -5, max: 5 },
} as const satisfies Readonly<Record<ScoredIndex, { readonly min: number; readonly max: number }>>;

/** @throws RangeError for a negative age */
export function zScores(input: ZScoreInput): ZScores {
  if (input.ageDays !== null && input.ageDays < 0) throw new RangeError('zScores: negative age');
  oneRow.sex[0] = SEX_CODE[input.sex ?? 'unknown'];
  oneRow.ageDays[0] = input.ageDays ?? Number.NaN;
  oneRow.weightKg[0] = input.weightKg ?? Number.NaN;
  oneRow.lengthCm[0] = input.lengthCm ?? Number.NaN;
  oneRow.position[0] = POSITION_CODE[input.position ?? 'unknown'];
  oneRow.headCm[0] = input.headCm ?? Number.NaN;
  oneRow.oedema[0] = input.oedema ? 1 : 0;
  scoreColumns(oneRow, oneResult);
  return {
    correctedLengthCm: input.lengthCm === null ? null : (oneResult.correctedLengthCm[0] ?? null),
    positionIgnored: oneResult.positionIgnored[0] === 1,
    weightForAge: scoreOf('weightForAge'),
    lengthForAge: scoreOf('lengthForAge'),
    weightForLength: scoreOf('weightForLength'),
    bmiForAge: scoreOf('bmiForAge'),
    headForAge: scoreOf('headForAge'),
  };
}

function scoreOf(index: ScoredIndex): ZScore | null {
  const unrounded = oneResult[index][0];
  if (unrounded === undefined || Number.isNaN(unrounded)) return null;
  const z = roundZ(unrounded);
  const { min, max } = PLAUSIBLE_Z[index];
  return { z, unrounded, flagged: z < min || z > max };
}

/** Columns of one row, used again at every call: nothing here waits, so no two calls meet. */
const oneRow = {
  sex: new Uint8Array(1),
  ageDays: new Float64Array(1),
  weightKg: new Float64Array(1),
  lengthCm: new Float64Array(1),
  position: new Uint8Array(1),
  headCm: new Float64Array(1),
  oedema: new Uint8Array(1),
};
const oneResult = {
  correctedLengthCm: new Float64Array(1),
  positionIgnored: new Uint8Array(1),
  lengthForAge: new Float64Array(1),
  weightForAge: new Float64Array(1),
  weightForLength: new Float64Array(1),
  bmiForAge: new Float64Array(1),
  headForAge: new Float64Array(1),
};

// Over a row that says nothing, so that the loops are compiled while the program
// loads and not while the first child waits. No table is unpacked for it.
scoreColumns(oneRow, oneResult);
