import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { PhoneDb } from '#client/data/db.ts';
import type { ChildId, PosyanduId } from '#domain/ids.ts';
import { reviewListSchema } from '#protocol/review.ts';
import { grantPosyandu } from '#server/store/account-store.ts';
import type { SignedIn } from '#server/store/session-store.ts';
import { createFlakyNetwork, type FlakyNetwork } from '../support/flaky-network.ts';
import { injectFetch } from '../support/inject-fetch.ts';
import { aProfile, theMeasurement } from '../support/mutations.ts';
import { createWorld, seeded, startPhone, type TestPhone } from '../support/phone.ts';
import {
  anAccount,
  aPuskesmas,
  browserOf,
  PASSWORD,
  START_MS,
  startTestServer,
  type Person,
  type TestServer,
} from '../support/server.ts';

type Phone = TestPhone & { readonly network: FlakyNetwork };

let server: TestServer;
let posyanduId: PosyanduId;
let kader: SignedIn;
let otherKader: SignedIn;
let petugas: Person;
let phones: Phone[];
let one: Phone;
let two: Phone;

beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.close());

beforeEach(async () => {
  const place = await aPuskesmas(server.db);
  ({ posyanduId, kader } = place);
  otherKader = await anAccount(server.db, 'kader');
  await grantPosyandu(server.db, { accountId: otherKader.id, posyanduId, fromMs: START_MS - 1 });
  petugas = await browserOf(server, place.petugas);
  phones = [];
  one = await phoneOf(kader, 1);
  two = await phoneOf(otherKader, 2);
});
afterEach(() => Promise.all(phones.map(({ services }) => services.stop())));

async function phoneOf(account: SignedIn, seed: number): Promise<Phone> {
  const network = createFlakyNetwork(injectFetch(server.app));
  const world = createWorld(network.fetch, { seed, nowMs: START_MS });
  const phone = { ...startPhone(world), network };
  phones.push(phone);
  expect(await phone.services.session.signIn(account.username, PASSWORD)).toBeNull();
  await phone.services.sync.syncNow();
  return phone;
}

async function inTurn(...order: readonly Phone[]): Promise<void> {
  for (const phone of order) await phone.services.sync.syncNow();
}

async function journaled(): Promise<{ mid: string; status: string }[]> {
  return server.db
    .selectFrom('journal')
    .select(['mid', 'status'])
    .where('posyandu_id', '=', posyanduId)
    .execute();
}

async function midsMadeOn({ dbName }: Phone): Promise<string[]> {
  const db = new PhoneDb(dbName);
  const mids = await db.outbox.toCollection().primaryKeys();
  db.close();
  return mids;
}

async function seenOn({ services }: Phone) {
  const children = await services.records.children();
  return Promise.all(
    children.map(async ({ id, profile }) => ({
      id,
      profile,
      events: (await services.records.eventsOf(id)).map(({ mid, counts }) => ({ mid, counts })),
    })),
  );
}

async function waitingRecords() {
  const answer = await petugas.get(`/api/review/records?posyanduId=${posyanduId}`);
  return reviewListSchema.parse(answer.json()).records;
}

async function decide(mid: string, decision: 'approve' | 'return', reason: string | null) {
  const answer = await petugas.post('/api/review/decisions', { mids: [mid], decision, reason });
  expect(answer.statusCode).toBe(200);
}

test('one record’s whole way: weighed without signal, returned with a reason, corrected, approved, seen by both kader', async () => {
  const { records } = one.services;
  one.network.chance(1, () => 0);
  const child = await records.registerChild(aProfile({ name: 'Ayu Contoh' }), {});
  const weighing = await records.recordMeasurement(
    child,
    theMeasurement({ weightGrams: 8_100 }),
    {},
  );
  await inTurn(one);
  expect(one.services.sync.status()).toMatchObject({ unsent: 2, obstacle: 'offline' });
  expect((await records.eventsOf(child))[0]?.state).toEqual({ state: 'unsent' });

  one.network.chance(0, () => 1);
  one.world.fire('online');
  await inTurn(one);
  expect((await records.eventsOf(child))[0]?.state).toEqual({ state: 'sent' });

  const arrived = (await waitingRecords()).find(({ op }) => op === 'measure.record');
  if (arrived === undefined) throw new Error('the puskesmas does not see it');
  expect(arrived).toMatchObject({ child: { name: 'Ayu Contoh' }, authorName: kader.displayName });
  await decide(arrived.mid, 'return', 'Timbang ulang tanpa sandal');
  await inTurn(one);
  expect(await records.attention()).toMatchObject([
    {
      mid: arrived.mid,
      targetId: weighing,
      state: { state: 'returned', reason: 'Timbang ulang tanpa sandal' },
    },
  ]);

  await records.amendMeasurement(child, weighing, theMeasurement({ weightGrams: 7_900 }), {
    reason: 'ditimbang ulang',
    answers: arrived.mid,
  });
  await inTurn(one);
  expect(await records.attention()).toEqual([]);
  const correction = (await waitingRecords()).find(({ op }) => op === 'measure.amend');
  if (correction === undefined) throw new Error('the puskesmas does not see the correction');
  expect(correction.answers).toBe(arrived.mid);
  await decide(correction.mid, 'approve', null);

  await inTurn(one, two);
  for (const { services } of [one, two]) {
    expect((await services.records.eventsOf(child)).map(({ state }) => state.state)).toEqual([
      'corrected',
      'approved',
    ]);
  }
});

