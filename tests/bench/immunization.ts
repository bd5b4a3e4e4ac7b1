/**
 * `npm run bench:immunization [-- --json FILE]`: full immunization plans per
 * second, over invented children of all ages with histories of all lengths.
 */

import fc from 'fast-check';
import { planLife, someLife } from '../domain/immunization/children.ts';
import { RUNS, takeTurns } from './measure.ts';
import { startReport } from './report.ts';

const LIVES = 20_000;
const TO_REACH = 50_000;

const report = startReport();
const lives = fc.sample(someLife, { numRuns: LIVES, seed: 20_261_123 });
const timings = await takeTurns([{ name: 'planImmunization', count: LIVES, run: planAll }]);

console.table(
  timings.map(({ name, count, perCpuSecond, perWallSecond }) => ({
    [`median of ${RUNS}`]: name,
    plans: count,
    'plans/s of processor': Math.round(perCpuSecond),
    'plans/s of clock': Math.round(perWallSecond),
    'to reach': TO_REACH,
  })),
);
report.finish({ runs: RUNS, timings, toReach: TO_REACH });

function planAll(): void {
  let owed = 0;
  for (const life of lives) owed += planLife(life).owed.length;
  if (owed === 0) throw new Error('nobody is owed anything');
}
