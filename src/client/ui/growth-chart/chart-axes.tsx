/** The light grid of a chart and the numbers along its sides. */

import { growthChart } from '#client/i18n/growth-chart.ts';
import { DAYS_PER_MONTH } from '#domain/growth/reference.ts';
import type { ChartDrawing } from './chart-lines.ts';
import type { ChartKind } from './chart-points.ts';
import { DRAWING, ticks } from './chart-scale.ts';
import type { ChartWindow } from './chart-window.ts';
import css from './growth-chart.module.css';

const text = growthChart;
const RIGHT = DRAWING.width - DRAWING.right;
const BOTTOM = DRAWING.height - DRAWING.bottom;

interface Tick {
  /** In the unit of the scale. */
  readonly value: number;
  readonly label: string | null;
}

/** A line each month, or each third one in the second half; a number where it stays readable. */
function ageTicks({ id, from, to }: ChartWindow): Tick[] {
  const [line, number] = id === 'near' ? [1, 1] : id === 'first' ? [1, 3] : [3, 6];
  return ticks(from / DAYS_PER_MONTH, Math.ceil(to / DAYS_PER_MONTH - 0.1), line).map((month) => ({
    value: Math.min(month * DAYS_PER_MONTH, to),
    label: month % number === 0 ? String(month) : null,
  }));
}

/** Millimetres on the scale, centimetres in print. */
function lengthTicks({ from, to }: ChartWindow): Tick[] {
  const step = to - from > 300 ? 100 : 50;
  return ticks(from, to, step / 2).map((mm) => ({
    value: mm,
    label: mm % step === 0 ? String(mm / 10) : null,
  }));
}

interface ChartAxesProps {
  readonly kind: ChartKind;
  readonly window: ChartWindow;
  readonly drawing: ChartDrawing;
}

export function ChartGrid({ kind, window, drawing: { x, y, yStep } }: ChartAxesProps) {
  const columns = kind === 'weightForLength' ? lengthTicks(window) : ageTicks(window);
  return (
    <g className={css['grid']}>
      {columns.map(({ value, label }) => (
        <path
          key={value}
          className={label === null ? css['minor'] : undefined}
          d={`M${x(value)} ${DRAWING.top}V${BOTTOM}`}
        />
      ))}
      {ticks(y.from, y.to, yStep).map((value) => (
        <path key={value} d={`M${DRAWING.left} ${y(value)}H${RIGHT}`} />
      ))}
    </g>
  );
}

export function ChartNumbers({ kind, window, drawing: { x, y, yStep } }: ChartAxesProps) {
  const columns = kind === 'weightForLength' ? lengthTicks(window) : ageTicks(window);
  const title =
    kind === 'weightForLength' ? text.lengthAxis[window.table ?? 'length'] : text.ageAxis;
  return (
    <g className={css['numbers']} aria-hidden="true">
      {columns.map(
        ({ value, label }) =>
          label !== null && (
            <text key={value} x={x(value)} y={BOTTOM + 14} textAnchor="middle">
              {label}
            </text>
          ),
      )}
      {ticks(y.from, y.to, yStep).map((value) => (
        <text key={value} x={DRAWING.left - 5} y={y(value) + 4} textAnchor="end">
          {yStep < 1 ? value.toFixed(1).replace('.', ',') : value}
        </text>
      ))}
      <text x={(DRAWING.left + RIGHT) / 2} y={DRAWING.height - 4} textAnchor="middle">
        {title}
      </text>
      <text x={DRAWING.left - 5} y={11} textAnchor="end">
        {kind === 'lengthForAge' ? text.cm : text.kg}
      </text>
      <text x={DRAWING.width - 2} y={11} textAnchor="end">
        SD
      </text>
    </g>
  );
}
