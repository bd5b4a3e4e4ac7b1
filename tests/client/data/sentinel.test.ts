// @vitest-environment node
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aProfile } from '../../support/builders.ts';
import { startPhone } from '../../support/phone.ts';
import { createVillage, signIn, type Village, type VillagePhone } from '../../support/village.ts';

let village: Village;
let phone: VillagePhone;

beforeEach(async () => {
  village = createVillage();
  phone = await village.phone();
});
afterEach(() => village.stop());

const deviceId = (of: VillagePhone) =>
  of.look(async (db) => {
    const row = await db.meta.get('phone');
    return row?.key === 'phone' ? row.deviceId : null;
  });

async function registerUnsent(name: string) {
  phone.network.next('lost-request');
  await phone.records.registerChild(aProfile({ name }), {});
  await phone.sync.syncNow();
}

/** The browser throws the database away; what lies outside it stays. */
async function loseDatabase() {
  await phone.services.stop();
  await Dexie.delete(phone.dbName);
}

async function startAgain() {
  const { services } = startPhone(phone.world, phone.dbName);
  const told = new Promise<void>((resolve) => {
    services.storage.subscribe(() => {
      if (services.storage.loss() !== null) resolve();
    });
  });
  return { services, told };
}

describe('a database that came back empty', () => {
  test('is noticed with what was not sent, and has its own new device', async () => {
    phone.network.chance(1, () => 0);
    await registerUnsent('Ayu Rahasia');
    await registerUnsent('Budi Rahasia');
    const before = await deviceId(phone);
    expect(phone.sync.status().unsent).toBe(2);
    await loseDatabase();

    const { services, told } = await startAgain();
    await told;
    expect(services.storage.loss()).toMatchObject({ unsent: 2 });
    const after = await deviceId(phone);
    expect(after).not.toBeNull();
    expect(after).not.toBe(before);
    expect(await phone.look((db) => db.diag.toArray())).toContainEqual(
      expect.objectContaining({ what: 'database-came-back-empty', detail: '2' }),
    );
    await services.stop();
  });

  test('is said until somebody has read it, and then not again', async () => {
    await loseDatabase();
    const first = await startAgain();
    await first.told;
    await first.services.stop();

    const second = await startAgain();
    await second.told;
    await second.services.storage.acknowledgeLoss();
    await second.services.stop();
    expect(await phone.look((db) => db.meta.get('loss'))).toBeUndefined();

    const third = await startAgain();
    await third.services.sync.syncNow();
    expect(third.services.storage.loss()).toBeNull();
    await third.services.stop();
  });

  test('never gives a number of the lost one again: the server takes what is saved after', async () => {
    await phone.records.registerChild(aProfile({ name: 'Anak Satu' }), {});
    await phone.sync.syncNow();
    await loseDatabase();
    const { services } = await startAgain();
    const again = { ...phone, services, records: services.records, sync: services.sync };
    await signIn(again, village.kader);
    await again.records.registerChild(aProfile({ name: 'Anak Dua' }), {});
    await again.sync.syncNow();
    expect(village.server.store.journal(village.grant.posyanduId)).toHaveLength(2);
    expect(await again.look((db) => db.diag.where('id').above(0).toArray())).not.toContainEqual(
      expect.objectContaining({ what: 'device-fork' }),
    );
    await services.stop();
  });
});

describe('what is kept outside the database', () => {
  test('is a count and nothing else', async () => {
    await registerUnsent('Ayu Rahasia');
    await loseDatabase();
    expect(phone.world.notes.get(phone.dbName)).toBe('{"unsent":1}');
    expect(JSON.stringify([...phone.world.notes])).not.toMatch(/Rahasia/);
  });

  test.each(['', 'x', '{"unsent":-1}', 'null', '[]'])(
    'is ignored when it is not ours: %j',
    async (text) => {
      await loseDatabase();
      phone.world.notes.set(phone.dbName, text);
      const { services } = await startAgain();
      await services.sync.syncNow();
      expect(services.storage.loss()).toBeNull();
      await services.stop();
    },
  );

  test('is not missed on a phone that was never used', async () => {
    const { services } = startPhone(phone.world);
    await services.sync.syncNow();
    expect(services.storage.loss()).toBeNull();
    await services.stop();
  });
});
