// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aGrant, aProfile, anAccount } from '../../support/builders.ts';
import { PASSWORD } from '../../support/memory-server.ts';
import { startPhone } from '../../support/phone.ts';
import { createVillage, signIn, type Village, type VillagePhone } from '../../support/village.ts';

let village: Village;
let phone: VillagePhone;

beforeEach(async () => {
  village = createVillage();
  phone = await village.phone();
});
afterEach(() => village.stop());

const session = () => phone.services.session;
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('sign-in', () => {
  test('opens the only posyandu at once and brings its children', async () => {
    await phone.records.registerChild(aProfile({ name: 'Ayu Contoh' }), {});
    await phone.sync.syncNow();
    const other = await village.phone(village.otherKader);
    expect(other.services.session.current()).toMatchObject({
      displayName: 'Kader Uji',
      role: 'kader',
      posyandu: village.grant,
      expired: false,
    });
    expect(await other.records.children()).toHaveLength(1);
  });

  test('says what is wrong in a way a screen can tell', async () => {
    await session().signOut();
    expect(await session().signIn('kader.satu', 'salah')).toBe('wrong-credentials');
    phone.network.next('busy');
    expect(await session().signIn('kader.satu', PASSWORD)).toBe('too-many-attempts');
    phone.network.next('lost-request');
    expect(await session().signIn('kader.satu', PASSWORD)).toBe('offline');
    phone.network.next('portal');
    expect(await session().signIn('kader.satu', PASSWORD)).toBe('offline');
    phone.network.next('gateway');
    expect(await session().signIn('kader.satu', PASSWORD)).toBe('server');
    expect(session().current()).toBeNull();
  });

  test('with several posyandu a person chooses, once', async () => {
    const second = aGrant({ posyanduName: 'Posyandu Kedua' });
    const account = anAccount({ username: 'kader.keliling' });
    village.server.addAccount(account);
    village.server.store.open(village.grant, [account.id]);
    village.server.store.open(second, [account.id]);
    await signIn(phone, account);
    expect(session().current()?.posyandu).toEqual(village.grant);

    await session().choosePosyandu(second.posyanduId);
    expect(session().current()?.posyandu).toEqual(second);
    await phone.sync.syncNow();
    expect(session().current()?.posyandu).toEqual(second);
    await session().choosePosyandu(aGrant().posyanduId);
    expect(session().current()?.posyandu).toEqual(second);
  });
});

describe('a cold start with no network', () => {
  test('shows the app signed in, with its records', async () => {
    await phone.records.registerChild(aProfile({ name: 'Ayu Contoh' }), {});
    await phone.sync.syncNow();
    await phone.services.stop();

    phone.network.chance(1, () => 0);
    const again = startPhone(phone.world, phone.dbName);
    const read = new Promise<void>((resolve) => {
      again.services.session.subscribe(() => resolve());
    });
    expect(again.services.session.current()).toBeUndefined();
    await read;
    expect(again.services.session.current()).toMatchObject({ posyandu: village.grant });
    expect((await again.services.records.children()).map(({ profile }) => profile.name)).toEqual([
      'Ayu Contoh',
    ]);
    await again.services.stop();
  });
});

describe('sign-out', () => {
  test('hides the records and deletes nothing unsent', async () => {
    phone.network.next('lost-request');
    await phone.records.registerChild(aProfile(), {});
    await phone.sync.syncNow();
    await session().signOut();
    expect(session().current()).toBeNull();
    expect(await phone.records.children()).toEqual([]);
    expect(await phone.look((db) => db.outbox.count())).toBe(1);

    const device = await phone.look((db) => db.meta.get('phone'));
    await signIn(phone, village.kader);
    expect(phone.sync.status().unsent).toBe(0);
    expect(await phone.look((db) => db.meta.get('phone'))).toMatchObject({
      deviceId: device?.key === 'phone' && device.deviceId,
    });
    expect(village.server.store.journal(village.grant.posyanduId)).toHaveLength(1);
  });

  test('without a network is told to the server when the network returns', async () => {
    phone.network.chance(1, () => 0);
    await session().signOut();
    await settled();
    phone.network.chance(0, () => 1);
    const told = () =>
      village.server.arrived.filter((line) => line === 'DELETE /api/session').length;
    expect(told()).toBe(0);
    phone.world.fire('online');
    // The next sign-in waits for it, so that its own cookie stays.
    await signIn(phone, village.kader);
    expect(told()).toBe(1);
    expect(session().current()).toMatchObject({ expired: false });
    await phone.records.registerChild(aProfile(), {});
    await phone.sync.syncNow();
    expect(phone.sync.status()).toMatchObject({ unsent: 0, obstacle: null });
  });

  test('never takes the cookie of the sign-in that follows at once', async () => {
    const release = phone.network.hold();
    await session().signOut();
    await settled();
    const signingIn = signIn(phone, village.kader);
    await settled();
    release();
    await signingIn;
    await phone.sync.syncNow();
    expect(session().current()).toMatchObject({ expired: false });
    expect(phone.sync.status().obstacle).toBeNull();
  });

  test('nothing is sent while nobody is signed in', async () => {
    await session().signOut();
    await settled();
    const before = village.server.arrived.length;
    await phone.sync.syncNow();
    expect(village.server.arrived).toHaveLength(before);
    expect(phone.sync.status().obstacle).toBe('signed-out');
  });
});

describe('a save with no network', () => {
  test('asks the browser to wake the app when there is one', async () => {
    phone.network.next('lost-request');
    await phone.records.registerChild(aProfile(), {});
    await phone.sync.syncNow();
    await settled();
    expect(phone.world.wakeUps).toBe(1);
    phone.world.fire('sync-now');
    await phone.sync.syncNow();
    expect(phone.sync.status().unsent).toBe(0);
  });
});
