/** Which part of the chart to look at: either half of the card, or close around the child. */

import { growthChart } from '#client/i18n/growth-chart.ts';
import { Button } from '#client/ui/button.tsx';
import type { ChartWindow, WindowId } from './chart-window.ts';
import css from './growth-chart.module.css';

const text = growthChart;

/** The parts stand in order of age, whichever is shown first. */
const ORDER: readonly WindowId[] = ['first', 'second', 'length', 'height', 'near'];

interface WindowChoiceProps {
  readonly windows: readonly ChartWindow[];
  readonly chosen: WindowId;
  readonly onChoose: (id: WindowId) => void;
}

export function WindowChoice({ windows, chosen, onChoose }: WindowChoiceProps) {
  const offered = ORDER.filter((id) => windows.some((each) => each.id === id));
  if (offered.length < 2) return null;
  return (
    <fieldset className={`${css['windows']} screen-only`}>
      <legend className="visually-hidden">{text.window}</legend>
      {offered.map((id) => (
        <Button
          key={id}
          className={css['window']}
          aria-pressed={id === chosen}
          onClick={() => onChoose(id)}
        >
          {text.windows[id]}
        </Button>
      ))}
    </fieldset>
  );
}
