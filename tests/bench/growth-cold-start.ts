/** What importing the growth engine and judging the first child cost in a process that has done nothing else. */

import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

export interface ColdStart {
  readonly importMs: number;
  readonly firstChildMs: number;
}

/** Of the engine built as for a phone, median of so many fresh processes; by the clock on the wall. */
export async function coldStart(runs: number): Promise<ColdStart> {
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
    const measured = Array.from({ length: runs }, () => startOnce(join(outDir, 'engine.js')));
    return {
      importMs: median(measured.map(({ importMs }) => importMs)),
      firstChildMs: median(measured.map(({ firstChildMs }) => firstChildMs)),
    };
  } finally {
    await rm(outDir, { recursive: true });
  }
}

const SCRIPT = `
  const from = performance.now();
  const { zScores } = await import(process.argv[1]);
  const imported = performance.now();
  zScores({ sex: 'male', ageDays: 600, weightKg: 10.4, lengthCm: 82, position: 'lying', headCm: 47, oedema: false });
  const done = performance.now();
  console.log(JSON.stringify({ importMs: imported - from, firstChildMs: done - imported }));`;

function startOnce(engine: string): ColdStart {
  const args = ['--input-type=module', '--eval', SCRIPT, engine];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as ColdStart;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
