// @vitest-environment node
import { describe, expect, test } from 'vitest';
import type { SyncStatus } from '#client/services.ts';
import { backoffMs } from '#client/sync/backoff.ts';
import { BEAT_KEY, createRunLock } from '#client/sync/run-lock.ts';
import { createRunner, TRY_EVERY_MS } from '#client/sync/runner.ts';
import type { FailureKind, TransportFailure } from '#client/sync/transport.ts';
import { startTriggers } from '#client/sync/triggers.ts';
import { createWorld, type TestWorld } from '../../support/phone.ts';

const noNetwork = () => Promise.reject(new TypeError('no network here'));

function failing(kind: FailureKind, retryAfterMs: number | null = null): TransportFailure {
  return { kind, retryAfterMs };
}

/** A runner over an engine whose runs the test ends one by one. */
function setUp(
  world: TestWorld = createWorld(noNetwork),
  fraction = 0.999,
  tryEveryMs = 0,
  onChange = async () => {},
) {
  const ends: ((failure: TransportFailure | null) => void)[] = [];
  let begun = 0;
  const runner = createRunner({
    engine: {
      run() {
        begun += 1;
        return new Promise((resolve) => ends.push(resolve));
      },
    },
    lock: createRunLock({ ...world.platform, fraction: () => 0.5 }),
    setTimer: world.platform.setTimer,
    fraction: () => fraction,
    tryEveryMs,
    onChange,
    log: () => {},
  });
  async function finish(failure: TransportFailure | null) {
    await settled();
    const end = ends.shift();
    if (end === undefined) throw new Error('no run is under way');
    end(failure);
    await settled();
  }
  return { runner, world, finish, begun: () => begun };
}

