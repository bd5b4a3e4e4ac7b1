// @vitest-environment node
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PhoneDb, type DbTrouble } from '#client/data/db.ts';
import { aProfile } from '../../support/builders.ts';
import { createWorld, openRecords, startPhone } from '../../support/phone.ts';

const noNetwork = () => Promise.reject(new TypeError('no network here'));
const real = indexedDB.open.bind(indexedDB);
let failing = 0;
let tried = 0;

/** The next openings end as Chrome's do when its files are busy or broken. */
beforeEach(() => {
  failing = 0;
  tried = 0;
  indexedDB.open = (name, version) => {
    tried += 1;
    if (failing === 0) return real(name, version);
    failing -= 1;
    // A request that fails by itself: no database has this version twice.
    const request = real(`${name}-${tried}`, 1);
    Object.defineProperty(request, 'error', {
      get: () => new DOMException('', 'UnknownError'),
      set: () => {},
    });
    request.addEventListener('upgradeneeded', (event) => {
      event.stopImmediatePropagation();
      request.transaction?.abort();
    });
    return request;
  };
});
afterEach(() => {
  indexedDB.open = real;
});

const settled = async () => {
  for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** Lets time pass until whatever was asked for has ended. */
async function ended<T>(world: ReturnType<typeof createWorld>, work: Promise<T>): Promise<T> {
  const over = Promise.allSettled([work]);
  for (let second = 0; second < 20; second += 1) {
    await settled();
    world.pass(1_000);
  }
  await over;
  return work;
}

describe('a database that does not open at once', () => {
  test('is tried three times, with pauses, before anything is said', async () => {
    const world = createWorld(noNetwork);
    const troubles: (DbTrouble | null)[] = [];
    failing = 2;
    const db = new PhoneDb(randomUUID(), (it) => troubles.push(it), world.platform.setTimer);
    const read = db.meta.count();
    await settled();
    expect([tried, world.timers()]).toEqual([1, [500]]);
    world.pass(500);
    await settled();
    expect([tried, world.timers()]).toEqual([2, [1_500]]);
    world.pass(1_500);
    expect(await read).toBe(1);
    expect([tried, troubles]).toEqual([3, [null]]);
  });

  test('is said to be closed when all tries fail; saves fail plainly, and try again', async () => {
    const { db: before, records, session } = await openRecords();
    await records.registerChild(aProfile({ name: 'Ayu Contoh' }), {});
    before.close();
    const world = createWorld(noNetwork);
    failing = 1000;
    const { services } = startPhone(world, before.name);
    const save = () => services.records.registerChild(aProfile({ name: 'Budi Contoh' }), {});
    for (let saves = 0; saves < 3; saves += 1) {
      const failure: unknown = await ended(world, save()).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Error);
      expect(failure).not.toBeInstanceOf(TypeError);
      expect(services.storage.trouble()).toBe('unavailable');
    }

    failing = 0;
    await ended(world, save());
    expect(services.storage.trouble()).toBeNull();
    const children = await services.records.children();
    expect(children.map(({ profile }) => profile.name)).toEqual(['Ayu Contoh', 'Budi Contoh']);
    expect(services.session.current()?.accountId ?? session.account.id).toBe(session.account.id);
    await services.stop();
  });
});
