/** The child's points and line: each kind of point has its own shape, so that it survives grey print. */

import { formatShortDate } from '#client/i18n/format.ts';
import { at, type ChartDrawing } from './chart-lines.ts';
import { joinedRuns, type ChartKind, type ChartPoint } from './chart-points.ts';
import { DRAWING } from './chart-scale.ts';
import { valueWords } from './chart-words.ts';
import css from './growth-chart.module.css';

/** 9 px across; smaller where points would hide each other. */
const RADIUS = { usual: 4.5, crowded: 3.25 } as const;

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
  const radius = isCrowded(marks) ? RADIUS.crowded : RADIUS.usual;
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

function isCrowded(marks: readonly Mark[]): boolean {
  return marks.some((mark, index) => {
    const before = marks[index - 1];
    return before !== undefined && Math.hypot(mark.x - before.x, mark.y - before.y) < 9;
  });
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

const LABEL = { letter: 7.2, height: 14, off: 13, inset: 5 } as const;

interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

/** "8,2 kg · 12 Okt" above or below the last point, where it covers the fewest others. */
export function LastLabel({ kind, marks, last }: ChildMarksProps & { readonly kind: ChartKind }) {
  const mark = marks.find(({ point }) => point === last);
  if (mark === undefined) return null;
  const words = `${valueWords(kind, mark.point)} · ${formatShortDate(mark.point.measuredOn)}`;
  const { x, y, anchor } = freestPlace(mark, marks, words.length * LABEL.letter);
  return (
    <text className={css['last']} x={x} y={y} textAnchor={anchor} aria-hidden="true">
      {words}
    </text>
  );
}

/** Grows away from the nearer side of the frame, so that larger letters never leave it. */
function freestPlace(mark: Mark, marks: readonly Mark[], width: number): LabelPlace {
  const [left, right] = [DRAWING.left + LABEL.inset, DRAWING.width - DRAWING.right - LABEL.inset];
  const anchor = mark.x > (left + right) / 2 ? 'end' : 'start';
  const x =
    anchor === 'end' ? Math.min(mark.x + width / 3, right) : Math.max(mark.x - width / 3, left);
  const from = anchor === 'end' ? x - width : x;
  const [above, below] = [mark.y - LABEL.off, mark.y + LABEL.off + LABEL.height - 4];
  const covered = (y: number) =>
    marks.filter(
      (other) =>
        other.x > from - 5 &&
        other.x < from + width + 5 &&
        other.y > y - LABEL.height &&
        other.y < y + 4,
    ).length;
  const fits = (y: number) =>
    y - LABEL.height > DRAWING.top && y < DRAWING.height - DRAWING.bottom - 3;
  const y = !fits(below) || (fits(above) && covered(above) < covered(below)) ? above : below;
  return { x, y, anchor };
}
