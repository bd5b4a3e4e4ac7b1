/**
 * `npm run test:faults [-- --kills N] [--only NAME] [--seed N]`: kills servers and
 * Postgres under pushes of 20 devices, and ends with 1 if anything acknowledged
 * is lost, doubled or missing.
 */

import { isDeepStrictEqual, parseArgs } from 'node:util';
import { NO_DAMAGE } from './damage.ts';
import { runKills } from './kill-run.ts';
import { oneServer, twoServers } from './station.ts';

const SCENES = { 'one-server': oneServer, 'two-servers': twoServers };

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '10' },
    only: { type: 'string' },
    seed: { type: 'string', default: '20261123' },
  },
});
const kills = Number(values.kills);
if (!Number.isSafeInteger(kills) || kills < 1) throw new Error('--kills: a whole number above 0');
const chosen = Object.entries(SCENES).filter(([name]) => [name, undefined].includes(values.only));
if (chosen.length === 0) throw new Error(`--only: one of ${Object.keys(SCENES).join(', ')}`);

for (const [name, open] of chosen) {
  const startedAt = Date.now();
  console.log(`${name}: ${kills} kills`);
  const result = await runKills({ kills, seed: Number(values.seed), open });
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log('  killed:', result.killed, 'answers:', result.fates);
  if (result.wrong.length > 0) console.log('  answers that must not be:', new Set(result.wrong));
  const whole =
    isDeepStrictEqual([result.afterKills, result.atEnd], [NO_DAMAGE, NO_DAMAGE]) &&
    result.wrong.length === 0;
  if (!whole) process.exitCode = 1;
  const rows: Record<string, unknown>[] = [];
  for (const [when, damage] of [
    ['after the kills', result.afterKills],
    ['all sent', result.atEnd],
  ] as const) {
    rows.push({ scene: name, when, kills, acknowledged: result.acknowledged, ...damage, seconds });
  }
  console.table(rows);
}
