/**
 * Every check and test there is, one after the other: `npm test`, and `npm run check` without the browser.
 *
 * Goes on after a failure, so that one run tells all. The last line is the
 * count: each check is one test, each test of a runner is one.
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './support/install-chromium.ts';
import { endAllSteps, runStep, type StepEnd } from './support/run-step.ts';
import { sum, tallyPlaywright, tallyVitest, type Tally } from './support/tally.ts';

type Command = readonly [string, ...string[]];

const withBrowser = !process.argv.includes('--no-browser');
const reports = mkdtempSync(join(tmpdir(), 'siposyandu-reports-'));
const tallies: Tally[] = [];

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void endAllSteps().then(() => {
      rmSync(reports, { recursive: true, force: true });
      process.exit(130);
    });
  });
}

/** One command that is right or wrong as a whole. */
async function check(name: string, command: Command): Promise<boolean> {
  const end = await runStep(command, { loud: false, limitMinutes: 5 });
  const passed = end.exitCode === 0;
  if (!passed) console.log(end.output.trimEnd());
  report(name, end, { passed: passed ? 1 : 0, failed: passed ? 0 : 1 });
  return passed;
}

/** Every project in its own run, so that each of them has to have tests. */
async function vitest(project: string): Promise<void> {
  const file = join(reports, `${project}.json`);
  const end = await runStep(
    [
      'vitest',
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    { loud: true, limitMinutes: 15 },
  );
  report(`vitest ${project}`, end, tallyVitest({ exitCode: end.exitCode, report: read(file) }));
}

async function browser(): Promise<void> {
  const file = join(reports, 'browser.json');
  const chromium = await ensureChromium();
  if ('problem' in chromium) return fail('browser', chromium.problem);

  console.log(`Chromium: ${chromium.path}`);
  const end = await runStep(
    [
      'playwright',
      'test',
      '--config',
      'tests/browser/playwright.config.ts',
      '--reporter=list,json',
    ],
    {
      loud: true,
      limitMinutes: 15,
      // Playwright settles colours by itself and Node would complain of both at once.
      env: { CHROMIUM_PATH: chromium.path, PLAYWRIGHT_JSON_OUTPUT_FILE: file, NO_COLOR: '' },
    },
  );
  report('browser', end, tallyPlaywright({ exitCode: end.exitCode, report: read(file) }));
}

function fail(name: string, why: string): void {
  tallies.push({ passed: 0, failed: 1 });
  console.log(`✗ ${name}: ${why}`);
}

function report(name: string, end: StepEnd, tally: Tally): void {
  tallies.push(tally);
  const sign = tally.failed === 0 ? '✓' : '✗';
  const late = end.timedOut ? ', stopped at its time limit' : '';
  console.log(
    `${sign} ${name}: ${String(tally.passed)} passed, ${String(tally.failed)} failed (${end.seconds.toFixed(1)} s${late})`,
  );
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

await check('format', ['oxfmt', '--check', 'src', 'tests', 'vite.config.ts']);
await check('lint', ['oxlint', 'src', 'tests', 'vite.config.ts']);
for (const layer of ['src/domain', 'src/protocol', 'src/client', 'src/sw', 'src/server', 'tests']) {
  await check(`types of ${layer}`, ['tsc', '-p', layer]);
}
await check('unused code', ['knip']);
for (const project of ['rules', 'client', 'server']) await vitest(project);
const built = await check('build', ['vite', 'build']);
if (built) await vitest('build');
else fail('vitest build', 'there is no build to test');
if (withBrowser) {
  if (built) await browser();
  else fail('browser', 'there is no build to test');
}

rmSync(reports, { recursive: true, force: true });
const { passed, failed } = sum(tallies);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${String(passed)} passed, ${String(failed)} failed`);
