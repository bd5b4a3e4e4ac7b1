/** The figures as a person reads them: medians, and each program against ours. */

import { THROTTLED } from './bench-phone.ts';
import { ours } from './ours.ts';
import type { Figure, Run } from './rounds.ts';

/** ms, throttled. */
const GOALS: Readonly<Record<string, number>> = {
  'first load 5000': 6000,
  'push 1000': 2500,
  'push 5000': 2500,
  'pull 1000': 1200,
  'pull 5000': 1200,
};

export function tableOf(figures: readonly Figure[]): Record<string, unknown>[] {
  return figures.toSorted(byPlace).map((figure) => {
    const { contender, records, conditions, measure, runs } = figure;
    const ms = middle(runs, (run) => run.ms);
    const own = figures.find(
      (other) =>
        other.contender === ours.name &&
        other.records === records &&
        other.conditions === conditions &&
        other.measure === measure,
    );
    const goal = conditions === THROTTLED.name ? GOALS[`${measure} ${String(records)}`] : undefined;
    return {
      conditions,
      records,
      measure,
      who: contender,
      runs: runs.length,
      'median s': seconds(ms),
      'from–to s': `${seconds(Math.min(...runs.map((run) => run.ms)))}–${seconds(Math.max(...runs.map((run) => run.ms)))}`,
      'times ours': own === undefined ? '' : (ms / middle(own.runs, (run) => run.ms)).toFixed(2),
      'to reach s': goal === undefined || contender !== ours.name ? '' : seconds(goal),
      requests: middle(runs, ({ wire }) => wire.requests),
      'up kB': kilobytes(middle(runs, ({ wire }) => wire.upBytes)),
      'down kB': kilobytes(middle(runs, ({ wire }) => wire.downBytes)),
      'database MB': (middle(runs, (run) => run.databaseBytes) / 1e6).toFixed(1),
    };
  });
}

const ORDER: readonly Figure['measure'][] = ['sign-in', 'first load', 'save', 'push', 'pull'];

function byPlace(a: Figure, b: Figure): number {
  return (
    a.records - b.records ||
    a.conditions.length - b.conditions.length ||
    ORDER.indexOf(a.measure) - ORDER.indexOf(b.measure)
  );
}

/** The median; of an even number, the mean of the two in the middle. */
function middle(runs: readonly Run[], of: (run: Run) => number): number {
  const sorted = runs.map(of).sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
