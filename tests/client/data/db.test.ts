// @vitest-environment node
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { PhoneDb, type DbTrouble } from '#client/data/db.ts';
import { createLog } from '#client/data/diag.ts';
import { readAliases } from '#client/data/merged-children.ts';
import { minWriterRow, TooOldToWrite, WRITER_VERSION } from '#client/data/min-writer.ts';
import { createStorageControl } from '#client/data/storage-control.ts';
import { aProfile, theMeasurement } from '../../support/builders.ts';
import { newChildId, newMid, newPosyanduId } from '../../support/mutations.ts';
import { createWorld, openRecords, startPhone } from '../../support/phone.ts';

const noNetwork = () => Promise.reject(new TypeError('no network here'));

async function opened(name = randomUUID()) {
  const troubles: (DbTrouble | null)[] = [];
  const db = new PhoneDb(name, (trouble) => troubles.push(trouble));
  await db.open();
  return { db, name, troubles };
}

/**
 * Adds to the database as the next version of the app would.
 *
 * @param minWriter what it says of the builds that may still write
 */
function openAsNewerBuild(name: string, minWriter?: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 30);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore('vaccinations', { keyPath: 'id' });
      const meta = request.transaction?.objectStore('meta');
      if (minWriter !== undefined) meta?.put(minWriterRow(minWriter));
    });
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('not opened')));
  });
}

describe('a newer build of the app', () => {
  test('takes the database over at once, and this page asks to be reloaded instead of writing on', async () => {
    const { db, name, troubles } = await opened();
    const newer = await openAsNewerBuild(name);
    expect(troubles).toEqual([null, 'reload-needed']);
    await expect(db.meta.toArray()).rejects.toThrow('closed');
    newer.close();
  });

  test('has left its database behind: this older one does not touch it', async () => {
    const { db, name } = await opened();
    db.close();
    (await openAsNewerBuild(name)).close();

    const troubles: (DbTrouble | null)[] = [];
    const older = new PhoneDb(name, (trouble) => troubles.push(trouble));
    await expect(older.meta.toArray()).rejects.toThrow('newer build');
    expect(troubles).toEqual(['reload-needed']);
  });
});

describe('a database of the first build', () => {
  /** As that build left it: without the index of merges, its feed at an end. */
  function leaveFirstBuild(name: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 10);
      request.addEventListener('upgradeneeded', () => {
        const db = request.result;
        const children = db.createObjectStore('children', { keyPath: 'id' });
        children.createIndex('posyanduId', 'posyanduId');
        children.add(childOfFirstBuild);
        db.createObjectStore('cursors', { keyPath: 'posyanduId' }).add(cursorOfFirstBuild);
        for (const [table, key] of [
          ['meta', 'key'],
          ['grants', 'posyanduId'],
          ['events', 'id'],
          ['reviews', 'mid'],
          ['outbox', 'mid'],
        ] as const) {
          db.createObjectStore(table, { keyPath: key });
        }
      });
      request.addEventListener('success', () => resolve(request.result.close()));
      request.addEventListener('error', () => reject(request.error ?? new Error('not opened')));
    });
  }

  const posyanduId = newPosyanduId();
  const childOfFirstBuild = {
    id: newChildId(),
    posyanduId,
    createdBy: newMid(),
    base: { profile: aProfile(), fieldVersions: {}, seq: 7 },
    registered: null,
    generation: 1,
  };
  const cursorOfFirstBuild = {
    posyanduId,
    seq: 7,
    generation: 1,
    startedOver: false,
    loaded: true,
    taken: 7,
  };

  test('is told its feed anew, since that build passed merges by, and shows its children meanwhile', async () => {
    const name = randomUUID();
    await leaveFirstBuild(name);
    const { db } = await opened(name);
    expect(await db.cursors.get(posyanduId)).toMatchObject({
      seq: 0,
      generation: 2,
      startedOver: true,
      loaded: true,
    });
    expect(await db.children.toArray()).toEqual([childOfFirstBuild]);
    expect(await readAliases(db)).toEqual(new Map());
  });
});

