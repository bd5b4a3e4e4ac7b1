/** One growth chart: the WHO lines, the child's points, a reader to go through them, and the same in numbers. */

import { useId, useMemo, useState, type MouseEvent } from 'react';
import { growthChart } from '#client/i18n/growth-chart.ts';
import { growth } from '#client/i18n/growth.ts';
import { Button } from '#client/ui/button.tsx';
import { ChartGrid, ChartNumbers } from './chart-axes.tsx';
import { ChartCurves, LineNames } from './chart-curves.tsx';
import { ChartLegend } from './chart-legend.tsx';
import { chartDrawing } from './chart-lines.ts';
import { ChildLine, ChildMarks, LastLabel, marksOf } from './chart-marks.tsx';
import type { ChartChild, ChartKind, ChartPoint } from './chart-points.ts';
import { ChartReader } from './chart-reader.tsx';
import { DRAWING } from './chart-scale.ts';
import { ChartTable } from './chart-table.tsx';
import { chartWindows, curvesIn, isInWindow, type WindowId } from './chart-window.ts';
import { chartDescription, readerWords, standardWords } from './chart-words.ts';
import { WindowChoice } from './window-choice.tsx';
import css from './growth-chart.module.css';

const text = growthChart;

const FRAME = {
  x: DRAWING.left,
  y: DRAWING.top,
  width: DRAWING.width - DRAWING.left - DRAWING.right,
  height: DRAWING.height - DRAWING.top - DRAWING.bottom,
} as const;

interface GrowthChartProps {
  readonly kind: ChartKind;
  readonly child: ChartChild;
  /** From `chartPoints` of the same kind. */
  readonly points: readonly ChartPoint[];
  /** The child's age today, in days: tells which part is of interest. */
  readonly ageDays: number;
}

export function GrowthChart({ kind, child, points, ageDays }: GrowthChartProps) {
  const id = useId();
  const [windowId, setWindowId] = useState<WindowId | null>(null);
  const [readId, setReadId] = useState<string | null>(null);
  const [numbers, setNumbers] = useState(false);

  const windows = useMemo(() => chartWindows(kind, points, ageDays), [kind, points, ageDays]);
  const window = windows.find((each) => each.id === windowId) ?? windows[0];
  const shown = useMemo(() => points.filter((each) => isInWindow(each, window)), [points, window]);
  const drawing = useMemo(
    () => chartDrawing(kind, child.sex, window, shown),
    [kind, child.sex, window, shown],
  );
  const marks = useMemo(() => marksOf(shown, drawing), [shown, drawing]);

  const last = shown.filter(({ standing }) => standing !== 'voided').at(-1);
  const chosen = marks.findIndex(({ point }) => point.id === readId);
  const reading = chosen === -1 ? marks.length - 1 : chosen;
  const read = marks[reading];
  const curves = curvesIn(kind, window);
  const curve = curves.at(-1) ?? 'length';
  const title = text.title(growth.index(kind, curve), child.sex);
  const standard = standardWords(curves);
  const outside = points.filter((each) => !windows.some((part) => isInWindow(each, part))).length;

  function readNearest(event: MouseEvent<SVGSVGElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * DRAWING.width;
    const y = ((event.clientY - box.top) / box.height) * DRAWING.height;
    // A finger aims at the month first; how high it lands matters less.
    const far = (mark: { readonly x: number; readonly y: number }) =>
      Math.hypot(mark.x - x, (mark.y - y) / 3);
    const nearest = [...marks].sort((a, b) => far(a) - far(b))[0];
    if (nearest !== undefined) setReadId(nearest.point.id);
  }

  return (
    <figure className={css['figure']} data-sex={child.sex}>
      <figcaption className={css['caption']}>{title}</figcaption>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- a tap is the short way; the reader's buttons and arrow keys do the same */}
      <svg
        className={css['drawing']}
        viewBox={`0 0 ${DRAWING.width} ${DRAWING.height}`}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an inline SVG without the role is read out shape by shape
        role="img"
        aria-labelledby={`${id}-title ${id}-desc`}
        onClick={readNearest}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-desc`}>{chartDescription(kind, shown)}</desc>
        <clipPath id={`${id}-frame`}>
          <rect {...FRAME} />
        </clipPath>
        <g clipPath={`url(#${id}-frame)`}>
          <ChartCurves kind={kind} drawing={drawing} />
          <ChartGrid kind={kind} window={window} drawing={drawing} />
        </g>
        <LineNames kind={kind} drawing={drawing} />
        <ChartNumbers kind={kind} window={window} drawing={drawing} />
        <rect className={css['frame']} {...FRAME} rx="2" />
        <g clipPath={`url(#${id}-frame)`}>
          {read !== undefined && (
            <path
              className={`${css['reader-line']} screen-only`}
              d={`M${read.x} ${FRAME.y}v${FRAME.height}`}
            />
          )}
          <ChildLine
            kind={kind}
            points={window.table === null ? points : shown}
            drawing={drawing}
          />
        </g>
        <ChildMarks marks={marks} last={last} />
        {read !== undefined && read.point !== last && (
          <circle className={`${css['read']} screen-only`} cx={read.x} cy={read.y} r="7.5" />
        )}
        <LastLabel kind={kind} marks={marks} last={last} />
      </svg>

      {read === undefined ? (
        <p className={css['empty']}>{points.length === 0 ? text.empty : text.emptyHere}</p>
      ) : (
        <ChartReader
          words={readerWords(kind, child, read.point)}
          index={reading}
          count={marks.length}
          onIndex={(index) => setReadId(marks[index]?.point.id ?? null)}
        />
      )}
      <WindowChoice windows={windows} chosen={window.id} onChoose={setWindowId} />

      <div className={css['notes']}>
        {standard !== null && <p>{standard}</p>}
        {kind !== 'weightForAge' && shown.some(({ correctionMm }) => correctionMm !== 0) && (
          <p>{text.correction}</p>
        )}
        {outside > 0 && <p>{text.outside(outside)}</p>}
        <ChartLegend kind={kind} shown={shown} />
      </div>

      {points.length > 0 && (
        <Button
          wide
          className="screen-only"
          aria-expanded={numbers}
          onClick={() => setNumbers(!numbers)}
        >
          {numbers ? text.hideNumbers : text.showNumbers}
        </Button>
      )}
      {numbers && (
        <ChartTable kind={kind} child={child} curve={curve} title={title} points={points} />
      )}
    </figure>
  );
}
