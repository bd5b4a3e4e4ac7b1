/**
 * `npm run simulate -- [--seeds N] [--from N] [--seed N [--only 1,2,3]]`: whole
 * villages under every fault there is, each from a seed.
 *
 * A seed that breaks an invariant is cut down to the steps it needs, and printed
 * with what happened. Exit code 1 then.
 */

import 'fake-indexeddb/auto';
import { parseArgs } from 'node:util';
import { runSeed, type RunResult } from './run-seed.ts';
import { shrink } from './shrink.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    only: { type: 'string' },
    trace: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});

if (!values.trace) Error.stackTraceLimit = 0;

const only = values.only === undefined ? undefined : new Set(values.only.split(',').map(Number));
const first = Number(values.seed ?? values.from);
const count = values.seed === undefined ? Number(values.seeds) : 1;

const started = process.hrtime.bigint();
const totals = new Map<string, number>();
let saved = 0;
const failed: RunResult[] = [];

for (let seed = first; seed < first + count; seed += 1) {
  const result = await runSeed(seed, only === undefined ? {} : { only });
  saved += result.saved;
  for (const [what, times] of result.counts) totals.set(what, (totals.get(what) ?? 0) + times);
  if (values.trace) console.log(result.trace.join('\n'));
  if (values.seed !== undefined) console.log(`seed ${seed}: trace ${result.hash}`);
  if (result.violation === null) continue;
  failed.push(result);
  if (values.keep) {
    console.log(`seed ${seed}: ${result.violation.message.split('\n')[0]}`);
    continue;
  }
  await report(result);
  break;
}

const seconds = Number(process.hrtime.bigint() - started) / 1e9;
const done = failed.length > 0 && !values.keep ? (failed[0]?.seed ?? first) - first + 1 : count;
console.log(
  `${done} seeds in ${seconds.toFixed(1)} s (${(done / seconds).toFixed(1)}/s), ${saved} records saved, ${failed.length} seeds failed`,
);
console.log(
  [...totals]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, times]) => `${what} ${times}`)
    .join(', '),
);
process.exit(failed.length === 0 ? 0 : 1);

async function report(result: RunResult): Promise<void> {
  const least = only === undefined ? await shrink(result) : result;
  console.log(least.trace.slice(-120).join('\n'));
  console.log(`\nseed ${result.seed}: ${least.violation?.message ?? '?'}`);
  console.log(`trace ${least.hash}, ${least.steps.length} of ${result.steps.length} steps needed:`);
  console.log(`npm run simulate -- --seed ${result.seed} --only ${least.steps.join(',')}`);
}
