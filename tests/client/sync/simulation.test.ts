// @vitest-environment node
import { expect, inject, test } from 'vitest';
import { runSeed } from '../../simulate/run-seed.ts';

/** The first, those in which everything named below happens, and two that found something. */
const SEEDS = [1, 2, 3, 4, 5, 6, 11, 12, 14, 17, 19, 49, 21, 26, 30, 46, 99, 178, 236, 7558, 13551];

test('whatever happens to phones, network, server and organisation: nothing is lost, nothing is silent, all agree', async () => {
  const struck = new Map<string, number>();
  for (const seed of SEEDS) {
    const { violation, counts } = await runSeed(seed);
    expect(violation?.message, `npm run simulate -- --seed ${seed}`).toBeUndefined();
    for (const [what, times] of counts) struck.set(what, (struck.get(what) ?? 0) + times);
  }
  // A danger that never strikes proves nothing.
  for (const danger of [
    'kill-in-the-middle',
    'lost-reply',
    'twice',
    'restore',
    'clone',
    'end-grant',
    'merge',
    'transfer',
    'send-over',
    'send-back',
    'approve-arrival',
    'late-meets-return',
    'newer-build',
    'renewed',
    'turned away',
  ]) {
    expect([...struck.keys()]).toContain(danger);
  }
}, 240_000);

test('a seed tells the same story each time, also where the server keeps its records in Postgres', async () => {
  // One puskesmas, and three.
  for (const seed of [77, 11]) {
    const first = await runSeed(seed);
    const second = await runSeed(seed);
    const stored = await runSeed(seed, { postgres: inject('postgres') });

    expect(first.violation).toBeNull();
    expect(second.trace).toEqual(first.trace);
    expect(second.hash).toBe(first.hash);
    expect(stored.trace).toEqual(first.trace);
  }
}, 120_000);
