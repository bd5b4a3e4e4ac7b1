// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_MUTATIONS_PER_PUSH } from '#protocol/push.ts';
import { aProfile, theMeasurement } from '../../support/builders.ts';
import type { Fault } from '../../support/flaky-network.ts';
import { createVillage, signIn, type Village, type VillagePhone } from '../../support/village.ts';

let village: Village;
let phone: VillagePhone;

beforeEach(async () => {
  village = createVillage();
  phone = await village.phone();
});
afterEach(() => village.stop());

const journaled = () => village.server.store.journal(village.grant.posyanduId);
const register = (name = 'Ayu Contoh') => phone.records.registerChild(aProfile({ name }), {});

async function registerOffline(count = 1) {
  phone.network.next('lost-request');
  const first = await register('Anak 0');
  await phone.sync.syncNow();
  const ids = [first];
  for (let index = 1; index < count; index += 1) {
    phone.network.next('lost-request');
    ids.push(await register(`Anak ${index}`));
    await phone.sync.syncNow();
  }
  expect(journaled()).toHaveLength(0);
  return ids;
}

describe('sending', () => {
  test('what was saved arrives once and is shown as sent', async () => {
    const child = await register();
    await phone.sync.syncNow();
    expect(journaled()).toHaveLength(1);
    expect((await phone.records.child(child))?.state).toEqual({ state: 'sent' });
    expect(phone.sync.status()).toMatchObject({ unsent: 0, obstacle: null, running: false });
    expect(phone.sync.status().lastSyncAtMs).toBe(phone.world.nowMs);
  });

  test('a record saved while a push is under way is sent too, and never marked unsent work as sent', async () => {
    phone.network.during(async () => {
      await register('Anak Kedua');
    });
    await register('Anak Pertama');
    await phone.sync.syncNow();
    const rows = await phone.look((db) => db.outbox.toArray());
    expect(rows.map(({ state }) => state)).toEqual(['answered', 'answered']);
    expect(journaled().map(({ envelope }) => envelope.mid)).toEqual(rows.map(({ mid }) => mid));
  });

  test('more than one chunk goes out in order', async () => {
    phone.network.chance(1, () => 0);
    for (let index = 0; index < MAX_MUTATIONS_PER_PUSH + 5; index += 1)
      await register(`Anak ${index}`);
    expect(journaled()).toHaveLength(0);
    phone.network.chance(0, () => 1);
    await phone.sync.syncNow();
    expect(journaled().map(({ envelope }) => envelope.seq)).toEqual(
      Array.from({ length: MAX_MUTATIONS_PER_PUSH + 5 }, (_, index) => index + 1),
    );
  });

  test('a mutation the answer forgets waits on; the others are done', async () => {
    await registerOffline(3);
    phone.network.rewrite('/api/sync/push', (body) => ({
      ...body,
      verdicts: (body['verdicts'] as unknown[]).slice(0, 2),
    }));
    await phone.sync.syncNow();
    expect(phone.sync.status()).toMatchObject({ unsent: 1, obstacle: 'server' });
    await phone.sync.syncNow();
    expect(phone.sync.status()).toMatchObject({ unsent: 0, obstacle: null });
    expect(journaled()).toHaveLength(3);
  });

  test('a verdict about somebody else’s mutation marks nothing', async () => {
    await registerOffline(2);
    const rows = await phone.look((db) => db.outbox.toArray());
    phone.network.next('too-large');
    phone.network.rewrite('/api/sync/push', (body) => ({
      ...body,
      verdicts: rows.map(({ mid }) => ({ mid, status: 'applied' })),
    }));
    await phone.sync.syncNow();
    // Halved after the refusal, so the rewritten answer was about the first alone.
    expect(journaled()).toHaveLength(2);
  });
});

