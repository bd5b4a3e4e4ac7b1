/** The three growth charts of a child as tabs: weight, length or height, and one against the other. */

import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { growthChart } from '#client/i18n/growth-chart.ts';
import { growth } from '#client/i18n/growth.ts';
import { daysBetween } from '#domain/dates.ts';
import type { EffectiveMeasurement } from '#domain/growth-event.ts';
import { FIRST_HEIGHT_DAY } from '#domain/growth/reference.ts';
import { chartPoints, type ChartChild, type ChartKind } from './chart-points.ts';
import { GrowthChart } from './growth-chart.tsx';
import css from './growth-chart.module.css';

const KINDS = ['weightForAge', 'lengthForAge', 'weightForLength'] as const satisfies ChartKind[];

const STEP_OF_KEY: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

interface GrowthChartsProps {
  readonly child: ChartChild;
  /** Voided ones too: they are shown as such. */
  readonly measurements: readonly EffectiveMeasurement[];
  /** ISO date */
  readonly today: string;
}

export function GrowthCharts({ child, measurements, today }: GrowthChartsProps) {
  const id = useId();
  const [kind, setKind] = useState<ChartKind>('weightForAge');
  const tabs = useRef(new Map<ChartKind, HTMLButtonElement>());
  const { sex, bornOn } = child;
  const points = useMemo(
    () => chartPoints(kind, { sex, bornOn }, measurements),
    [kind, sex, bornOn, measurements],
  );
  const ageDays = daysBetween(bornOn, today);
  const curve = ageDays < FIRST_HEIGHT_DAY ? 'length' : 'height';

  function onKeyDown(event: KeyboardEvent) {
    const step = STEP_OF_KEY[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = KINDS[(KINDS.indexOf(kind) + step + KINDS.length) % KINDS.length] ?? kind;
    setKind(next);
    tabs.current.get(next)?.focus();
  }

  return (
    <div className={css['charts']}>
      <div className={`${css['tabs']} screen-only`} role="tablist" aria-label={growthChart.tabs}>
        {KINDS.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`${id}-${each}`}
            className={css['tab']}
            aria-selected={each === kind}
            aria-controls={`${id}-panel`}
            tabIndex={each === kind ? 0 : -1}
            ref={(element) => {
              if (element !== null) tabs.current.set(each, element);
            }}
            onClick={() => setKind(each)}
            onKeyDown={onKeyDown}
          >
            {growthChart.tab[each][curve]}
            <span className={css['code']}>{growth.index(each, curve).code}</span>
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${kind}`}>
        <GrowthChart key={kind} kind={kind} child={child} points={points} ageDays={ageDays} />
      </div>
    </div>
  );
}