test('a session that was ended elsewhere stops the sending and nothing else', async () => {
  await server.db
    .updateTable('session')
    .set({ revoked_at: new Date(START_MS) })
    .where('account_id', '=', kader.id)
    .execute();
  const { records, sync, session } = one.services;
  const child = await records.registerChild(aProfile(), {});
  await inTurn(one);
  expect(sync.status()).toMatchObject({ unsent: 1, obstacle: 'signed-out' });
  expect(session.current()).toMatchObject({ expired: true });
  expect(await records.child(child)).not.toBeNull();

  expect(await session.signIn(kader.username, PASSWORD)).toBeNull();
  await inTurn(one);
  expect(sync.status()).toMatchObject({ unsent: 0, obstacle: null });
});

test('more than fits one push goes whole, packed both ways', async () => {
  const { records } = one.services;
  one.network.chance(1, () => 0);
  const children: ChildId[] = [];
  for (let index = 0; index < 30; index += 1) {
    children.push(await records.registerChild(aProfile({ name: `Anak ${index}` }), {}));
  }
  for (const child of children) {
    for (const weightGrams of [7_000, 8_000]) {
      await records.recordMeasurement(child, theMeasurement({ weightGrams }), {});
    }
  }
  one.network.chance(0, () => 1);
  await inTurn(one, two);
  expect(one.services.sync.status()).toMatchObject({ unsent: 0, obstacle: null });
  expect(await journaled()).toHaveLength(90);
  expect(await seenOn(two)).toEqual(await seenOn(one));
});

test('two phones on a network that drops, doubles and garbles: the server has each record once, and both see the same', async () => {
  const fraction = seeded(20_261_110);
  for (const { network } of [one, two]) network.chance(0.45, fraction);
  for (let step = 0; step < 40; step += 1) {
    const phone = fraction() < 0.5 ? one : two;
    const { records } = phone.services;
    const children = await records.children();
    const child = children[Math.floor(fraction() * children.length)];
    const weightGrams = fraction() < 0.1 ? 99_000 : 6_000 + step;
    if (child === undefined || fraction() < 0.3) {
      await records.registerChild(aProfile({ name: `Anak ${step}` }), {});
    } else if (fraction() < 0.2) {
      const dusun = `Dusun ${step}`;
      await records.patchChild(child.id, { ...child.profile, dusun }, { seen: child });
    } else {
      await records.recordMeasurement(child.id, theMeasurement({ weightGrams }), {});
    }
    await phone.services.sync.syncNow();
    phone.world.pass(60_000);
  }
  for (const { network, world } of [one, two]) {
    network.chance(0, () => 1);
    world.pass(3_600_000);
  }
  await inTurn(one, two, one, two);

  const saved = (await Promise.all([one, two].map(midsMadeOn))).flat();
  const arrived = (await journaled()).map(({ mid }) => mid);
  expect(arrived.sort()).toEqual(saved.sort());
  for (const { services } of [one, two]) {
    expect(services.sync.status()).toMatchObject({ unsent: 0, obstacle: null });
  }
  const refused = (await journaled()).filter(({ status }) => status === 'quarantined');
  expect(refused.length).toBeGreaterThan(0);
  const counting = async (phone: Phone) =>
    (await seenOn(phone)).map((seen) => ({
      ...seen,
      events: seen.events.filter(({ counts }) => counts),
    }));
  expect(await counting(one)).toEqual(await counting(two));
  const events = (await counting(one)).flatMap((seen) => seen.events);
  const stored = await server.db
    .selectFrom('event')
    .select('mid')
    .where('posyandu_id', '=', posyanduId)
    .execute();
  expect(events.map(({ mid }) => mid).sort()).toEqual(stored.map(({ mid }) => mid).sort());
});
