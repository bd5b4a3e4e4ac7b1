/**
 * Plants one error after the other and reports which test caught it: `npm run test:mutants`.
 *
 * Caught means that a test failed, not that something would not load. The same
 * tests run once without an error before, and have to pass. `--only TEXT` runs
 * those whose name holds the text. Exits with 1 when one goes unnoticed.
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { endAllSteps, runStep } from '../support/run-step.ts';
import { PLANTED_ERRORS, type PlantedError } from './planted-errors.ts';

const reportSchema = z.object({
  numPassedTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

interface Outcome {
  readonly passed: number;
  /** Full names of the tests that failed. */
  readonly failed: readonly string[];
  readonly seconds: number;
}

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const folder = mkdtempSync(join(tmpdir(), 'siposyandu-mutants-'));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void endAllSteps().then(() => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(130);
    });
  });
}

async function runTests(files: readonly string[], error: PlantedError | null): Promise<Outcome> {
  const file = join(folder, 'report.json');
  rmSync(file, { force: true });
  const end = await runStep(
    [
      'vitest',
      'run',
      '--config',
      'tests/mutants/mutant-config.ts',
      '--reporter=json',
      `--outputFile=${file}`,
      ...(error === null ? [] : ['--bail=1']),
      ...files,
    ],
    {
      loud: false,
      limitMinutes: 5,
      ...(error === null ? {} : { env: { PLANTED_ERROR: error.name } }),
    },
  );
  const report = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return {
    passed: report.numPassedTests,
    failed: report.testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
    ),
    seconds: end.seconds,
  };
}

const errors = PLANTED_ERRORS.filter(({ name }) => name.includes(values.only ?? ''));
const files = [...new Set(errors.flatMap(({ caughtBy }) => caughtBy))];
const sound = await runTests(files, null);
if (sound.failed.length > 0 || sound.passed === 0) {
  console.log(`The tests fail without any planted error:\n${sound.failed.join('\n')}`);
  process.exit(1);
}
console.log(`${String(sound.passed)} tests pass without a planted error`);

let unnoticed = 0;
for (const error of errors) {
  const { failed, seconds } = await runTests(error.caughtBy, error);
  if (failed.length === 0) unnoticed += 1;
  const sign = failed.length === 0 ? '✗ UNNOTICED' : '✓ caught';
  console.log(
    `${sign}: ${error.name} (${error.file}, ${seconds.toFixed(1)} s)${failed[0] === undefined ? '' : `\n    by “${failed[0].trim()}”`}`,
  );
}
rmSync(folder, { recursive: true, force: true });
console.log(
  `${String(errors.length - unnoticed)} of ${String(errors.length)} planted errors caught`,
);
process.exitCode = unnoticed === 0 ? 0 : 1;
