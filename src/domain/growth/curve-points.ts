/** SD lines of the WHO standards as points, for drawing and for drawing backwards (from z to a value). */

import type { Sex } from '#domain/child.ts';
import type { ScoredIndex } from './nutrition-status.ts';

/**
 * A curve of the standards. `x` is age in days, but millimetres for
 * `weightForLength`; values are kg, cm or kg/m².
 */
export interface CurveOf {
  readonly indicator: ScoredIndex;
  readonly sex: Sex;
  /** Only for `weightForLength`: which table, lying length (default) or standing height. */
  readonly table?: 'length' | 'height';
}

/**
 * The value that lies `z` SD from the median at `x`; inverse of the z-score,
 * the straight tails beyond ±3 included.
 *
 * @returns `null` outside the table, or where no positive value has this z
 */
export function valueAtZ(
  curve: CurveOf & { readonly x: number; readonly z: number },
): number | null {
  void curve;
  throw new Error('valueAtZ');
}

/** Points of one SD line from `from` to `to` inclusive, every `step`; those outside the table are left out. */
export function curvePoints(
  line: CurveOf & {
    readonly z: number;
    readonly from: number;
    readonly to: number;
    readonly step: number;
  },
): { readonly x: number; readonly y: number }[] {
  void line;
  throw new Error('curvePoints');
}
