/**
 * `npm run simulate:bugs [-- --most N] [--bug NAME]`: puts each known error into
 * the village and counts the seeds until the simulator notices. Exit code 1 when
 * one gets through.
 */

import 'fake-indexeddb/auto';
import { parseArgs } from 'node:util';
import { BUGS } from './bugs.ts';
import { runSeed } from './run-seed.ts';

const { values } = parseArgs({
  options: { most: { type: 'string', default: '2000' }, bug: { type: 'string' } },
});
const most = Number(values.most);
Error.stackTraceLimit = 0;

let missed = 0;
for (const [name, bug] of Object.entries(BUGS)) {
  if (values.bug !== undefined && values.bug !== name) continue;
  let caught: string | null = null;
  for (let seed = 1; seed <= most && caught === null; seed += 1) {
    const { violation } = await runSeed(seed, { bug });
    if (violation !== null) caught = `seed ${seed}: ${violation.message.split('\n')[0]}`;
  }
  if (caught === null) missed += 1;
  console.log(`${name.padEnd(42)} ${caught ?? `NOT CAUGHT in ${most} seeds`}`);
}
process.exit(missed === 0 ? 0 : 1);
