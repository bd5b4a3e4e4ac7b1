// @vitest-environment node
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { PhoneDb } from '#client/data/db.ts';
import { createRenewal } from '#client/session/renewal.ts';
import { createTurns } from '#client/session/turns.ts';
import { aGrant, aProfile, anAccount } from '../../support/builders.ts';
import { createFlakyNetwork, type FlakyNetwork } from '../../support/flaky-network.ts';
import { createMemoryServer, PASSWORD, type MemoryServer } from '../../support/memory-server.ts';
import { createWorld, NOON, startPhone, type TestPhone } from '../../support/phone.ts';

const kader = anAccount({ username: 'kader.satu' });
const grant = aGrant();
const RENEWAL = ['POST /api/session/challenge', 'POST /api/session/renew'];

let server: MemoryServer;
let dbName: string;
let opened: TestPhone[];

beforeEach(() => {
  server = createMemoryServer({ now: () => NOON });
  server.addAccount(kader);
  server.store.open(grant, [kader.id]);
  dbName = `phone-${randomUUID()}`;
  opened = [];
  return async () => {
    await Promise.all(opened.map(({ services }) => services.stop()));
    if (server.bugs.length > 0) throw new AggregateError(server.bugs, 'the server threw');
  };
});

type Phone = TestPhone & { readonly network: FlakyNetwork };

/** The same phone each time, in a browser that remembers no cookie. */
async function open(subtle: SubtleCrypto | null = crypto.subtle): Promise<Phone> {
  const network = createFlakyNetwork(server.browser());
  const phone = startPhone(createWorld(network.fetch, { subtle }), dbName);
  opened.push(phone);
  await phone.services.sync.syncNow();
  return { ...phone, network };
}

async function signedIn(subtle?: SubtleCrypto | null): Promise<Phone> {
  const phone = await open(subtle);
  expect(await phone.services.session.signIn(kader.username, PASSWORD)).toBeNull();
  await phone.services.sync.syncNow();
  return phone;
}

/** Signed in, one record saved where there was no network, and then the browser died. */
async function diedWithOneUnsent(subtle?: SubtleCrypto | null): Promise<void> {
  const phone = await signedIn(subtle);
  phone.network.chance(1, () => 0);
  await phone.services.records.registerChild(aProfile({ name: 'Ayu Contoh' }), {});
  await phone.services.sync.syncNow();
  await phone.services.stop();
  opened = [];
  server.arrived.length = 0;
}

const journaled = () => server.store.journal(grant.posyanduId).length;
const settled = () => new Promise((resolve) => setImmediate(resolve));

async function keptKey() {
  const db = new PhoneDb(dbName);
  const row = await db.meta.get('device-key');
  db.close();
  return row?.key === 'device-key' ? row : null;
}

describe('a phone whose browser lost the cookie', () => {
  test('sends what waits, without a sign-in', async () => {
    await diedWithOneUnsent();
    const { services } = await open();
    expect(services.sync.status()).toMatchObject({ unsent: 0, obstacle: null });
    expect(services.session.current()).toMatchObject({ username: kader.username, expired: false });
    expect(journaled()).toBe(1);
    expect(server.arrived).toEqual([
      'POST /api/sync/push',
      ...RENEWAL,
      'POST /api/sync/push',
      'POST /api/sync/pull',
    ]);
  });

  test('renews as often as it has to', async () => {
    const { services } = await signedIn();
    for (let n = 0; n < 3; n += 1) {
      server.forgetSessions();
      await services.sync.syncNow();
      expect(services.sync.status().obstacle).toBeNull();
    }
  });

  test('asks for the password when the server refuses the key, and tries the key no more', async () => {
    await diedWithOneUnsent();
    server.forgetKeys();
    const { services } = await open();
    expect(services.sync.status()).toMatchObject({ unsent: 1, obstacle: 'signed-out' });
    await settled();
    expect(services.session.current()).toMatchObject({ expired: true });
    expect(server.arrived).toEqual(['POST /api/sync/push', ...RENEWAL]);

    await services.sync.syncNow();
    expect(server.arrived.slice(3)).toEqual(['POST /api/sync/push']);

    await services.session.signIn(kader.username, PASSWORD);
    await services.sync.syncNow();
    expect(services.sync.status()).toMatchObject({ unsent: 0, obstacle: null });
    server.forgetSessions();
    await services.sync.syncNow();
    expect(services.sync.status().obstacle).toBeNull();
  });

  test.each([
    ['lost-request', 'offline'],
    ['lost-reply', 'offline'],
    ['portal', 'portal'],
    ['gateway', 'server'],
    ['busy', 'server'],
  ] as const)('does not ask for it when the renewal meets a %s', async (fault, obstacle) => {
    const { services, network } = await signedIn();
    server.forgetSessions();
    for (const before of [[null], [null, null]]) {
      network.next(...before, fault);
      await services.sync.syncNow();
      expect(services.sync.status().obstacle).toBe(obstacle);
      expect(services.session.current()).toMatchObject({ expired: false });
      // The pause that the server asked for.
      opened.at(-1)?.world.pass(3_600_000);
      await services.sync.syncNow();
      expect(services.sync.status().obstacle).toBeNull();
      server.forgetSessions();
    }
  });

  test('repeats the call once and not again', async () => {
    const { services, network } = await signedIn();
    server.forgetSessions();
    network.during(async () => {});
    network.during(async () => {});
    network.during(async () => server.forgetSessions());
    server.arrived.length = 0;
    await services.sync.syncNow();
    expect(services.sync.status().obstacle).toBe('signed-out');
    expect(server.arrived).toEqual(['POST /api/sync/pull', ...RENEWAL, 'POST /api/sync/pull']);
  });

  test('asks for it where the browser has no keys', async () => {
    await diedWithOneUnsent(null);
    const { services } = await open(null);
    expect(services.sync.status()).toMatchObject({ unsent: 1, obstacle: 'signed-out' });
    expect(server.arrived).toEqual(['POST /api/sync/push']);
  });

  test('asks for it where the browser cannot make one', async () => {
    const broken: SubtleCrypto = Object.create(crypto.subtle, {
      generateKey: { value: () => Promise.reject(new Error('not here')) },
    });
    await diedWithOneUnsent(broken);
    expect(await keptKey()).toBeNull();
    const { services } = await open(broken);
    expect(services.sync.status()).toMatchObject({ unsent: 1, obstacle: 'signed-out' });
  });
});

