/**
 * `npm run bench:sync [-- --only ours,pouchdb --records 1000 --plain | --throttled --repeat N --json FILE]`:
 * what a kader waits for, with ours and with others, in one run on one machine.
 *
 * Ours is the app as it is built and the server as it runs, with sign-in,
 * verdicts and conflict checks. Every first load happens on a new phone; pushes
 * and pulls then follow one another on the last of them.
 */

import { parseArgs } from 'node:util';
import { startReport } from './report.ts';
import { PLAIN, THROTTLED } from './sync/bench-phone.ts';
import type { Contender } from './sync/contender.ts';
import { inventChildren } from './sync/invented.ts';
import { ours } from './sync/ours.ts';
import { installPeers, peer, PEER_NAMES } from './sync/peers.ts';
import { runRounds, type Figure } from './sync/rounds.ts';
import { tableOf } from './sync/table.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string' },
    records: { type: 'string', default: '1000,5000' },
    repeat: { type: 'string', default: '5' },
    plain: { type: 'boolean', default: false },
    throttled: { type: 'boolean', default: false },
  },
});
const repeat = Number(values.repeat);
const sizes = values.records.split(',').map(Number);
if (!(repeat >= 1)) throw new Error('--repeat: a number from 1 on');
if (!sizes.every((size) => size >= 1000 && size % 5 === 0)) {
  throw new Error('--records: numbers from 1000 on that five divides');
}
const all = values.plain === values.throttled;
const report = startReport(values.json === undefined ? [] : ['--json', values.json]);

const contenders = await chosen(values.only?.split(','));
const today = new Date().toISOString().slice(0, 10);
const figures: Figure[] = [];
for (const records of sizes) {
  const children = inventChildren(records, today);
  const conditions = [
    ...(all || values.plain ? [{ ...PLAIN, repeat }] : []),
    ...(all || values.throttled ? [{ ...THROTTLED, repeat: Math.min(repeat, 3) }] : []),
  ];
  figures.push(...(await runRounds(contenders, children, conditions)));
}
console.table(tableOf(figures));
report.finish({ contenders: contenders.map(({ name }) => name), figures });
process.exit();

/** Who was asked for; says plainly who cannot be had. */
async function chosen(only: readonly string[] = ['ours', ...PEER_NAMES]): Promise<Contender[]> {
  const stranger = only.find((name) => name !== 'ours' && !PEER_NAMES.includes(name));
  if (stranger !== undefined) {
    throw new Error(`--only: ${stranger} is none of ours, ${PEER_NAMES.join(', ')}`);
  }
  const own = only.includes('ours') ? [ours] : [];
  const peers = PEER_NAMES.filter((name) => only.includes(name));
  if (peers.length === 0) return own;
  const problem = await installPeers();
  if (problem === null) return [...own, ...(await Promise.all(peers.map(peer)))];
  console.error(`Left out: ${peers.join(', ')}. They could not be fetched: ${problem}`);
  return own;
}
