// @vitest-environment node
import { expect, test } from 'vitest';
import type { Locks } from '#client/sync/platform.ts';
import { createRunLock, STALE_MS } from '#client/sync/run-lock.ts';
import { createWorld } from '../../support/phone.ts';

const noNetwork = () => Promise.reject(new TypeError('no network here'));
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** The browser's lock, for several tabs of one phone. */
function sharedLock(): Locks {
  let holder: object | null = null;
  async function hold(work: () => Promise<void>) {
    const mine = {};
    holder = mine;
    await work();
    if (holder === mine) holder = null;
  }
  return {
    async tryHold(_name, work) {
      if (holder !== null) return false;
      await hold(work);
      return true;
    },
    steal: (_name, work) => hold(work),
  };
}

/** Tabs of one phone; a frozen one lets its timers wait. */
function tabs() {
  const world = createWorld(noNetwork);
  const locks = sharedLock();
  return {
    world,
    open: (fraction: number) => {
      const tab = { frozen: false, running: 0 };
      let end = () => {};
      const lock = createRunLock({
        ...world.platform,
        locks,
        fraction: () => fraction,
        setTimer: (ms, run) => world.platform.setTimer(ms, () => !tab.frozen && run()),
      });
      const run = () =>
        lock.hold(async () => {
          tab.running += 1;
          await new Promise<void>((resolve) => (end = resolve));
          tab.running -= 1;
        });
      return { tab, run, end: () => end() };
    },
  };
}

test('a tab that runs keeps the lock however long it takes', async () => {
  const { world, open } = tabs();
  const slow = open(0.1);
  const other = open(0.2);
  void slow.run();
  for (let seconds = 0; seconds < 600; seconds += 20) {
    expect(await other.run()).toBe(false);
    world.pass(20_000);
  }
  slow.end();
  await settled();
  void other.run();
  await settled();
  expect([slow.tab.running, other.tab.running]).toEqual([0, 1]);
});

test('a frozen tab loses it once it has shown no life for longer than a hidden tab’s timers wait', async () => {
  const { world, open } = tabs();
  const frozen = open(0.1);
  const other = open(0.2);
  void frozen.run();
  await settled();
  frozen.tab.frozen = true;
  expect(await other.run()).toBe(false);
  world.pass(STALE_MS);
  expect(await other.run()).toBe(false);
  world.pass(1);
  void other.run();
  await settled();
  expect(other.tab.running).toBe(1);
});

test('and when it wakes up, both come to their end, and the lock is whose it was last', async () => {
  const { world, open } = tabs();
  const [frozen, other, third] = [open(0.1), open(0.2), open(0.3)];
  void frozen.run();
  await settled();
  frozen.tab.frozen = true;
  await other.run();
  world.pass(STALE_MS + 1);
  void other.run();
  await settled();
  frozen.tab.frozen = false;
  frozen.end();
  await settled();
  expect(await third.run()).toBe(false);
  other.end();
  await settled();
  void third.run();
  await settled();
  expect([frozen.tab.running, other.tab.running, third.tab.running]).toEqual([0, 0, 1]);
});

test('a clock that jumps makes nobody look dead', async () => {
  const { world, open } = tabs();
  const slow = open(0.1);
  const other = open(0.2);
  void slow.run();
  await settled();
  for (const jump of [10, -20]) {
    expect(await other.run()).toBe(false);
    world.nowMs += jump * 365 * 86_400_000;
    expect(await other.run()).toBe(false);
  }
});
