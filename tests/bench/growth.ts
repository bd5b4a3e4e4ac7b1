/**
 * `npm run bench:growth [-- --json FILE]`: z-scores per second of our engine, of
 * `@pedi-growth/core` with the corrections done for it, and of a search through
 * a list, over the same children in one run; and what the first child costs.
 *
 * Rates are per second of processor time, so that another program on the
 * machine disturbs them little.
 */

import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { someChildren, type Children } from './growth-children.ts';
import { coldStart } from './growth-cold-start.ts';
import {
  countDiffering,
  emptyScores,
  INDICES,
  ourScores,
  pediCallScores,
  pediScores,
  searchScores,
  type Scores,
} from './growth-engines.ts';

const RUNS = 7;

interface Timing {
  readonly engine: string;
  readonly children: number;
  readonly childrenPerSecond: number;
  readonly zPerSecond: number;
}

const options = parseArgs({ options: { json: { type: 'string' } } }).values;
const many = someChildren(100_000);
const some = someChildren(10_000);
/** The search is too slow for more. */
const few = someChildren(2_000);

const ours = await timed('SiPosyandu', many, ourScores);
const timings = [
  ours,
  await timed('@pedi-growth/core, lookupLms + computeZScore', many, pediScores),
  await timed('@pedi-growth/core, calculateZScore', some, pediCallScores),
  await timed('Array.find', few, searchScores),
];
const differing = await compared();
const start = await coldStart(RUNS);

console.log(
  `${cpus()[0]?.model ?? '?'}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(2)}, Node ${process.version}`,
);
console.table(
  timings.map(({ engine, children, childrenPerSecond, zPerSecond }) => ({
    engine,
    children,
    'children/s': Math.round(childrenPerSecond),
    'z/s': Math.round(zPerSecond),
    'ours is faster': `${(ours.zPerSecond / zPerSecond).toFixed(1)}×`,
  })),
);
console.log(`z-scores that differ from a peer's: ${differing}`);
console.log(
  `fresh process, built as for a phone: import ${start.importMs.toFixed(2)} ms, first child ${start.firstChildMs.toFixed(2)} ms`,
);

if (options.json !== undefined) {
  const report = { load: loadavg(), cores: cpus().length, timings, differing, start };
  await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
}
if (differing > 0) process.exitCode = 1;

type Engine = (children: Children, scores: Scores) => void | Promise<void>;

/** Median of `RUNS`, after one run to warm up. */
async function timed(name: string, children: Children, engine: Engine): Promise<Timing> {
  const count = children.sex.length;
  const scores = emptyScores(count);
  await engine(children, scores);
  const seconds: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const from = process.cpuUsage();
    await engine(children, scores);
    const { user, system } = process.cpuUsage(from);
    seconds.push((user + system) / 1e6);
  }
  seconds.sort((a, b) => a - b);
  const childrenPerSecond = count / (seconds[Math.floor(RUNS / 2)] ?? Number.NaN);
  return {
    engine: name,
    children: count,
    childrenPerSecond,
    zPerSecond: childrenPerSecond * INDICES.length,
  };
}

/** The peers must say the same, or their speed says nothing. */
async function compared(): Promise<number> {
  let sum = 0;
  for (const [children, engine] of [
    [many, pediScores],
    [some, pediCallScores],
    [few, searchScores],
  ] as const) {
    const mine = emptyScores(children.sex.length);
    const theirs = emptyScores(children.sex.length);
    ourScores(children, mine);
    await engine(children, theirs);
    sum += countDiffering(mine, theirs);
  }
  return sum;
}
