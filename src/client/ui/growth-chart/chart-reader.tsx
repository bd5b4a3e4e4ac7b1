/** Goes through a chart's points one by one, by button or arrow key, and says each. */

import type { KeyboardEvent } from 'react';
import { growthChart } from '#client/i18n/growth-chart.ts';
import { Button } from '#client/ui/button.tsx';
import css from './growth-chart.module.css';

const text = growthChart;

const STEPS_OF_KEY: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

interface ChartReaderProps {
  readonly words: string;
  /** Place of the point among `count`. */
  readonly index: number;
  readonly count: number;
  readonly onIndex: (index: number) => void;
}

export function ChartReader({ words, index, count, onIndex }: ChartReaderProps) {
  const move = (steps: number) => onIndex(Math.min(Math.max(index + steps, 0), count - 1));

  function onKeyDown(event: KeyboardEvent) {
    const steps = STEPS_OF_KEY[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    move(steps);
  }

  return (
    <div className={`${css['reader']} screen-only`} role="toolbar" aria-label={text.reader}>
      <Button
        className={css['step']}
        aria-label={text.previous}
        aria-disabled={index === 0}
        onKeyDown={onKeyDown}
        onClick={() => move(-1)}
      >
        ‹
      </Button>
      <output className={css['read-out']}>{words}</output>
      <Button
        className={css['step']}
        aria-label={text.next}
        aria-disabled={index === count - 1}
        onKeyDown={onKeyDown}
        onClick={() => move(1)}
      >
        ›
      </Button>
    </div>
  );
}
