/**
 * `npm run bench:growth [-- --json FILE]`: z-scores per second of our engine, of
 * `@pedi-growth/core` with the corrections done for it, and of a search through
 * a list, over the same children in one run; and what the first child costs.
 */

import { someChildren, type Children } from './growth-children.ts';
import { coldStart } from './growth-cold-start.ts';
import {
  countDiffering,
  emptyScores,
  INDICES,
  ourScores,
  ourSingleScores,
  pediCallScores,
  pediScores,
  searchScores,
  type Scores,
} from './growth-engines.ts';
import { RUNS, takeTurns, type Contender } from './measure.ts';
import { startReport } from './report.ts';

const TO_REACH = { childrenPerSecond: 3_000_000, timesPedi: 20, firstChildMs: 1, importMs: 5 };

type Engine = (children: Children, scores: Scores) => void | Promise<void>;

const report = startReport();
const many = someChildren(100_000);
const some = someChildren(10_000);
/** The search is too slow for more. */
const few = someChildren(2_000);

const timings = await takeTurns([
  contender('SiPosyandu, scoreColumns', many, ourScores),
  contender('SiPosyandu, zScores one by one', many, ourSingleScores),
  contender('@pedi-growth/core, lookupLms + computeZScore', many, pediScores),
  contender('@pedi-growth/core, calculateZScore', some, pediCallScores),
  contender('Array.find', few, searchScores),
]);
const [ours] = timings;
if (ours === undefined) throw new Error('nothing was measured');
const rows = timings.map((timing) => ({
  ...timing,
  zPerCpuSecond: timing.perCpuSecond * INDICES.length,
  zPerWallSecond: timing.perWallSecond * INDICES.length,
  oursIsTimesFaster: ours.perCpuSecond / timing.perCpuSecond,
}));
const differing = await compared();
const start = await coldStart();

console.table(
  rows.map((row) => ({
    [`median of ${RUNS}`]: row.name,
    children: row.count,
    'children/s of processor': Math.round(row.perCpuSecond),
    'z/s of processor': Math.round(row.zPerCpuSecond),
    'children/s of clock': Math.round(row.perWallSecond),
    'ours is faster': `${row.oursIsTimesFaster.toFixed(1)}×`,
  })),
);
console.log(`z-scores that differ from a peer's: ${differing}`);
console.log(`fresh process, built as for a phone, best of ${start.runsPerAge} for each age:`);
console.table({
  'import, ms': start.importMs,
  'first child, ms by the clock': start.firstChildMs,
  'first child, ms of processor': start.firstChildCpuMs,
});
console.log(
  `to reach: ${TO_REACH.childrenPerSecond} children/s, ${TO_REACH.timesPedi}× calculateZScore, first child ${TO_REACH.firstChildMs} ms, import ${TO_REACH.importMs} ms`,
);
report.finish({ runs: RUNS, indices: INDICES, timings: rows, differing, start, toReach: TO_REACH });
if (differing > 0) process.exitCode = 1;

function contender(name: string, children: Children, engine: Engine): Contender {
  const count = children.sex.length;
  const scores = emptyScores(count);
  return { name, count, run: () => engine(children, scores) };
}

/** All must say the same, or their speed says nothing. */
async function compared(): Promise<number> {
  let sum = 0;
  for (const [children, engine] of [
    [many, ourSingleScores],
    [many, pediScores],
    [some, pediCallScores],
    [few, searchScores],
  ] as const satisfies readonly (readonly [Children, Engine])[]) {
    const mine = emptyScores(children.sex.length);
    const theirs = emptyScores(children.sex.length);
    ourScores(children, mine);
    await engine(children, theirs);
    sum += countDiffering(mine, theirs);
  }
  return sum;
}
