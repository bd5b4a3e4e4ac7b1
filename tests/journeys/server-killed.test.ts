import { expect, test } from 'vitest';
import { runKills } from '../faults/kill-run.ts';
import { oneServer, twoServers } from '../faults/station.ts';

/** The long form is `npm run test:faults -- --kills 100`. */
const KILLS = 6;
const KILLS_OF_TWO = 4;

test(`a server and its Postgres killed ${KILLS} times under pushes of 20 devices lose nothing acknowledged and double nothing`, async () => {
  const { problems, figures } = await runKills({ kind: oneServer, kills: KILLS, seed: 1 });
  expect(problems).toEqual([]);
  expect(figures['acknowledged']).toBeGreaterThan(KILLS * 5);
}, 240_000);

test(`two servers on one Postgres, any of them killed ${KILLS_OF_TWO} times under devices that use both, lose and double nothing`, async () => {
  const { problems, figures } = await runKills({ kind: twoServers, kills: KILLS_OF_TWO, seed: 3 });
  expect(problems).toEqual([]);
  expect(figures['acknowledged']).toBeGreaterThan(KILLS_OF_TWO * 5);
}, 240_000);
