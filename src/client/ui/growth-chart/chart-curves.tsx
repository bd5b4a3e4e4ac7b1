/** The tinted bands and the WHO lines, named at their right end. */

import { KMS_ORANGE_LINE_Z, KMS_RED_LINE_Z } from '#domain/growth/assess-growth.ts';
import type { ChartDrawing, LineZ } from './chart-lines.ts';
import type { ChartKind } from './chart-points.ts';
import { DRAWING, spreadLabels } from './chart-scale.ts';
import { lineName } from './chart-words.ts';
import css from './growth-chart.module.css';

/** Only the card of weight-for-age has a red and an orange line. */
function lineLook(kind: ChartKind, z: LineZ): string {
  if (kind === 'weightForAge' && z === KMS_RED_LINE_Z) return 'red';
  if (kind === 'weightForAge' && z === KMS_ORANGE_LINE_Z) return 'orange';
  return z === 0 ? 'median' : `sd${Math.abs(z)}`;
}

const LABEL_GAP = 12;

interface ChartCurvesProps {
  readonly kind: ChartKind;
  readonly drawing: ChartDrawing;
}

export function ChartCurves({ kind, drawing: { bands, lines } }: ChartCurvesProps) {
  return (
    <>
      {bands.map(({ key, tint, path }) => (
        <path key={key} className={css[tint]} d={path} />
      ))}
      {lines.map(({ z, path }) => (
        <path key={z} className={`${css['line']} ${css[lineLook(kind, z)]}`} d={path} />
      ))}
    </>
  );
}

export function LineNames({ kind, drawing: { lines } }: ChartCurvesProps) {
  const named = lines.flatMap(({ z, end }) => (end === null ? [] : [{ z, end }]));
  const places = spreadLabels(
    named.map(({ end }) => end.y),
    LABEL_GAP,
  );
  return (
    <g className={css['names']} aria-hidden="true">
      {named.map(({ z }, index) => (
        <text
          key={z}
          className={css[`name-${lineLook(kind, z)}`]}
          x={DRAWING.width - DRAWING.right + 4}
          y={(places[index] ?? 0) + 4}
        >
          {lineName(z)}
        </text>
      ))}
    </g>
  );
}
