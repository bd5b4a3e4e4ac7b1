/** The WHO lines of a chart as SVG paths, with the tinted bands between them. */

import type { Sex } from '#domain/child.ts';
import { curvePoints } from '#domain/growth/curve-points.ts';
import { FIRST_HEIGHT_DAY } from '#domain/growth/reference.ts';
import type { ChartKind, ChartPoint } from './chart-points.ts';
import { DRAWING, linearScale, roundStep, type Scale } from './chart-scale.ts';
import type { ChartWindow } from './chart-window.ts';

export const LINE_Z = [-3, -2, -1, 0, 1, 2, 3] as const;
export type LineZ = (typeof LINE_Z)[number];

/** Between which lines each tint lies, as on the KMS. */
const BANDS = [
  { tint: 'yellow', lower: -3, upper: -2 },
  { tint: 'light-green', lower: -2, upper: -1 },
  { tint: 'green', lower: -1, upper: 1 },
  { tint: 'light-green', lower: 1, upper: 2 },
  { tint: 'yellow', lower: 2, upper: 3 },
] as const;

interface Place {
  readonly x: number;
  readonly y: number;
}

export interface ChartLine {
  readonly z: LineZ;
  readonly path: string;
  /** Where the line ends at the right, on the drawing; `null` when it has no point. */
  readonly end: Place | null;
}

export interface ChartBand {
  readonly key: string;
  readonly tint: (typeof BANDS)[number]['tint'];
  readonly path: string;
}

export interface ChartDrawing {
  readonly x: Scale;
  readonly y: Scale;
  readonly yStep: number;
  readonly lines: readonly ChartLine[];
  readonly bands: readonly ChartBand[];
}

/** About this many points a line: smooth at phone size, short as text. */
const POINTS_A_LINE = 90;
/** Most grid lines up the side. */
const MOST_ROWS = 10;

/** Everything of a chart that does not change while it is looked at. */
export function chartDrawing(
  kind: ChartKind,
  sex: Sex,
  window: ChartWindow,
  shown: readonly ChartPoint[],
): ChartDrawing {
  const stretches = stretchesOf(kind, window);
  const curves = LINE_Z.map((z) => ({
    z,
    stretches: stretches.map((stretch) =>
      curvePoints({
        indicator: kind,
        sex,
        z,
        ...stretch,
        ...(window.table === null ? {} : { table: window.table }),
      }),
    ),
  }));
  const [low, high] = spanOf(
    curves.flatMap((curve) => curve.stretches.flat().map(({ y }) => y)),
    shown.filter(({ standing }) => standing === 'judged').map(({ y }) => y),
  );
  const yStep = roundStep(low, high, MOST_ROWS);
  const bottom = Math.floor(low / yStep) * yStep;
  const top = Math.ceil(high / yStep) * yStep;
  const x = linearScale([window.from, window.to], [DRAWING.left, DRAWING.width - DRAWING.right]);
  const y = linearScale([bottom, top], [DRAWING.height - DRAWING.bottom, DRAWING.top]);

  const drawn = new Map(
    curves.map((curve) => [
      curve.z,
      curve.stretches.map((points) => points.map((point) => ({ x: x(point.x), y: y(point.y) }))),
    ]),
  );
  const of = (z: LineZ) => drawn.get(z) ?? [];
  return {
    x,
    y,
    yStep,
    lines: LINE_Z.map((z) => ({
      z,
      path: of(z).map(openPath).join(''),
      end: of(z).at(-1)?.at(-1) ?? null,
    })),
    bands: BANDS.map(({ tint, lower, upper }) => ({
      key: `${tint}${lower}`,
      tint,
      path: of(lower)
        .map((below, stretch) => closedPath(below, of(upper)[stretch] ?? []))
        .join(''),
    })),
  };
}

/** From lowest to highest, with room for the ring of a child beyond the lines. */
function spanOf(lines: readonly number[], points: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...lines), Math.max(...lines)];
  const room = (high - low) * 0.04;
  return [
    Math.min(low, ...points.map((y) => y - room)),
    Math.max(high, ...points.map((y) => y + room)),
  ];
}

/** Length-for-age has a step where lying gives way to standing; no line may bridge it. */
function stretchesOf(
  kind: ChartKind,
  { from, to }: ChartWindow,
): { readonly from: number; readonly to: number; readonly step: number }[] {
  const parts: [number, number][] =
    kind === 'lengthForAge' && from < FIRST_HEIGHT_DAY - 1 && to > FIRST_HEIGHT_DAY
      ? [
          [from, FIRST_HEIGHT_DAY - 1],
          [FIRST_HEIGHT_DAY, to],
        ]
      : [[from, kind === 'lengthForAge' && to <= FIRST_HEIGHT_DAY ? FIRST_HEIGHT_DAY - 1 : to]];
  return parts.map(([start, end]) => {
    const count = Math.max(2, Math.round(((end - start) / (to - from)) * POINTS_A_LINE));
    return { from: start, to: end + 1e-6, step: (end - start) / count };
  });
}

function openPath(points: readonly Place[]): string {
  return points.length === 0 ? '' : `M${points.map(at).join('L')}`;
}

function closedPath(below: readonly Place[], above: readonly Place[]): string {
  return openPath([...below, ...[...above].reverse()]) + (below.length === 0 ? '' : 'Z');
}

/** "12.3 45": tenths of a pixel are finer than any phone shows. */
export function at({ x, y }: Place): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
