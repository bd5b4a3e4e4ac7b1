/** What importing the growth engine and judging the first child cost in a process that has done nothing else. */

import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import * as z from 'zod';
import { median } from './measure.ts';

/** How far a row of the tables lies from one that can be read at once depends on the age. */
const AGES_IN_DAYS = [0, 60, 150, 250, 365, 500, 640, 800, 1000, 1200, 1400, 1600, 1826];
const RUNS_PER_AGE = 3;

interface OverAges {
  readonly median: number;
  readonly slowest: number;
}

/** Of each age the fastest run, as a busy machine can only add to it. */
export interface ColdStart {
  readonly runsPerAge: number;
  readonly agesInDays: readonly number[];
  readonly importMs: OverAges;
  readonly firstChildMs: OverAges;
  /** All threads of the process, the one that compiles included. */
  readonly firstChildCpuMs: OverAges;
}

const startSchema = z.object({
  importMs: z.number(),
  firstChildMs: z.number(),
  firstChildCpuMs: z.number(),
});
type Start = z.infer<typeof startSchema>;

/** Of the engine built as for a phone. */
export async function coldStart(): Promise<ColdStart> {
  const outDir = await mkdtemp(join(tmpdir(), 'bench-growth-'));
  try {
    const entry = new URL('../../src/domain/growth/z-scores.ts', import.meta.url).pathname;
    await build({
      configFile: false,
      logLevel: 'silent',
      publicDir: false,
      build: {
        outDir,
        lib: { entry, formats: ['es'], fileName: 'engine' },
        target: 'chrome95',
      },
    });
    const engine = join(outDir, 'engine.js');
    const starts = AGES_IN_DAYS.map((age) =>
      Array.from({ length: RUNS_PER_AGE }, () => startOnce(engine, age)),
    );
    const overAges = (of: keyof Start) => {
      const best = starts.map((runs) => Math.min(...runs.map((run) => run[of])));
      return { median: rounded(median(best)), slowest: rounded(Math.max(...best)) };
    };
    return {
      runsPerAge: RUNS_PER_AGE,
      agesInDays: AGES_IN_DAYS,
      importMs: overAges('importMs'),
      firstChildMs: overAges('firstChildMs'),
      firstChildCpuMs: overAges('firstChildCpuMs'),
    };
  } finally {
    await rm(outDir, { recursive: true });
  }
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}

const SCRIPT = `
  const [engine, age] = process.argv.slice(1);
  const from = performance.now();
  const { zScores } = await import(engine);
  const imported = performance.now();
  const cpuFrom = process.cpuUsage();
  const childFrom = performance.now();
  zScores({ sex: 'male', ageDays: Number(age), weightKg: 10.4, lengthCm: 82, position: 'lying', headCm: 47, oedema: false });
  const childDone = performance.now();
  const { user, system } = process.cpuUsage(cpuFrom);
  console.log(JSON.stringify({
    importMs: imported - from,
    firstChildMs: childDone - childFrom,
    firstChildCpuMs: (user + system) / 1000,
  }));`;

function startOnce(engine: string, age: number): Start {
  const args = ['--input-type=module', '--eval', SCRIPT, engine, String(age)];
  return startSchema.parse(JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })));
}
