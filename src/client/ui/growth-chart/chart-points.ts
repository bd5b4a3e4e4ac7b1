/** A child's measurements as points of one growth chart, with what is known of each. */

import type { Sex } from '#domain/child.ts';
import { daysBetween, monthOf, type IsoMonth } from '#domain/dates.ts';
import type { EffectiveMeasurement } from '#domain/growth-event.ts';
import {
  indexResults,
  type IndexResult,
  type IndexResults,
  type NotAssessedReason,
} from '#domain/growth/index-results.ts';
import { FIRST_HEIGHT_DAY } from '#domain/growth/reference.ts';

export type ChartKind = 'weightForAge' | 'lengthForAge' | 'weightForLength';

/** Which standard a point belongs to: lying length before the second birthday, standing height after. */
export type ChartCurve = 'length' | 'height';

export interface ChartChild {
  readonly sex: Sex;
  readonly bornOn: string;
}

export interface ChartPoint {
  readonly id: string;
  readonly measuredOn: string;
  readonly month: IsoMonth;
  readonly ageDays: number;
  /** Age in days; for weight-for-length the corrected length in millimetres. */
  readonly x: number;
  /** Kilograms; for length-for-age the corrected length in centimetres. */
  readonly y: number;
  readonly z: number | null;
  /** `voided`: taken back. `implausible`: beyond the WHO flag. `unjudged`: the rules give no verdict. */
  readonly standing: 'judged' | 'implausible' | 'unjudged' | 'voided';
  /** Why there is no verdict; only for `unjudged`. */
  readonly reason: NotAssessedReason | null;
  readonly curve: ChartCurve;
  /** Millimetres added to the length as read: 7, −7 or 0. */
  readonly correctionMm: number;
  readonly lengthMm: number | null;
}

/**
 * Points in order of their day, voided and implausible ones among them; a
 * measurement without the values of this chart has none.
 */
export function chartPoints(
  kind: ChartKind,
  child: ChartChild,
  measurements: readonly EffectiveMeasurement[],
): ChartPoint[] {
  return measurements
    .flatMap((each) => pointOf(kind, child, each) ?? [])
    .sort((a, b) => (a.measuredOn === b.measuredOn ? 0 : a.measuredOn < b.measuredOn ? -1 : 1));
}

function pointOf(
  kind: ChartKind,
  child: ChartChild,
  { id, measurement, voided }: EffectiveMeasurement,
): ChartPoint | null {
  const { measuredOn, weightGrams, lengthMm } = measurement;
  const ageDays = daysBetween(child.bornOn, measuredOn);
  const results = indexResults(child, measurement);
  const basis = lengthBasis(results, ageDays);
  const correctedMm = lengthMm === null ? null : lengthMm + basis.correctionMm;
  const place = placeOf(kind, ageDays, weightGrams, correctedMm);
  if (place === null) return null;
  const result = results[kind];
  return {
    id,
    measuredOn,
    month: monthOf(measuredOn),
    ageDays,
    ...place,
    z: result.status === 'not-assessed' ? null : result.z,
    standing: voided ? 'voided' : standingOf(result),
    reason: result.status === 'not-assessed' ? result.reason : null,
    ...basis,
    lengthMm,
  };
}

function placeOf(
  kind: ChartKind,
  ageDays: number,
  weightGrams: number | null,
  lengthMm: number | null,
): { readonly x: number; readonly y: number } | null {
  switch (kind) {
    case 'weightForAge':
      return weightGrams === null ? null : { x: ageDays, y: weightGrams / 1000 };
    case 'lengthForAge':
      return lengthMm === null ? null : { x: ageDays, y: lengthMm / 10 };
    case 'weightForLength':
      return weightGrams === null || lengthMm === null
        ? null
        : { x: lengthMm, y: weightGrams / 1000 };
  }
}

function standingOf(result: IndexResult): 'judged' | 'implausible' | 'unjudged' {
  if (result.status === 'assessed') return 'judged';
  return result.status === 'implausible' ? 'implausible' : 'unjudged';
}

/** The curve and correction the rules used; length-for-age knows them also where weight says nothing. */
function lengthBasis(
  results: IndexResults,
  ageDays: number,
): { readonly curve: ChartCurve; readonly correctionMm: number } {
  const curve = ageDays < FIRST_HEIGHT_DAY ? 'length' : 'height';
  for (const result of [results.lengthForAge, results.weightForLength]) {
    if (result.status !== 'not-assessed') return { curve, correctionMm: result.correctionMm };
  }
  return { curve, correctionMm: 0 };
}

/**
 * The child's line: judged points joined as long as no calendar month between
 * them is missing. Whatever was not judged stays out and leaves its gap, and a
 * line of lengths ends where height takes over.
 */
export function joinedRuns(kind: ChartKind, points: readonly ChartPoint[]): ChartPoint[][] {
  const runs: ChartPoint[][] = [];
  for (const point of points) {
    if (point.standing !== 'judged') continue;
    const run = runs[runs.length - 1];
    const before = run?.[run.length - 1];
    const follows =
      before !== undefined &&
      monthNumber(point.month) - monthNumber(before.month) <= 1 &&
      (kind === 'weightForAge' || before.curve === point.curve);
    if (run !== undefined && follows) run.push(point);
    else runs.push([point]);
  }
  return runs;
}

function monthNumber(month: IsoMonth): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
}