describe('the key', () => {
  test('is made once, and nobody can read its private half', async () => {
    const { services } = await signedIn();
    const first = await keptKey();
    await services.session.signIn(kader.username, PASSWORD);
    const second = await keptKey();
    const publicHalf = (row: typeof first) =>
      row && crypto.subtle.exportKey('jwk', row.keys.publicKey);
    expect(await publicHalf(second)).toEqual(await publicHalf(first));
    expect(first?.keys.privateKey.extractable).toBe(false);
    expect(first?.boundTo).toMatchObject({ accountId: kader.id });
  });

  test('is gone with a sign-out, also one the server has not heard of', async () => {
    const { services, network } = await signedIn();
    network.chance(1, () => 0);
    await services.session.signOut();
    expect(await keptKey()).toBeNull();
  });

  test('renews nobody but who signed in last', async () => {
    const other = anAccount({ username: 'kader.dua' });
    server.addAccount(other);
    server.store.open(grant, [kader.id, other.id]);
    const { services } = await signedIn();
    await services.session.signIn(other.username, PASSWORD);
    server.forgetSessions();
    await services.sync.syncNow();
    expect(services.sync.status().obstacle).toBeNull();
    expect((await keptKey())?.boundTo).toMatchObject({ accountId: other.id });
  });

  test('of staff renews nothing', async () => {
    const petugas = anAccount({ username: 'petugas', role: 'petugas' });
    server.addAccount(petugas);
    const { services } = await signedIn();
    await services.session.signIn(petugas.username, PASSWORD);
    expect((await keptKey())?.boundTo).toBeNull();
  });
});

test('two that ask at once share one renewal', async () => {
  const { world, services } = await signedIn();
  await services.stop();
  server.arrived.length = 0;
  const db = new PhoneDb(dbName);
  const { platform } = world;
  const { subtle } = platform;
  const renew = createRenewal({ db, http: platform, subtle, inTurn: createTurns() });
  const [one, two] = await Promise.all([renew(), renew()]);
  expect([one, two]).toMatchObject([{ ok: true }, { ok: true }]);
  expect(server.arrived).toEqual(RENEWAL);
  await renew();
  expect(server.arrived).toEqual([...RENEWAL, ...RENEWAL]);
  db.close();
});

test('a sign-in waits for a renewal under way, so that the later cookie is the later person’s', async () => {
  const { services, network } = await signedIn();
  const other = anAccount({ username: 'kader.dua' });
  server.addAccount(other);
  server.forgetSessions();
  server.arrived.length = 0;
  let signingIn: Promise<unknown> = Promise.resolve();
  network.during(async () => {});
  network.during(async () => {
    signingIn = services.session.signIn(other.username, PASSWORD);
    await settled();
  });
  await services.sync.syncNow();
  await signingIn;
  const [, ...asked] = server.arrived;
  expect(asked.slice(0, 2)).toEqual(RENEWAL);
  expect(asked.indexOf('POST /api/session')).toBeGreaterThan(1);
  expect(services.session.current()).toMatchObject({ username: other.username });
});
