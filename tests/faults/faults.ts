/**
 * `npm run test:faults`: real processes killed under real work, one line for each
 * part; ends with 1 if anything acknowledged is lost, doubled or missing.
 *
 * `-- --kills N` of each station, `--chromium N` of the browser, `--only NAME`,
 * `--seed N`, `--json FILE`. What each part does: README.md beside this.
 */

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from '#server/cli/build-if-needed.ts';
import { startReport } from '../bench/report.ts';
import { endAllSteps } from '../support/run-step.ts';
import { runChromiumKills } from './chromium-run.ts';
import { runKills } from './kill-run.ts';
import { runRestore } from './restore-run.ts';
import { eachOnce, line, type SceneResult } from './scene.ts';
import { runScreens } from './screens.ts';
import { oneServer, twoServers, type StationKind } from './station.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '10' },
    chromium: { type: 'string', default: '3' },
    only: { type: 'string' },
    seed: { type: 'string', default: '20261123' },
    json: { type: 'string' },
  },
});
const kills = wholeNumber('kills', values.kills);
const chromiumKills = wholeNumber('chromium', values.chromium);
const seed = wholeNumber('seed', values.seed);

// What the parts start is cleared up by the warden, but for the test runner of `screens`.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void endAllSteps().then(() => process.exit(130)));
}

const SCENES: Readonly<Record<string, () => Promise<SceneResult>>> = {
  [oneServer.name]: () => killStation(oneServer),
  [twoServers.name]: () => killStation(twoServers),
  restored: runRestore,
  chromium: () =>
    runChromiumKills({ kills: chromiumKills, seed, onKill: tellOf('chromium', chromiumKills) }),
  screens: runScreens,
};

/** Those in which a browser loads what was built last; a fresh clone has nothing yet. */
const IN_A_BROWSER: ReadonlySet<string> = new Set(['chromium', 'screens']);

const chosen = Object.entries(SCENES).filter(([name]) => [name, undefined].includes(values.only));
if (chosen.length === 0) throw new Error(`--only: one of ${Object.keys(SCENES).join(', ')}`);

if (chosen.some(([name]) => IN_A_BROWSER.has(name))) {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  if (!(await buildIfNeeded(root, console.log))) process.exit(1);
}

const report = startReport(values.json === undefined ? [] : ['--json', values.json]);
const results: (SceneResult & { seconds: number })[] = [];
for (const [name, run] of chosen) {
  const startedAt = performance.now();
  const result = await run().catch((error: unknown): SceneResult => {
    console.error(error);
    return { scene: name, figures: {}, problems: ['did not come to its end'] };
  });
  const seconds = (performance.now() - startedAt) / 1000;
  results.push({ ...result, seconds });
  console.log(line(result, seconds));
  for (const problem of eachOnce(result.problems)) console.log(`  ${problem}`);
}

const wrong = results.filter(({ problems }) => problems.length > 0);
process.exitCode = wrong.length === 0 ? 0 : 1;
console.log(
  wrong.length === 0
    ? `all ${results.length} parts: nothing lost, nothing doubled`
    : `${wrong.length} of ${results.length} parts WRONG: ${wrong.map(({ scene }) => scene).join(', ')}`,
);
report.finish({ seed, results });

function killStation(kind: StationKind): Promise<SceneResult> {
  return runKills({ kind, kills, seed, onKill: tellOf(kind.name, kills) });
}

function tellOf(scene: string, of: number): (done: number) => void {
  return (done) => {
    if (done % 25 === 0) console.log(`  ${scene}: ${done} of ${of} kills`);
  };
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new Error(`--${name}: a whole number above 0`);
  }
  return value;
}
