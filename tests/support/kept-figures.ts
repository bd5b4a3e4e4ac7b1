/**
 * Figures that a test run measured, kept in the source tree and shown on the page of proof.
 *
 * They are written, never typed: where a run measures something else than what
 * lies there, it writes the file anew and fails once, so that the change is seen
 * and committed. A run that left out or failed a test of its file proves
 * nothing, and leaves the figures alone; so does one over a planted error.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import type { TestContext } from 'vitest';

const FIGURES = new URL('../../src/client/features/proof/figures/', import.meta.url);

type Task = TestContext['task'];
type Branch = Task['file']['tasks'][number];

/**
 * To be called by the last test of a file, which must not be told `written anew`.
 *
 * @param name of the file in `FIGURES`, without `.json`
 * @param figures the same at every run over the same code and data: no times, no dates
 */
export function keepFigures(
  name: string,
  figures: Figures,
  task: Task,
): 'as before' | 'written anew' | 'nothing proved' {
  const isPlanted = process.env['PLANTED_ERROR'] !== undefined;
  if (isPlanted || !everyOtherTestPassed(task)) return 'nothing proved';
  const file = new URL(`${name}.json`, FIGURES);
  const measured = `${JSON.stringify(figures, null, 2)}\n`;
  const kept = read(file);
  if (kept !== measured) writeFileSync(file, measured);
  return isSame(kept, figures) ? 'as before' : 'written anew';
}

type Figures = Readonly<Record<string, number | string>>;

/** Below this a number is what rounding leaves; it differs a little from processor to processor. */
const ROUNDING_NOISE = 1e-10;

function isSame(kept: string | null, measured: Figures): boolean {
  if (kept === null) return false;
  const before = JSON.parse(kept) as Figures;
  const names = new Set([...Object.keys(before), ...Object.keys(measured)]);
  return [...names].every((name) => {
    const [one, other] = [before[name], measured[name]];
    return one === other || (isNoise(one) && isNoise(other));
  });
}

function isNoise(figure: number | string | undefined): boolean {
  return typeof figure === 'number' && Math.abs(figure) < ROUNDING_NOISE;
}

/** How many tests of the file there are, the calling one not counted. */
export function otherTests(task: Task): number {
  return leaves(task.file.tasks).filter(({ id }) => id !== task.id).length;
}

/** To two digits: the rest differs between machines and tells nobody anything. */
export function twoDigits(value: number): number {
  return Number(value.toPrecision(2));
}

function everyOtherTestPassed(task: Task): boolean {
  return leaves(task.file.tasks).every(
    ({ id, mode, result }) => id === task.id || (mode === 'run' && result?.state === 'pass'),
  );
}

function leaves(tasks: readonly Branch[]): Branch[] {
  return tasks.flatMap((task) => (task.type === 'suite' ? leaves(task.tasks) : [task]));
}

function read(file: URL): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
