import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { childIdSchema } from '#domain/ids.ts';
import { carryRegularly } from '#server/carry-regularly.ts';
import { compareWithJournal } from '#server/rebuild/rebuild.ts';
import type { Db } from '#server/store/database.ts';
import { inRebuild } from '#server/store/rebuild-store.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import { anAccount } from '../../support/a-posyandu.ts';
import { aProfile, newMid, theMeasurement } from '../../support/mutations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { aDesk, aPlace, expectToldByJournal, nowMs, type Place } from './desk.ts';

let database: TestDatabase;
let db: Db;
let old: Place;
let next: Place;
let act: ReturnType<typeof aDesk>;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.drop());

beforeEach(async () => {
  [old, next] = [await aPlace(db, 'Posyandu Lama'), await aPlace(db, 'Posyandu Baru')];
  act = aDesk(db, await anAccount(db, 'petugas'));
});

const to = ({ posyanduId }: Place) =>
  ({ action: 'transfer', toPosyanduId: posyanduId, mid: newMid() }) as const;

/** A child under two names that moved, with one weighing that came in late. */
async function aMovedFamily() {
  const phone = old.phone();
  const [kept, double] = [phone.register(), phone.register(aProfile({ name: 'Mlati Contoh' }))];
  const september = phone.weigh(double.entity, theMeasurement({ measuredOn: '2026-09-10' }));
  const october = phone.weigh(kept.entity, theMeasurement({ measuredOn: '2026-10-10' }));
  await old.push([kept, double, september, october]);
  const intoId = childIdSchema.parse(kept.entity);
  await act(old, double.entity, { action: 'merge', intoId });
  await act(old, kept.entity, to(next));
  const late = phone.weigh(kept.entity);
  return { phone, kept: kept.entity, double: double.entity, late };
}

test('what somebody changed by hand of a moved family is told again by the journal', async () => {
  const { late, double } = await aMovedFamily();
  await old.push([late]);
  const before = (await next.events()).map(({ mid, event }) => ({ mid, event }));
  for (const { posyanduId } of [old, next]) {
    await db
      .updateTable('child')
      .set({ merged_into: null, moved_to: null })
      .where('posyandu_id', '=', posyanduId)
      .execute();
  }
  const brought = before.slice(0, 2).map(({ event }) => event.id);
  await db
    .deleteFrom('event')
    .where('posyandu_id', '=', next.posyanduId)
    .where('id', 'in', brought)
    .execute();

  for (const { posyanduId } of [old, next]) {
    await inRebuild(db, posyanduId, async (tx) => {
      await tx.write(compareWithJournal(tx.stored, nowMs).repair);
    });
  }

  await expectToldByJournal(db, old, next);
  expect((await old.child(double))?.movedTo?.posyanduId).toBe(next.posyanduId);
  const after = (await next.events()).map(({ mid, event }) => ({ mid, event }));
  expect(new Set(after)).toEqual(new Set(before));
});

test('what a child brought back keeps its place when it is told again', async () => {
  const { kept } = await aMovedFamily();
  await next.push([next.phone().weigh(kept)]);
  await act(next, kept, to(old));
  const ids = async () => (await old.events()).map(({ event }) => event.id);
  const before = await ids();
  const [first, , last] = before;
  await db
    .deleteFrom('event')
    .where('posyandu_id', '=', old.posyanduId)
    .where('id', 'in', [first ?? null, last ?? null])
    .execute();

  await inRebuild(db, old.posyanduId, async (tx) => {
    await tx.write(compareWithJournal(tx.stored, nowMs).repair);
  });

  await expectToldByJournal(db, old);
  const after = await ids();
  expect(after.findIndex((id) => id === last)).toBe(2);
  expect(new Set(after)).toEqual(new Set(before));
});

test('a server that starts carries on what a crash left behind', async () => {
  const { late } = await aMovedFamily();
  const store = createSyncStore(db);
  const dying = { ...store, waysToCarry: () => Promise.reject(new Error('killed')) };
  await expect(old.push([late], dying)).rejects.toThrow('killed');
  const failures: unknown[] = [];
  const stop = carryRegularly(
    store,
    () => nowMs,
    () => failures.push('failed'),
  );
  await stop();
  expect((await next.events()).map(({ event }) => event.id)).toContain(late.entity);
  expect(failures).toEqual([]);
});

test('a server that cannot carry now says so and stays up', async () => {
  const failures: unknown[] = [];
  const store = { ...createSyncStore(db), waysToCarry: () => Promise.reject(new Error('away')) };
  const stop = carryRegularly(
    store,
    () => nowMs,
    () => failures.push('failed'),
  );
  await stop();
  expect(failures).toEqual(['failed']);
});