describe('a bad network', () => {
  const harmless: readonly [Fault, string][] = [
    ['lost-request', 'offline'],
    ['lost-reply', 'offline'],
    ['truncated', 'offline'],
    ['portal', 'portal'],
    ['portal-json', 'portal'],
    ['gateway', 'server'],
  ];

  test.each(harmless)(
    '%s: nothing lost, nothing doubled, nobody signed out',
    async (fault, obstacle) => {
      await registerOffline();
      phone.network.next(fault);
      await phone.sync.syncNow();
      expect(phone.sync.status()).toMatchObject({ unsent: 1, obstacle });
      expect(phone.services.session.current()).toMatchObject({ expired: false });

      await phone.sync.syncNow();
      expect(phone.sync.status()).toMatchObject({ unsent: 0, obstacle: null });
      expect(journaled()).toHaveLength(1);
      expect(village.server.store.children(village.grant.posyanduId)).toHaveLength(1);
    },
  );

  test('a request that arrives twice counts once', async () => {
    await registerOffline();
    phone.network.next('twice');
    await phone.sync.syncNow();
    expect(journaled()).toHaveLength(1);
    expect(phone.sync.status().unsent).toBe(0);
  });

  test('what failed to go says how often and why', async () => {
    await registerOffline();
    phone.network.next('portal');
    await phone.sync.syncNow();
    expect(await phone.records.outbox()).toMatchObject([
      { op: 'child.create', childName: 'Anak 0', tries: expect.any(Number), lastError: 'portal' },
    ]);
  });

  test('an answer of another shape is not believed', async () => {
    await registerOffline();
    phone.network.rewrite('/api/sync/push', (body) => ({ ...body, verdicts: 'all' }));
    await phone.sync.syncNow();
    expect(phone.sync.status()).toMatchObject({ unsent: 1, obstacle: 'server' });
  });
});

describe('an answer of the server that is not a yes', () => {
  test('401: signed out, but records and saving stay; the next sign-in sends them', async () => {
    village.server.forgetSessions();
    const child = await register();
    await phone.sync.syncNow();
    expect(phone.sync.status()).toMatchObject({ unsent: 1, obstacle: 'signed-out' });
    expect(phone.services.session.current()).toMatchObject({ expired: true });
    await phone.records.recordMeasurement(child, theMeasurement(), {});
    expect(await phone.records.outbox()).toHaveLength(2);

    await signIn(phone, village.kader);
    expect(phone.sync.status()).toMatchObject({ unsent: 0, obstacle: null });
    expect(phone.services.session.current()).toMatchObject({ expired: false });
    expect(journaled()).toHaveLength(2);
  });

  test('413: goes in smaller pieces', async () => {
    await registerOffline(5);
    phone.network.next('too-large', 'too-large');
    await phone.sync.syncNow();
    expect(phone.sync.status()).toMatchObject({ unsent: 0, obstacle: null });
    expect(journaled()).toHaveLength(5);
  });

  test('429: waits as long as it was told, even when somebody taps', async () => {
    await registerOffline();
    phone.network.next('busy');
    await phone.sync.syncNow();
    const before = village.server.arrived.length;
    await phone.sync.syncNow();
    phone.world.fire('online');
    phone.world.pass(29_000);
    expect(village.server.arrived).toHaveLength(before);
    expect(phone.sync.status().obstacle).toBe('server');

    phone.world.pass(60_000);
    await phone.sync.syncNow();
    expect(phone.sync.status()).toMatchObject({ unsent: 0, obstacle: null });
  });

  test('one mutation the server cannot stomach holds back its child only', async () => {
    const [poison] = await registerOffline(4);
    phone.network.refuseWhile((body) => JSON.stringify(body).includes(String(poison)));
    await phone.sync.syncNow();
    expect(journaled()).toHaveLength(3);
    expect(phone.sync.status()).toMatchObject({ unsent: 1, obstacle: 'server' });

    phone.network.refuseWhile(() => false);
    await phone.sync.syncNow();
    expect(phone.sync.status()).toMatchObject({ unsent: 0, obstacle: null });
  });
});

describe('a phone copied with all its memory', () => {
  test('becomes a device of its own and loses nothing', async () => {
    await register('Sebelum');
    await phone.sync.syncNow();
    phone.network.chance(1, () => 0);
    await register('Menunggu');
    const copy = await village.clone(phone, 77);
    phone.network.chance(0, () => 1);

    const [mine, theirs] = await Promise.all([
      phone.records.registerChild(aProfile({ name: 'Dari asli' }), {}),
      copy.records.registerChild(aProfile({ name: 'Dari salinan' }), {}),
    ]);
    for (const each of [phone, copy, phone]) await each.sync.syncNow();

    expect([phone, copy].map((each) => each.sync.status().unsent)).toEqual([0, 0]);
    const names = (await phone.records.children()).map(({ profile }) => profile.name);
    expect(names).toEqual(['Dari asli', 'Dari salinan', 'Menunggu', 'Sebelum']);
    expect((await copy.records.children()).map(({ id }) => id)).toEqual(
      expect.arrayContaining([mine, theirs]),
    );
    expect(journaled()).toHaveLength(4);
    const devices = await Promise.all(
      [phone, copy].map((each) => each.look((db) => db.meta.get('phone'))),
    );
    expect(new Set(devices.map((row) => row?.key === 'phone' && row.deviceId)).size).toBe(2);
  });
});
