/** SD lines of the WHO standards as points, for drawing and for drawing backwards (from z to a value). */

import type { Sex } from '#domain/child.ts';
import { valueAtNormalZ, valueAtRestrictedZ } from './lms.ts';
import type { ScoredIndex } from './nutrition-status.ts';
import { lmsRowAt } from './reference.ts';

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
  const { indicator, sex, x, z } = curve;
  const row = lmsRowAt(indicator, sex, x, curve.table === 'height');
  if (row === null) return null;
  const straight = indicator === 'lengthForAge' || indicator === 'headForAge';
  const value = straight
    ? valueAtNormalZ(z, row.m, row.s)
    : valueAtRestrictedZ(z, row.l, row.m, row.s);
  return value > 0 ? value : null;
}

/**
 * Points of one SD line from `from` to `to` inclusive, every `step`; those
 * outside the table are left out. Length-for-age steps down by 0.7 cm at day
 * 731, where height takes over.
 */
export function curvePoints(
  line: CurveOf & {
    readonly z: number;
    readonly from: number;
    readonly to: number;
    readonly step: number;
  },
): { readonly x: number; readonly y: number }[] {
  const { from, to, step, ...curve } = line;
  const points: { x: number; y: number }[] = [];
  for (let x = from; x <= to; x += step) {
    const y = valueAtZ({ ...curve, x });
    if (y !== null) points.push({ x, y });
  }
  return points;
}
