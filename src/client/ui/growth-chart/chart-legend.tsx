/** What the lines, tints and shapes mean, in words. */

import { growthChart } from '#client/i18n/growth-chart.ts';
import { KMS_ORANGE_LINE_Z, KMS_RED_LINE_Z } from '#domain/growth/assess-growth.ts';
import { Shape } from './chart-marks.tsx';
import { joinedRuns, type ChartKind, type ChartPoint } from './chart-points.ts';
import { lineName } from './chart-words.ts';
import css from './growth-chart.module.css';

const text = growthChart.legendOf;

interface ChartLegendProps {
  readonly kind: ChartKind;
  readonly shown: readonly ChartPoint[];
}

/** Only the shapes that occur are explained. */
export function ChartLegend({ kind, shown }: ChartLegendProps) {
  const standings = (['voided', 'implausible', 'unjudged'] as const).filter((standing) =>
    shown.some((point) => point.standing === standing),
  );
  return (
    <ul className={css['legend']} aria-label={growthChart.legend}>
      <LineEntry look="median" words={text.median} />
      {kind === 'weightForAge' && (
        <>
          <LineEntry look="red" words={text.redLine(lineName(KMS_RED_LINE_Z))} />
          <LineEntry look="orange" words={text.orangeLine(lineName(KMS_ORANGE_LINE_Z))} />
        </>
      )}
      <TintEntry tint="green" words={text.green} />
      <TintEntry tint="light-green" words={text.lightGreen} />
      <TintEntry tint="yellow" words={text.yellow} />
      {joinedRuns(kind, shown).length > 1 && (
        <li>
          <svg className={css['swatch']} viewBox="0 0 22 14" aria-hidden="true">
            <path className={css['child']} d="M0 9L7 8M15 6L22 5" />
          </svg>
          {text.gap}
        </li>
      )}
      {standings.map((standing) => (
        <li key={standing}>
          <svg className={css['swatch']} viewBox="0 0 22 14" aria-hidden="true">
            <Shape standing={standing} x={11} y={7} radius={4} />
          </svg>
          {text[standing]}
        </li>
      ))}
    </ul>
  );
}

function LineEntry({ look, words }: { readonly look: string; readonly words: string }) {
  return (
    <li>
      <svg className={css['swatch']} viewBox="0 0 22 14" aria-hidden="true">
        <path className={`${css['line']} ${css[look]}`} d="M0 7H22" />
      </svg>
      {words}
    </li>
  );
}

function TintEntry({ tint, words }: { readonly tint: string; readonly words: string }) {
  return (
    <li>
      <svg className={css['swatch']} viewBox="0 0 22 14" aria-hidden="true">
        <rect className={`${css[tint]} ${css['tint-edge']}`} width="22" height="14" />
      </svg>
      {words}
    </li>
  );
}