/** Lets everything that only waits for promises come to rest. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('when sync runs', () => {
  test('one run at a time; a save during it starts another after it', async () => {
    const { runner, finish, begun } = setUp();
    void runner.request('user');
    await settled();
    void runner.request('save');
    await settled();
    expect(begun()).toBe(1);
    await finish(null);
    expect(begun()).toBe(2);
    await finish(null);
    expect(begun()).toBe(2);
    expect(runner.state()).toEqual({ running: false, queued: false, obstacle: null });
  });

  test.each(['online', 'sign-in'] as const)(
    '%s: the run does not wait for what is read for the screens meanwhile',
    async (trigger) => {
      const { runner, begun } = setUp(createWorld(noNetwork), 0.5, 0, () => new Promise(() => {}));
      void runner.request(trigger);
      await settled();
      expect(begun()).toBe(1);
    },
  );

  test('a sign-in or a network that comes during a failing run gets a run of its own', async () => {
    const { runner, finish, begun } = setUp();
    void runner.request('save');
    await settled();
    const signedIn = runner.request('sign-in');
    await finish(failing('signed-out'));
    expect(begun()).toBe(2);
    void runner.request('save');
    await finish(failing('offline'));
    await signedIn;
    expect(begun()).toBe(2);
  });

  test('a request resolves when its run has ended, and never rejects', async () => {
    const { runner, finish } = setUp();
    let ended = false;
    const request = runner.request('user').then(() => (ended = true));
    await settled();
    expect([ended, runner.state().running]).toEqual([false, true]);
    await finish(failing('offline'));
    await request;
    expect(runner.state()).toEqual({ running: false, queued: false, obstacle: 'offline' });
  });

  test.each<[FailureKind, SyncStatus['obstacle']]>([
    ['offline', 'offline'],
    ['timeout', 'offline'],
    ['portal', 'portal'],
    ['signed-out', 'signed-out'],
    ['update-needed', 'update-needed'],
    ['too-large', 'server'],
    ['busy', 'server'],
    ['refused', 'server'],
    ['server', 'server'],
  ])('%s is shown as %s', async (kind, obstacle) => {
    const { runner, finish } = setUp();
    void runner.request('start');
    await finish(failing(kind));
    expect(runner.state().obstacle).toBe(obstacle);
  });

  test('it tries again by itself, later each time, at most every quarter of an hour', async () => {
    const { runner, world, finish } = setUp();
    const pauses: number[] = [];
    void runner.request('start');
    for (let tries = 0; tries < 12; tries += 1) {
      await finish(failing('server'));
      const [pause] = world.timers();
      if (pause === undefined) throw new Error('nothing will try again');
      pauses.push(Math.round(pause / 1000));
      world.pass(pause);
    }
    expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 511, 899, 899, 899]);
  });

  test('the pause is spread from nothing to its longest', () => {
    expect(backoffMs(5, 0)).toBe(0);
    expect(backoffMs(5, 0.5)).toBe(16_000);
    expect(backoffMs(1000, 0.999_999)).toBeLessThanOrEqual(15 * 60_000);
  });

  test('an ill server is left alone by saves, not by a person or a returning network', async () => {
    const { runner, finish, begun } = setUp();
    void runner.request('start');
    await finish(failing('server'));
    for (const trigger of ['save', 'interval'] as const) await runner.request(trigger);
    expect(begun()).toBe(1);
    for (const trigger of ['online', 'user', 'visible'] as const) {
      void runner.request(trigger);
      await finish(failing('server'));
    }
    expect(begun()).toBe(4);
  });

  test('a phone that reached nobody tries at every save', async () => {
    const { runner, finish, begun } = setUp();
    void runner.request('start');
    await finish(failing('offline'));
    void runner.request('save');
    await finish(failing('portal'));
    void runner.request('visible');
    await finish(null);
    expect(begun()).toBe(3);
  });

  test('a pause the server asked for is kept by everybody, to the end', async () => {
    const { runner, world, finish, begun } = setUp();
    void runner.request('start');
    await finish(failing('busy', 60_000));
    for (const trigger of ['save', 'online', 'user', 'visible', 'sign-in'] as const)
      await runner.request(trigger);
    world.pass(59_999);
    await settled();
    expect(begun()).toBe(1);
    world.pass(10_000);
    await finish(null);
    expect(begun()).toBe(2);
  });

  test.each(['signed-out', 'update-needed'] as const)(
    '%s is not tried again by itself',
    async (kind) => {
      const { runner, world, finish } = setUp();
      void runner.request('start');
      await finish(failing(kind));
      expect(world.timers()).toEqual([]);
    },
  );

  test('a run that throws is a failure like another', async () => {
    const world = createWorld(noNetwork);
    const logged: string[] = [];
    const runner = createRunner({
      engine: { run: () => Promise.reject(new Error('the disk is full')) },
      lock: createRunLock({ ...world.platform, fraction: () => 0.5 }),
      setTimer: world.platform.setTimer,
      fraction: () => 0.5,
      tryEveryMs: 0,
      onChange: async () => {},
      log: (what, detail) => logged.push(`${what} ${detail}`),
    });
    await runner.request('user');
    expect(runner.state()).toEqual({ running: false, queued: false, obstacle: 'server' });
    expect(world.timers()).toHaveLength(1);
    expect(logged).toEqual(['sync-threw Error']);
  });

  test('while another tab runs, this one waits, and takes over when that tab shows no life', async () => {
    const { runner, world, finish, begun } = setUp();
    world.lockedElsewhere = true;
    await runner.request('start');
    for (let tries = 0; tries < 10; tries += 1) {
      world.notes.set(BEAT_KEY, `other ${tries}`);
      world.pass(20_000);
      await settled();
      expect(begun()).toBe(0);
    }
    for (let tries = 0; tries < 5; tries += 1) {
      expect(begun()).toBe(0);
      world.pass(20_000);
      await settled();
    }
    await finish(null);
    expect(begun()).toBe(1);
  });

  test('nothing begins after the end', async () => {
    const { runner, finish, begun, world } = setUp();
    void runner.request('start');
    await settled();
    const stopped = runner.stop();
    await finish(failing('offline'));
    await stopped;
    await runner.request('user');
    expect([begun(), world.timers().length]).toEqual([1, 0]);
  });
});

describe('however often a person taps', () => {
  const tapped = (world?: TestWorld) => setUp(world, 0.999, TRY_EVERY_MS);

  test('runs begin ten seconds apart, and a tap that comes too soon waits its turn, seen by all', async () => {
    const { runner, world, finish, begun } = tapped();
    void runner.request('user');
    await finish(null);
    let ended = 0;
    for (let taps = 0; taps < 30; taps += 1) void runner.request('user').then(() => (ended += 1));
    await settled();
    expect([begun(), runner.state().queued]).toEqual([1, true]);
    world.pass(TRY_EVERY_MS - 1);
    await settled();
    expect(begun()).toBe(1);

    world.pass(1);
    await settled();
    expect(runner.state()).toMatchObject({ running: true, queued: false });
    expect([begun(), ended]).toEqual([2, 0]);
    await finish(null);
    expect(ended).toBe(30);
    world.pass(60_000);
    await settled();
    expect(begun()).toBe(2);
  });

  test('a minute of taps on a phone that reaches nobody makes six tries', async () => {
    const { runner, world, finish, begun } = tapped();
    for (let second = 0; second < 60; second += 1) {
      for (const trigger of ['user', 'save', 'visible'] as const) void runner.request(trigger);
      await settled();
      if (runner.state().running) await finish(failing('offline'));
      world.pass(1_000);
      await settled();
    }
    expect(begun()).toBeLessThanOrEqual(7);
    expect(begun()).toBeGreaterThanOrEqual(6);
  });

  test('a tap during a run gets one of its own after it', async () => {
    const { runner, world, finish, begun } = tapped();
    void runner.request('start');
    await settled();
    void runner.request('user');
    await finish(failing('offline'));
    expect([begun(), runner.state().queued]).toEqual([1, true]);
    world.pass(TRY_EVERY_MS);
    await finish(null);
    expect(begun()).toBe(2);
  });

  test('neither a save that went well before nor a network or a sign-in has to wait', async () => {
    const { runner, finish, begun } = tapped();
    void runner.request('start');
    await finish(null);
    void runner.request('save');
    await finish(failing('offline'));
    for (const trigger of ['online', 'sign-in'] as const) {
      void runner.request(trigger);
      await finish(failing('offline'));
    }
    expect(begun()).toBe(4);
  });

  test('a pause the server asked for outlasts the turn, and whoever waited is let go', async () => {
    const { runner, world, finish, begun } = tapped();
    void runner.request('start');
    await settled();
    let ended = false;
    void runner.request('user').then(() => (ended = true));
    await finish(failing('busy', 60_000));
    world.pass(TRY_EVERY_MS);
    await settled();
    expect([begun(), ended, runner.state().queued]).toEqual([1, true, false]);
  });

  test('the end lets go of whoever waits', async () => {
    const { runner, finish, world } = tapped();
    void runner.request('user');
    await finish(null);
    const waiting = runner.request('user');
    await runner.stop();
    await waiting;
    expect(world.timers()).toEqual([]);
  });
});

describe('what makes it run', () => {
  function triggered() {
    const set = setUp(createWorld(noNetwork), 0.5);
    const { page, setTimer } = set.world.platform;
    const stop = startTriggers({ runner: set.runner, page, setTimer, fraction: () => 0 });
    return { ...set, stop };
  }

  test('start, a network, the page in front, the worker’s word', async () => {
    const { world, finish, begun, stop } = triggered();
    await finish(null);
    for (const event of ['online', 'visible', 'sync-now'] as const) {
      world.fire(event);
      await finish(null);
    }
    expect(begun()).toBe(4);
    stop();
    world.fire('online');
    expect([begun(), world.timers()]).toEqual([4, []]);
  });

  test('every few minutes while the page is seen, spread by a fifth', async () => {
    const { world, finish, begun } = triggered();
    await finish(null);
    expect(world.timers()).toEqual([4 * 60_000]);
    world.pass(4 * 60_000);
    await finish(null);
    world.visible = false;
    world.pass(4 * 60_000);
    await settled();
    expect(begun()).toBe(2);
    world.visible = true;
    world.pass(4 * 60_000);
    await finish(null);
    expect(begun()).toBe(3);
  });
});
