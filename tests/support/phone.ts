/** A phone for tests: real services over a fresh database, with clock, chance, timers and network in the test's hands. */

import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { createServices, type RunningServices } from '#client/create-services.ts';
import { PhoneDb } from '#client/data/db.ts';
import { createRecords } from '#client/data/records.ts';
import { keepSession } from '#client/session/session-store.ts';
import type { Fetch, PageEvent, Platform } from '#client/sync/platform.ts';
import type { Session } from '#protocol/session.ts';
import { aSession } from './builders.ts';

export const NOON = Date.parse('2026-11-10T04:00:00Z');

/** mulberry32: small, seeded, good enough to shuffle a test. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface TestWorld {
  readonly platform: Platform;
  nowMs: number;
  /** Timers that wait, soonest first. */
  readonly timers: () => readonly number[];
  /** Lets time pass: clock and timers. */
  pass(ms: number): void;
  /** Fires an event of the page. */
  fire(event: PageEvent): void;
  visible: boolean;
  /** How often the browser was asked to wake the worker. */
  wakeUps: number;
  /** While set, another tab holds the lock. */
  lockedElsewhere: boolean;
  /** What lies outside the database, by its name. */
  readonly notes: Map<string, string>;
}

export function createWorld(
  fetch: Fetch,
  {
    seed = 1,
    nowMs = NOON,
    subtle = null,
  }: {
    readonly seed?: number;
    readonly nowMs?: number;
    readonly subtle?: SubtleCrypto | null;
  } = {},
): TestWorld {
  const fraction = seeded(seed);
  const listeners = new Map<PageEvent, Set<() => void>>();
  let timers: { readonly at: number; readonly run: () => void }[] = [];
  let elapsed = 0;

  const world: TestWorld = {
    nowMs,
    visible: true,
    wakeUps: 0,
    lockedElsewhere: false,
    notes: new Map(),
    timers: () => timers.map(({ at }) => at - elapsed).sort((a, b) => a - b),
    pass(ms) {
      elapsed += ms;
      world.nowMs += ms;
      const due = timers.filter(({ at }) => at <= elapsed).sort((a, b) => a.at - b.at);
      timers = timers.filter(({ at }) => at > elapsed);
      for (const { run } of due) run();
    },
    fire(event) {
      for (const run of listeners.get(event) ?? []) run();
    },
    platform: {
      clock: {
        nowMs: () => world.nowMs,
        elapsedMs: () => elapsed,
        today: () => new Date(world.nowMs + 8 * 3_600_000).toISOString().slice(0, 10),
        timeZone: () => 'Asia/Makassar',
      },
      random: {
        fraction,
        bytes: (length) => Uint8Array.from({ length }, () => Math.floor(fraction() * 256)),
      },
      setTimer(afterMs, run) {
        const timer = { at: elapsed + afterMs, run };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
      fetch,
      gzip: async (text) => {
        const packed = gzipSync(text);
        return packed.buffer.slice(packed.byteOffset, packed.byteOffset + packed.byteLength);
      },
      locks: {
        async tryHold(_name, work) {
          if (world.lockedElsewhere) return false;
          await work();
          return true;
        },
        steal: (_name, work) => work(),
      },
      subtle,
      page: {
        isVisible: () => world.visible,
        on(event, run) {
          const runs = listeners.get(event) ?? new Set();
          listeners.set(event, runs.add(run));
          return () => runs.delete(run);
        },
        wakeWhenOnline: () => {
          world.wakeUps += 1;
        },
      },
      storage: null,
      notebook: {
        read: (key) => world.notes.get(key) ?? null,
        write: (key, text) => void world.notes.set(key, text),
      },
    },
  };
  return world;
}

export interface TestPhone {
  readonly services: RunningServices;
  readonly world: TestWorld;
  readonly dbName: string;
}

/** @param dbName of an earlier phone, to start that one again */
export function startPhone(world: TestWorld, dbName = `phone-${randomUUID()}`): TestPhone {
  const services = createServices({ dbName, app: 'test', platform: world.platform, tryEveryMs: 0 });
  return { services, world, dbName };
}

/** Records of a signed-in kader over a fresh database, without sync. */
export async function openRecords(
  options: { readonly session?: Session; readonly seed?: number } = {},
) {
  const session = options.session ?? aSession();
  const world = createWorld(
    () => Promise.reject(new TypeError('no network here')),
    options.seed === undefined ? {} : { seed: options.seed },
  );
  const { clock, random } = world.platform;
  const db = new PhoneDb(`records-${randomUUID()}`);
  const ids = { nowMs: clock.nowMs, randomBytes: random.bytes };
  await keepSession(db, ids, session);
  let saves = 0;
  const deps = { ...ids, db, app: 'test', today: clock.today, timeZone: clock.timeZone };
  const records = createRecords(deps, () => {
    saves += 1;
  });
  const grant = session.grants[0];
  if (grant === undefined) throw new Error('a kader has a posyandu');
  return { db, ids, records, world, session, posyanduId: grant.posyanduId, saves: () => saves };
}
