// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { createRequestBudget, type RequestBudget } from '#client/sync/request-budget.ts';
import { createWorld, type TestWorld } from '../../support/phone.ts';

const noNetwork = () => Promise.reject(new TypeError('no network here'));
const settled = () => new Promise((resolve) => setImmediate(resolve));
const DAY = 86_400_000;

/** One phone: pages that share a notebook and ask as fast as they are let. */
function phone() {
  const world = createWorld(noNetwork);
  const sentAt: number[] = [];
  const { elapsedMs } = world.platform.clock;
  return {
    world,
    sentAt,
    page: () => createRequestBudget(world.platform),
    ask: async (budget: RequestBudget) => {
      const notForMs = await budget.take();
      if (notForMs === 0) sentAt.push(elapsedMs());
      return notForMs;
    },
    /** Most that left in any minute. */
    mostAMinute: () =>
      Math.max(
        ...sentAt.map((from) => sentAt.filter((at) => at >= from && at < from + 60_000).length),
      ),
  };
}

type Phone = ReturnType<typeof phone>;

/** Every page asks again as soon as it was answered. */
async function insist({ world, ask }: Phone, budgets: readonly RequestBudget[], seconds: number) {
  const end = new AbortController();
  const asking = budgets.map(async (budget) => {
    while (!end.signal.aborted) if ((await ask(budget)) > 0) await settled();
  });
  await settled();
  for (let second = 0; second < seconds; second += 1) {
    world.pass(1_000);
    await settled();
  }
  end.abort();
  // Whoever still waits sends one more, which counts.
  while (world.timers().length > 0) {
    world.pass(1_000);
    await settled();
  }
  await Promise.all(asking);
}

function years(world: TestWorld, count: number) {
  world.nowMs += count * 365 * DAY;
}

describe('whatever the server answers, a phone asks', () => {
  test('at most ten times a minute, six in the long run', async () => {
    const one = phone();
    await insist(one, [one.page()], 600);
    expect(one.mostAMinute()).toBeLessThanOrEqual(10);
    expect(one.sentAt.length).toBeGreaterThanOrEqual(60);
  });

  test('no more often from three tabs than from one', async () => {
    const one = phone();
    await insist(one, [one.page(), one.page(), one.page()], 300);
    expect(one.mostAMinute()).toBeLessThanOrEqual(10);
    expect(one.sentAt.length).toBeGreaterThanOrEqual(30);
  });

  test('no more often when it is closed and opened all the time', async () => {
    const one = phone();
    for (let openings = 0; openings < 100; openings += 1) await insist(one, [one.page()], 3);
    expect(one.mostAMinute()).toBeLessThanOrEqual(10);
    expect(one.sentAt.length).toBeGreaterThanOrEqual(20);
  });

  test('as often as it likes while every request brings something', async () => {
    const one = phone();
    const budget = one.page();
    for (let pages = 0; pages < 100; pages += 1) {
      expect(await one.ask(budget)).toBe(0);
      budget.giveBack();
    }
    expect(one.world.timers()).toEqual([]);
  });
});

describe('a pause the server asks for', () => {
  test('is kept by every tab, also by one opened meanwhile', async () => {
    const one = phone();
    const asked = one.page();
    const other = one.page();
    await one.ask(asked);
    await one.ask(other);
    asked.pause(600_000);
    expect(await one.ask(asked)).toBe(600_000);
    expect(await one.ask(other)).toBe(600_000);
    one.world.pass(400_000);
    const opened = one.page();
    expect(await one.ask(opened)).toBe(200_000);
    one.world.pass(200_000);
    expect(await one.ask(opened)).toBe(0);
    expect(one.sentAt).toEqual([0, 0, 600_000]);
  });

  test('is waited for in its turn when it is short', async () => {
    const one = phone();
    const budget = one.page();
    budget.pause(40_000);
    const asking = one.ask(budget);
    await settled();
    expect(one.world.timers()).toEqual([40_000]);
    one.world.pass(40_000);
    expect(await asking).toBe(0);
  });

  test('ends for a phone that is only opened now and then', async () => {
    const one = phone();
    one.page().pause(3_600_000);
    for (let minutes = 0; minutes < 60; minutes += 10) {
      expect(await one.ask(one.page())).toBeGreaterThan(0);
      one.world.pass(600_000);
    }
    expect(await one.ask(one.page())).toBe(0);
  });
});

