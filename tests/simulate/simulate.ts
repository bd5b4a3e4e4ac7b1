/**
 * `npm run simulate -- [--seeds N] [--from N] [--seed N [--only 1,2,3]]`: whole
 * villages under every fault there is, each from a seed.
 *
 * A seed that breaks an invariant is cut down to the steps it needs, and printed
 * with what happened. Exit code 1 then, and when a kind of fault never struck.
 */

import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { startThrowawayPostgres } from '../support/throwaway-postgres.ts';
import { isOnPostgres, perform, performAll, type Task } from './crew.ts';
import { ENOUGH_SEEDS, neverHappened } from './fault-kinds.ts';
import type { RunResult } from './run-seed.ts';
import { shrink } from './shrink.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    only: { type: 'string' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    postgres: { type: 'string', default: '20' },
    trace: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});

const first = Number(values.seed ?? values.from);
const count = values.seed === undefined ? Number(values.seeds) : 1;
const every = Number(values.postgres);
const jobs = values.seed === undefined ? Number(values.jobs) : 1;
const only = values.only?.split(',').map(Number) ?? null;
const seeds = Array.from({ length: count }, (_, index) => first + index);

if (!values.trace) Error.stackTraceLimit = 0;

const cluster = seeds.some((seed) => isOnPostgres(seed, every))
  ? await startThrowawayPostgres()
  : null;
const taskOf = (seed: number): Task => {
  const postgres = cluster === null ? null : { every, template: cluster.template };
  return { seed, bug: null, upTo: seed, only, postgres };
};

const started = process.hrtime.bigint();
const totals = new Map<string, number>();
const traces = createHash('sha256');
const failed: RunResult[] = [];
let done = 0;
let saved = 0;

// Stopped, it says how far it came.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    tell();
    void leave(1);
  });
}

for await (const result of performAll(seeds.map(taskOf), jobs)) {
  done += 1;
  saved += result.saved;
  traces.update(result.hash);
  for (const [what, times] of result.counts) totals.set(what, (totals.get(what) ?? 0) + times);
  if (values.trace) console.log(result.trace.join('\n'));
  if (values.seed !== undefined) console.log(`seed ${result.seed}: trace ${result.hash}`);
  if (result.violation === null) continue;
  failed.push(result);
  if (values.keep) {
    console.log(`seed ${result.seed}: ${result.violation.message.split('\n')[0]}`);
    continue;
  }
  await report(result);
  break;
}

tell();
const missing = done >= ENOUGH_SEEDS ? neverHappened(totals) : [];
if (missing.length > 0) console.log(`never happened: ${missing.join(', ')}`);
await leave(failed.length + missing.length === 0 ? 0 : 1);

function tell(): void {
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const hash = traces.copy().digest('hex').slice(0, 16);
  console.log(
    `${done} seeds in ${seconds.toFixed(1)} s (${(done / seconds).toFixed(1)}/s, ${jobs} at a time), ${saved} records saved, ${failed.length} seeds failed, all traces ${hash}`,
  );
  console.log(
    [...totals]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([what, times]) => `${what} ${times}`)
      .join(', '),
  );
}

async function report(result: RunResult): Promise<void> {
  const task = taskOf(result.seed);
  const least =
    only === null ? await shrink(result, (steps) => perform({ ...task, only: steps })) : result;
  console.log(least.trace.slice(-120).join('\n'));
  console.log(`\nseed ${result.seed}: ${least.violation?.message ?? '?'}`);
  console.log(`trace ${least.hash}, ${least.steps.length} of ${result.steps.length} steps needed:`);
  console.log(
    `npm run simulate -- --seed ${result.seed} --only ${least.steps.join(',')} --postgres ${every}`,
  );
}

async function leave(code: number): Promise<never> {
  await cluster?.stop();
  process.exit(code);
}
