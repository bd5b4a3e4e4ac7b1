/**
 * `npm run simulate:bugs [-- --most N] [--bug NAME]`: puts each known error into
 * the village and counts the seeds until the simulator notices. Exit code 1 when
 * one gets through.
 */

import 'fake-indexeddb/auto';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { BUGS } from './bugs.ts';
import { performAll, type Task } from './crew.ts';

const { values } = parseArgs({
  options: {
    most: { type: 'string', default: '2000' },
    bug: { type: 'string' },
    jobs: { type: 'string', default: String(availableParallelism()) },
  },
});
const most = Number(values.most);
Error.stackTraceLimit = 0;

const names = Object.keys(BUGS).filter((name) => values.bug === undefined || values.bug === name);
const tasks = names.map((bug): Task => ({ seed: 1, bug, upTo: most, only: null, postgres: null }));

let missed = 0;
let told = 0;
for await (const { seed, violation } of performAll(tasks, Number(values.jobs))) {
  const name = names[told] ?? '';
  told += 1;
  if (violation === null) missed += 1;
  const caught =
    violation === null
      ? `NOT CAUGHT in ${most} seeds`
      : `seed ${seed}: ${violation.message.split('\n')[0]}`;
  console.log(`${name.padEnd(42)} ${caught}`);
}
process.exit(missed === 0 ? 0 : 1);