describe('what a request needs besides', () => {
  test('leaves at once, is paid for afterwards, and is returned when it brought something', async () => {
    const one = phone();
    const budget = one.page();
    for (let request = 0; request < 4; request += 1) expect(await one.ask(budget)).toBe(0);
    expect([budget.owe(2), budget.owe(1)]).toEqual([0, 0]);
    const next = one.ask(budget);
    await settled();
    expect(one.world.timers()).toEqual([40_000]);
    budget.giveBack();
    expect(await next).toBe(0);
    expect(one.world.timers()).toEqual([]);
  });

  test('is returned for the last request alone', async () => {
    const one = phone();
    const budget = one.page();
    await one.ask(budget);
    budget.owe(3);
    const next = one.ask(budget);
    one.world.pass(10_000);
    await next;
    budget.giveBack();
    budget.giveBack();
    one.world.pass(5_000);
    expect(await one.ask(budget)).toBe(0);
    expect(await one.ask(budget)).toBe(0);
    void one.ask(budget);
    await settled();
    expect(one.world.timers()).toEqual([5_000]);
  });

  test('stays where another page has been told to wait', async () => {
    const one = phone();
    const [asking, other] = [one.page(), one.page()];
    await one.ask(asking);
    await one.ask(other);
    other.pause(5_000);
    expect(asking.owe(2)).toBe(5_000);
    one.world.pass(5_000);
    expect(asking.owe(2)).toBe(0);
  });

  test('makes thirteen a minute at most, whatever is asked', async () => {
    const one = phone();
    const budget = one.page();
    const asking = async () => {
      for (;;) {
        if ((await one.ask(budget)) > 0) return;
        for (const requests of [2, 1]) {
          if (budget.owe(requests) > 0) throw new Error('nobody else is there');
          for (let left = requests; left > 0; left -= 1) {
            one.sentAt.push(one.world.platform.clock.elapsedMs());
          }
        }
      }
    };
    const ended = asking();
    for (let second = 0; second < 600; second += 1) {
      await settled();
      one.world.pass(1_000);
    }
    budget.stop();
    await ended;
    expect(one.mostAMinute()).toBeLessThanOrEqual(13);
    expect(one.sentAt.length).toBeGreaterThan(60);
  });
});

describe('a clock', () => {
  test('that stands still lets requests go all the same', async () => {
    const one = phone();
    const still = { ...one.world.platform.clock, nowMs: () => 0 };
    const page = () => createRequestBudget({ ...one.world.platform, clock: still });
    await insist(one, [page(), page()], 300);
    expect(one.sentAt.length).toBeGreaterThanOrEqual(30);
    expect(one.mostAMinute()).toBeLessThanOrEqual(10);
  });

  test('that jumps while pages are open neither stops requests nor lets more of them go', async () => {
    const one = phone();
    const budgets = [one.page(), one.page()];
    for (const jump of [10, -20, 3, -1]) {
      await insist(one, [...budgets, one.page()], 30);
      years(one.world, jump);
      budgets.splice(0, 1, one.page());
    }
    expect(one.mostAMinute()).toBeLessThanOrEqual(12);
    expect(one.sentAt.length).toBeGreaterThanOrEqual(12);
  });

  test('that was years ahead and is set right does not keep a paused phone silent', async () => {
    const one = phone();
    years(one.world, 10);
    one.page().pause(3_600_000);
    years(one.world, -10);
    expect(await one.ask(one.page())).toBeGreaterThan(3_000_000);
    one.world.pass(3_600_000);
    expect(await one.ask(one.page())).toBe(0);
  });
});

test('a request that waits its turn is seen to wait, until it may leave', async () => {
  const one = phone();
  const told: boolean[] = [];
  const budget = createRequestBudget({
    ...one.world.platform,
    onWait: () => told.push(budget.waits()),
  });
  for (let request = 0; request < 4; request += 1) await one.ask(budget);
  expect(told).toEqual([]);
  const fifth = one.ask(budget);
  await settled();
  expect(told).toEqual([true]);
  one.world.pass(10_000);
  expect(await fifth).toBe(0);
  expect(told).toEqual([true, false]);
});

test('a phone whose notebook forgets everything keeps count per page', async () => {
  const one = phone();
  const budget = createRequestBudget({
    ...one.world.platform,
    notebook: { read: () => null, write: () => {} },
  });
  await insist(one, [budget], 120);
  expect(one.mostAMinute()).toBeLessThanOrEqual(10);
});

test('a note that is nonsense is as good as none', async () => {
  const one = phone();
  one.world.notes.set('siposyandu-sync-budget', '{"savedMs":"much"}');
  expect(await one.ask(one.page())).toBe(0);
});
