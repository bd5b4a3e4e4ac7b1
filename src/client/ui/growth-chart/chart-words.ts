/** A chart said in words: for the reader line, the table and those who cannot see the drawing. */

import { formatAge, formatCm, formatKg, formatPlainDate, formatZ } from '#client/i18n/format.ts';
import { growthChart } from '#client/i18n/growth-chart.ts';
import { growth } from '#client/i18n/growth.ts';
import { LINE_Z } from './chart-lines.ts';
import type { ChartChild, ChartCurve, ChartKind, ChartPoint } from './chart-points.ts';

const text = growthChart;

/** A value stays on one line with its unit. */
const HARD_SPACE = '\u00a0';

/** "7,6 kg"; for length-for-age "68,2 cm", as corrected. */
export function valueWords(kind: ChartKind, { y }: ChartPoint): string {
  return kind === 'lengthForAge'
    ? `${formatCm(Math.round(y * 10))}${HARD_SPACE}${text.cm}`
    : `${formatKg(Math.round(y * 1000))}${HARD_SPACE}${text.kg}`;
}

/** "−0,80 SD", and what else there is to say of the point. */
function verdictWords(point: ChartPoint): string[] {
  const z = point.z === null ? [] : [`${formatZ(point.z)}${HARD_SPACE}SD`];
  const state = text.state[point.standing];
  const why =
    point.reason === null ? '' : `: ${growth.notAssessedBecause(point.reason, point.curve)}`;
  const said = point.standing === 'voided' ? state : `${state}${why}`;
  return said === '' ? z : [...z, said];
}

/** "7 bl · 7,6 kg · −0,80 SD" */
export function readerWords(kind: ChartKind, child: ChartChild, point: ChartPoint): string {
  return [
    formatAge(child.bornOn, point.measuredOn).replaceAll(' ', HARD_SPACE),
    ...(kind === 'weightForLength' ? [`${formatCm(point.x)}${HARD_SPACE}${text.cm}`] : []),
    valueWords(kind, point),
    ...verdictWords(point),
  ].join(' · ');
}

/** "12 Okt 2026: 7,6 kg, −0,80 SD" */
function pointWords(kind: ChartKind, point: ChartPoint): string {
  return `${formatPlainDate(point.measuredOn)}: ${[valueWords(kind, point), ...verdictWords(point)].join(', ')}`;
}

/** What a person sees at a glance, for the drawing's description. */
export function chartDescription(kind: ChartKind, shown: readonly ChartPoint[]): string {
  const last = shown.filter(({ standing }) => standing !== 'voided').at(-1);
  if (last === undefined) return `${text.lines} ${text.emptyHere}`;
  const where = last.standing === 'judged' && last.z !== null ? ` ${betweenLines(last.z)}` : '';
  return `${text.lines} ${text.points(shown.length, pointWords(kind, last))}${where}`;
}

function betweenLines(z: number): string {
  const below = LINE_Z.filter((line) => line <= z).at(-1);
  const above = LINE_Z.find((line) => line > z);
  if (below === undefined) return text.below(lineName(LINE_Z[0]));
  if (above === undefined) return text.above(lineName(below));
  return text.between(lineName(below), lineName(above));
}

/** "−2", "0", "+1" */
export function lineName(z: number): string {
  if (z === 0) return '0';
  return z > 0 ? `+${z}` : `−${-z}`;
}

/** The standard the drawing stands on, in a sentence; `null` for weight-for-age, which has one. */
export function standardWords(curves: readonly ChartCurve[]): string | null {
  const [first, second] = curves;
  if (first === undefined) return null;
  return text.standard[second === undefined ? first : 'both'];
}
