import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { occurrences } from '../mutants/plant.ts';
import { PLANTED_ERRORS } from '../mutants/planted-errors.ts';

test('every planted error still has its one place, and tests to catch it', () => {
  const lost = PLANTED_ERRORS.filter(
    ({ file, find }) => occurrences(readFileSync(file, 'utf8'), find) !== 1,
  ).map(({ name }) => name);
  expect(lost).toEqual([]);
  const files = new Set(PLANTED_ERRORS.flatMap(({ caughtBy }) => caughtBy));
  expect([...files].filter((file) => !existsSync(file))).toEqual([]);
});

test('no two planted errors share a name', () => {
  const names = PLANTED_ERRORS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