describe('a newer build that keeps older ones from writing', () => {
  async function afterNewerBuild() {
    const phone = await openRecords();
    const child = await phone.records.registerChild(aProfile({ name: 'Ayu Contoh' }), {});
    phone.db.close();
    (await openAsNewerBuild(phone.db.name, WRITER_VERSION + 1)).close();
    return { child, dbName: phone.db.name };
  }

  test('lets this one read, and save nothing', async () => {
    const { child, dbName } = await afterNewerBuild();
    const { services } = startPhone(createWorld(noNetwork), dbName);
    expect((await services.records.child(child))?.profile.name).toBe('Ayu Contoh');
    expect(services.storage.trouble()).toBe('read-only');

    const measure = services.records.recordMeasurement(child, theMeasurement(), {});
    await expect(measure).rejects.toThrow(TooOldToWrite);
    await expect(services.records.saveDraft('x', {})).rejects.toThrow(TooOldToWrite);
    expect(await services.records.outbox()).toHaveLength(1);
    await services.stop();
  });

  test('keeps this one from sending too: it could not note the answer', async () => {
    const { dbName } = await afterNewerBuild();
    let asked = 0;
    const world = createWorld(() => {
      asked += 1;
      return noNetwork();
    });
    const { services } = startPhone(world, dbName);
    await services.sync.syncNow();
    expect(services.sync.status()).toMatchObject({ unsent: 1, obstacle: 'update-needed' });
    expect([asked, world.timers().length]).toEqual([0, 1]);
    await services.stop();
  });

  test('says so in the very database this build makes', async () => {
    const { db } = await opened();
    expect(await db.meta.get('min-writer')).toEqual(minWriterRow(WRITER_VERSION));
  });

  test('is heeded by a page that was open before', async () => {
    const { db, records } = await openRecords();
    await db.meta.put(minWriterRow(WRITER_VERSION + 1));
    await expect(records.registerChild(aProfile(), {})).rejects.toThrow(TooOldToWrite);
    expect(await db.outbox.count()).toBe(0);
  });
});

describe('the phone’s own log', () => {
  test('keeps the last two thousand lines', async () => {
    const { db } = await opened();
    await db.diag.bulkAdd(
      Array.from({ length: 2_199 }, (_, atMs) => ({ atMs, what: 'x', detail: null })),
    );
    createLog(db, () => 1)('opened');
    // The line is written aside; once it is there, so is the trimming that it set off.
    await db.transaction('rw', db.diag, async () => {});
    const trimmed = async (): Promise<number> => {
      const count = await db.diag.count();
      return count > 2_000 ? trimmed() : count;
    };
    expect(await trimmed()).toBe(2_000);
    expect((await db.diag.toCollection().last())?.what).toBe('opened');
  });
});

describe('the browser’s storage', () => {
  const storage = (over: Partial<StorageManager>) =>
    createStorageControl(over as StorageManager, async () => {});

  test('is asked to stay unless it stays already', async () => {
    let asked = 0;
    const persist = (answer: boolean) => async () => {
      asked += 1;
      return answer;
    };
    const already = storage({ persisted: async () => true, persist: persist(true) });
    expect([await already.persisted(), asked]).toEqual(['yes', 0]);
    const refused = storage({ persisted: async () => false, persist: persist(false) });
    expect([await refused.persisted(), asked]).toEqual(['no', 1]);
    expect(await createStorageControl(null, async () => {}).persisted()).toBe('unknown');
  });

  test('says what is left, or that it cannot tell', async () => {
    expect(await storage({ estimate: async () => ({ quota: 100, usage: 30 }) }).freeBytes()).toBe(
      70,
    );
    expect(await storage({ estimate: async () => ({}) }).freeBytes()).toBeNull();
    expect(await createStorageControl(null, async () => {}).freeBytes()).toBeNull();
  });

  test('tells screens when it cannot be used and when it can again', () => {
    const control = createStorageControl(null, async () => {});
    const heard: unknown[] = [];
    control.subscribe(() => heard.push(control.trouble()));
    for (const trouble of ['blocked', 'blocked', null] as const) control.show(trouble);
    expect(heard).toEqual(['blocked', null]);
  });
});
