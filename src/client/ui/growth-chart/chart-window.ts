/** Which part of a growth chart is shown: the printed cards' halves, or close around the child. */

import {
  DAYS_PER_MONTH,
  FIRST_HEIGHT_DAY,
  HEIGHT_ROWS,
  LAST_DAY,
  LENGTH_ROWS,
} from '#domain/growth/reference.ts';
import type { ChartCurve, ChartKind, ChartPoint } from './chart-points.ts';

export type WindowId = 'first' | 'second' | 'near' | ChartCurve;

export interface ChartWindow {
  readonly id: WindowId;
  /** In the unit of `ChartPoint.x`, both inclusive. */
  readonly from: number;
  readonly to: number;
  /** The standard, for weight-for-length only. */
  readonly table: ChartCurve | null;
}

const HALF_MONTHS = 24;
const LAST_MONTHS = 60;
const NEAR_MONTHS = 12;
/** Room for the months to come, right of the last point. */
const NEAR_AHEAD_MONTHS = 3;

/** Least width of a weight-for-length chart, and room left and right of the child's points, in millimetres. */
const LENGTH_SPAN = { least: 200, before: 30, after: 60, step: 50 } as const;

/**
 * The parts worth offering for this child, the one to begin with first.
 *
 * @param ageDays of the child today: the second half is offered when it begins
 */
export function chartWindows(
  kind: ChartKind,
  points: readonly ChartPoint[],
  ageDays: number,
): [ChartWindow, ...ChartWindow[]] {
  const older = ageDays >= FIRST_HEIGHT_DAY;
  if (kind === 'weightForLength') {
    const length = lengthWindow('length', points);
    const height = lengthWindow('height', points);
    return older ? [height, length] : [length];
  }
  const first = ageWindow('first', 0, HALF_MONTHS);
  const second = ageWindow('second', HALF_MONTHS, LAST_MONTHS);
  const last = points.filter(({ standing }) => standing !== 'voided').at(-1);
  const near = last === undefined ? [] : [nearWindow(last.x)];
  return older ? [second, first, ...near] : [first, ...near];
}

function ageWindow(id: WindowId, fromMonth: number, toMonth: number): ChartWindow {
  return {
    id,
    from: fromMonth * DAYS_PER_MONTH,
    to: Math.min(toMonth * DAYS_PER_MONTH, LAST_DAY),
    table: null,
  };
}

function nearWindow(day: number): ChartWindow {
  const end = Math.ceil(day / DAYS_PER_MONTH) + NEAR_AHEAD_MONTHS;
  const to = Math.min(Math.max(end, NEAR_MONTHS), LAST_MONTHS);
  return ageWindow('near', to - NEAR_MONTHS, to);
}

function lengthWindow(table: ChartCurve, points: readonly ChartPoint[]): ChartWindow {
  const rows = table === 'length' ? LENGTH_ROWS : HEIGHT_ROWS;
  const [first, last] = [rows.first + rows.originTenths, rows.last + rows.originTenths];
  const own = points
    .filter(({ curve, standing }) => curve === table && standing !== 'voided')
    .map(({ x }) => x)
    .filter((x) => x >= first && x <= last);
  if (own.length === 0) return { id: table, from: first, to: last, table };
  const { least, before, after, step } = LENGTH_SPAN;
  const low = Math.floor((Math.min(...own) - before) / step) * step;
  const high = Math.ceil((Math.max(...own) + after) / step) * step;
  const to = Math.min(Math.max(high, low + least), last);
  return { id: table, from: Math.max(Math.min(low, to - least), first), to, table };
}

/** Whether a point belongs on this part at all. */
export function isInWindow(point: ChartPoint, window: ChartWindow): boolean {
  return (
    point.x >= window.from &&
    point.x <= window.to &&
    (window.table === null || window.table === point.curve)
  );
}

/** The standards that meet on this part, lying length first. */
export function curvesIn(kind: ChartKind, { from, to, table }: ChartWindow): ChartCurve[] {
  if (table !== null) return [table];
  if (kind === 'weightForAge') return [];
  if (to <= FIRST_HEIGHT_DAY) return ['length'];
  return from >= FIRST_HEIGHT_DAY - 1 ? ['height'] : ['length', 'height'];
}
