import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AccountId, PosyanduId } from '#domain/ids.ts';
import { messages } from '#server/messages.ts';
import { compareWithJournal, isEqual } from '#server/rebuild/rebuild.ts';
import type { Db } from '#server/store/database.ts';
import { inRebuild } from '#server/store/rebuild-store.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import { applyPush } from '#server/sync/apply-push.ts';
import { aPosyandu } from '../../support/a-posyandu.ts';
import { aProfile, createPhone, theImmunization, theMeasurement } from '../../support/mutations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

const nowMs = Date.parse('2026-11-10T03:00:00Z');

let database: TestDatabase;
let db: Db;
let posyanduId: PosyanduId;
let kader: AccountId;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.drop());

beforeEach(async () => {
  ({ posyanduId, kader } = await aPosyandu(db));
  await recordALot();
});

async function push(mutations: readonly unknown[]): Promise<string[]> {
  const context = { pushedBy: kader, nowMs, today: '2026-11-10', decidedBy: null };
  const { verdicts } = await applyPush(createSyncStore(db), mutations, context);
  return verdicts.map(({ status }) => status);
}

/** Two phones, with everything that can become of a mutation. */
async function recordALot(): Promise<void> {
  const here = { posyanduId, authorId: kader };
  const [one, two] = [createPhone(here), createPhone(here)];
  const register = one.register();
  const child = register.entity;
  const early = two.weigh(child, theMeasurement({ measuredOn: '2026-09-10' }));
  const taken = one.weigh(child);
  const amend = {
    ...one.amend(child, taken.entity, theMeasurement({ weightGrams: 9100 })),
    deps: [taken.mid],
  };
  const dose = one.vaccinate(child, theImmunization());
  const statuses = [
    // Waits for the child, is taken up after it.
    ...(await push([early])),
    ...(await push([amend, taken, register, dose])),
    ...(await push([one.patch(child, { fields: { name: 'Melati Satu' } })])),
    ...(await push([two.patch(child, { fields: { name: 'Melati Dua', dusun: 'Kenanga' } })])),
    ...(await push([one.weigh(child, theMeasurement({ weightGrams: 78_000 }))])),
    ...(await push([two.void(child, early.entity)])),
    ...(await push([one.register(aProfile({ bornOn: '2027-01-01' }))])),
    ...(await push([one.weigh(crypto.randomUUID())])),
  ];
  expect(new Set(statuses)).toEqual(new Set(['applied', 'parked', 'conflict', 'quarantined']));
}

const compare = () =>
  inRebuild(db, posyanduId, async ({ stored }) => compareWithJournal(stored, nowMs));

function rebuild(...flags: string[]) {
  const { host, port, user, database: name } = database.connection;
  const url = `postgres://${user}@localhost/${name}?host=${encodeURIComponent(host)}&port=${String(port)}`;
  return spawnSync(process.execPath, ['src/server/cli/rebuild.ts', ...flags], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: url },
  });
}

test('the tables are what the journal tells, whatever became of its mutations', async () => {
  const found = await compare();
  expect(isEqual(found)).toBe(true);
  // One child; three weighings, an amendment, a void and a dose, less those that wait or were refused.
  expect(found.equal).toBe(6);
});

test('what somebody changed by hand is found and written back', async () => {
  const before = await compare();
  await db
    .updateTable('child')
    .set({ profile: aProfile({ name: 'Diubah Diam-diam' }) })
    .where('posyandu_id', '=', posyanduId)
    .execute();
  const [lost] = await db
    .selectFrom('event')
    .select('id')
    .where('posyandu_id', '=', posyanduId)
    .orderBy('scope_seq')
    .execute();
  await db
    .deleteFrom('event')
    .where('id', '=', lost?.id ?? null)
    .execute();
  expect(isEqual(await compare())).toBe(false);

  const checked = rebuild('--check');
  expect(checked.status).toBe(1);
  expect(checked.stdout).toContain(messages.posyanduDiffers(posyanduId, 2, 0));
  expect(isEqual(await compare())).toBe(false);

  expect(rebuild().status).toBe(0);
  const after = await compare();
  expect(isEqual(after)).toBe(true);
  expect(after.hash).toBe(before.hash);
  // Events still count in the order in which they came to count.
  const order = await db
    .selectFrom('event as e')
    .innerJoin('journal as j', 'j.mid', 'e.mid')
    .select('j.place')
    .where('e.posyandu_id', '=', posyanduId)
    .orderBy('e.scope_seq')
    .execute();
  const places = order.map(({ place }) => place);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('a row that no mutation made goes, and phones take everything anew', async () => {
  const store = createSyncStore(db);
  const epoch = await store.epoch();
  const child = await db
    .selectFrom('child')
    .selectAll()
    .where('posyandu_id', '=', posyanduId)
    .executeTakeFirstOrThrow();
  const id = createPhone().register().entity;
  await db
    .insertInto('child')
    .values({ ...child, id: id as typeof child.id, scope_seq: 10_000 })
    .execute();

  expect(rebuild('--check').status).toBe(1);
  expect(rebuild().status).toBe(0);
  expect(isEqual(await compare())).toBe(true);
  expect(await store.epoch()).not.toBe(epoch);
});
