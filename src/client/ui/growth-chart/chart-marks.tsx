/** The child's points and line: each kind of point has its own shape, so that it survives grey print. */

import { formatShortDate } from '#client/i18n/format.ts';
import { at, type ChartDrawing } from './chart-lines.ts';
import { joinedRuns, type ChartKind, type ChartPoint } from './chart-points.ts';
import { DRAWING } from './chart-scale.ts';
import { valueWords } from './chart-words.ts';
import css from './growth-chart.module.css';

/** 9 px across; smaller where three years of months stand side by side. */
const RADIUS = { few: 4.5, many: 3.5, manyFrom: 26 } as const;

interface Mark {
  readonly point: ChartPoint;
  readonly x: number;
  readonly y: number;
}

/** Places of the points; one that lies above or below the drawing is held at its edge. */
export function marksOf(points: readonly ChartPoint[], { x, y }: ChartDrawing): Mark[] {
  const [top, bottom] = [DRAWING.top, DRAWING.height - DRAWING.bottom];
  return points.map((point) => ({
    point,
    x: x(point.x),
    y: Math.min(Math.max(y(point.y), top), bottom),
  }));
}

interface ChildLineProps {
  readonly kind: ChartKind;
  /** Also those outside the part shown: the line comes in from there. */
  readonly points: readonly ChartPoint[];
  readonly drawing: ChartDrawing;
}

export function ChildLine({ kind, points, drawing }: ChildLineProps) {
  const path = joinedRuns(kind, points)
    .filter((run) => run.length > 1)
    .map(
      (run) =>
        `M${run.map((point) => at({ x: drawing.x(point.x), y: drawing.y(point.y) })).join('L')}`,
    )
    .join('');
  return (
    <>
      <path className={css['child-halo']} d={path} />
      <path className={css['child']} d={path} />
    </>
  );
}

interface ChildMarksProps {
  readonly marks: readonly Mark[];
  readonly last: ChartPoint | undefined;
}

export function ChildMarks({ marks, last }: ChildMarksProps) {
  const radius = marks.length >= RADIUS.manyFrom ? RADIUS.many : RADIUS.few;
  return (
    <>
      {marks.map(({ point, x, y }) => (
        <g key={point.id} data-standing={point.standing}>
          <Shape standing={point.standing} x={x} y={y} radius={radius} />
          {point === last && <circle className={css['ring']} cx={x} cy={y} r={radius + 4} />}
        </g>
      ))}
    </>
  );
}

interface ShapeProps {
  readonly standing: ChartPoint['standing'];
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export function Shape({ standing, x, y, radius }: ShapeProps) {
  switch (standing) {
    case 'judged':
      return <circle className={css['point']} cx={x} cy={y} r={radius} />;
    case 'voided':
      return (
        <>
          <circle className={css['hollow']} cx={x} cy={y} r={radius} />
          <path className={css['strike']} d={`M${x - radius - 2.5} ${y}h${radius * 2 + 5}`} />
        </>
      );
    case 'implausible':
      return (
        <>
          <circle className={css['halo']} cx={x} cy={y} r={radius + 1} />
          <path
            className={css['cross']}
            d={`M${x - radius} ${y - radius}l${radius * 2} ${radius * 2}m0 ${-radius * 2}l${-radius * 2} ${radius * 2}`}
          />
        </>
      );
    case 'unjudged':
      return (
        <rect
          className={css['hollow']}
          x={x - radius}
          y={y - radius}
          width={radius * 2}
          height={radius * 2}
        />
      );
  }
}

/** Half the length of the label as drawn, roughly; only to keep it inside the frame. */
const LABEL = { half: 46, height: 14, off: 12 } as const;

/** "8,2 kg · 12 Okt" where it covers the fewest points. */
export function LastLabel({ kind, marks, last }: ChildMarksProps & { readonly kind: ChartKind }) {
  const mark = marks.find(({ point }) => point === last);
  if (mark === undefined) return null;
  const place = freestPlace(mark, marks);
  return (
    <text className={css['last']} x={place.x} y={place.y} textAnchor="middle" aria-hidden="true">
      {`${valueWords(kind, mark.point)} · ${formatShortDate(mark.point.measuredOn)}`}
    </text>
  );
}

function freestPlace(
  mark: Mark,
  marks: readonly Mark[],
): { readonly x: number; readonly y: number } {
  const [left, right] = [DRAWING.left + LABEL.half, DRAWING.width - DRAWING.right - LABEL.half];
  const bottom = DRAWING.height - DRAWING.bottom;
  const aside = LABEL.half * 0.9;
  const candidates = [
    { x: mark.x, y: mark.y + LABEL.off + LABEL.height },
    { x: mark.x + aside, y: mark.y + LABEL.off + LABEL.height },
    { x: mark.x, y: mark.y - LABEL.off },
    { x: mark.x - aside, y: mark.y - LABEL.off },
  ]
    .map(({ x, y }) => ({ x: Math.min(Math.max(x, left), right), y }))
    .filter(({ y }) => y - LABEL.height > DRAWING.top && y < bottom - 2);
  const covered = ({ x, y }: { readonly x: number; readonly y: number }) =>
    marks.filter(
      (other) =>
        Math.abs(other.x - x) < LABEL.half + 5 && other.y > y - LABEL.height - 2 && other.y < y + 6,
    ).length;
  return candidates.reduce<{ readonly x: number; readonly y: number }>(
    (best, each) => (covered(each) < covered(best) ? each : best),
    candidates[0] ?? { x: Math.min(Math.max(mark.x, left), right), y: mark.y - LABEL.off },
  );
}
