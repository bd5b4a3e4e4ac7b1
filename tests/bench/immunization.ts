/**
 * `npm run bench:immunization [-- --json FILE]`: full immunization plans per
 * second, over invented children of all ages with histories of all lengths.
 *
 * Per second of processor time, so that another program on the machine disturbs
 * it little.
 */

import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { planLife, someLife } from '../domain/immunization/children.ts';

const RUNS = 7;
const LIVES = 20_000;

const options = parseArgs({ options: { json: { type: 'string' } } }).values;
const lives = fc.sample(someLife, { numRuns: LIVES, seed: 20_261_123 });
plansPerSecond();
const rates = Array.from({ length: RUNS }, plansPerSecond).sort((a, b) => a - b);
const median = Math.round(rates[(RUNS - 1) / 2] ?? 0);

console.log(
  `${cpus()[0]?.model ?? '?'}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(2)}, Node ${process.version}`,
);
console.table([{ plans: LIVES, 'plans/s (median of 7)': median, 'to reach': 50_000 }]);

if (options.json !== undefined) {
  const report = { load: loadavg(), cores: cpus().length, plansPerSecond: median, rates };
  await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
}

function plansPerSecond(): number {
  const start = process.cpuUsage();
  let owed = 0;
  for (const life of lives) owed += planLife(life).owed.length;
  const { user, system } = process.cpuUsage(start);
  if (owed === 0) throw new Error('nobody is owed anything');
  return LIVES / ((user + system) / 1e6);
}
