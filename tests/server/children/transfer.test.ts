import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { childIdSchema } from '#domain/ids.ts';
import type { Db } from '#server/store/database.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import { carryOn } from '#server/sync/carry-on.ts';
import type { SyncStore } from '#server/sync/store.ts';
import { anAccount } from '../../support/a-posyandu.ts';
import { aProfile, newChildId, newMid, theMeasurement } from '../../support/mutations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { aDesk, aPlace, expectToldByJournal, nowMs, today, type Place } from './desk.ts';

let database: TestDatabase;
let db: Db;
let store: SyncStore;
let old: Place;
let next: Place;
let act: ReturnType<typeof aDesk>;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  store = createSyncStore(db);
});
afterAll(() => database.drop());

beforeEach(async () => {
  old = await aPlace(db, 'Posyandu Lama');
  next = await aPlace(db, 'Posyandu Baru', old);
  act = aDesk(db, await anAccount(db, 'petugas'));
});

const to = ({ posyanduId }: Place, mid = newMid()) =>
  ({ action: 'transfer', toPosyanduId: posyanduId, mid }) as const;
const eventIds = async (place: Place) => (await place.events()).map(({ event }) => event.id);
/** The server dies between taking in what is late and carrying it on. */
const dying = (): SyncStore => ({
  ...store,
  waysToCarry: () => Promise.reject(new Error('killed')),
});

/** A child of the old posyandu, weighed twice, edited once. */
async function aChild() {
  const phone = old.phone();
  const register = phone.register(aProfile({ name: 'Melati Contoh' }));
  const child = register.entity;
  const september = phone.weigh(child, theMeasurement({ measuredOn: '2026-09-10' }));
  const october = phone.weigh(child, theMeasurement({ measuredOn: '2026-10-10' }));
  const edit = phone.patch(child, { fields: { name: 'Melati Indah' } });
  await old.push([register, september, october, edit]);
  return { phone, register, child, september, october };
}

describe('a child that moves', () => {
  test('is in the new posyandu whole, and the old one says where it went', async () => {
    const { register, child } = await aChild();
    const before = await old.events();

    expect(await act(old, child, to(next))).toBe('applied');

    expect(await old.child(child)).toMatchObject({
      movedTo: { posyanduId: next.posyanduId, posyanduName: 'Posyandu Baru' },
    });
    expect(await next.child(child)).toMatchObject({
      profile: { name: 'Melati Indah' },
      fieldVersions: { name: 1 },
      createdBy: register.mid,
      mergedInto: null,
      movedTo: null,
    });
    const brought = await next.events();
    expect(brought.map(({ mid, event }) => ({ mid, event }))).toEqual(
      before.map(({ mid, event }) => ({ mid, event })),
    );
    expect(await old.events()).toEqual(before);
    await expectToldByJournal(db, old, next);
  });

  test('takes along all that were merged into it', async () => {
    const { phone, child } = await aChild();
    const double = phone.register(aProfile({ bornOn: '2025-10-13' }));
    const weigh = phone.weigh(double.entity);
    await old.push([double, weigh]);
    await act(old, double.entity, { action: 'merge', intoId: childIdSchema.parse(child) });

    expect(await act(old, double.entity, to(next))).toBe('already-merged');
    expect(await act(old, child, to(next))).toBe('applied');

    expect(await next.child(double.entity)).toMatchObject({ mergedInto: child, movedTo: null });
    expect(await old.child(double.entity)).toMatchObject({
      mergedInto: child,
      movedTo: { posyanduId: next.posyanduId },
    });
    expect(await eventIds(next)).toContain(weigh.entity);
    // Late, under the other name, and impossible for that one's birth date.
    const late = phone.weigh(double.entity, theMeasurement({ measuredOn: '2025-10-10' }));
    expect(await old.push([late])).toEqual(['applied']);
    expect(await eventIds(next)).toContain(late.entity);
    await expectToldByJournal(db, old, next);
  });

  test('lets its kader there go on where the others stopped', async () => {
    const { register, child, october } = await aChild();
    await act(old, child, to(next));
    const phone = next.phone();
    const amend = phone.amend(child, october.entity, theMeasurement({ measuredOn: '2026-10-10' }));
    const statuses = await next.push([
      phone.weigh(child),
      // Its phone knows by which mutations the child and the weighing came to be.
      { ...amend, deps: [register.mid, october.mid] },
      phone.patch(child, { fields: { name: 'Melati Ayu' }, base: { name: 1 } }),
    ]);
    expect(statuses).toEqual(['applied', 'applied', 'applied']);
    await expectToldByJournal(db, old, next);
  });

  test('asked for twice under one id moves once', async () => {
    const { child } = await aChild();
    const transfer = to(next);
    expect(await act(old, child, transfer)).toBe('applied');
    const before = [await old.feed(), await next.feed()];
    expect(await act(old, child, transfer)).toBe('duplicate');
    expect([await old.feed(), await next.feed()]).toEqual(before);
  });

  test('is refused where that means nothing', async () => {
    const { phone, child } = await aChild();
    const other = phone.register();
    await old.push([other]);
    expect(await act(old, child, to(old))).toBe('same-posyandu');
    expect(await act(old, newChildId(), to(next))).toBe('unknown-child');
    await act(old, child, to(next));
    expect(await act(old, child, to(next))).toBe('already-moved');
    expect(await act(old, child, { action: 'split' })).toBe('already-moved');
    const intoId = childIdSchema.parse(child);
    expect(await act(old, other.entity, { action: 'merge', intoId })).toBe('already-moved');
  });
});

describe('what arrives in the old posyandu late', () => {
  test('counts there, is carried to the new one, and is looked at once', async () => {
    const { phone, child, september } = await aChild();
    await act(old, child, to(next));
    const before = (await old.toLookAt()) + (await next.toLookAt());
    const weigh = phone.weigh(child);
    const amend = {
      ...phone.amend(child, weigh.entity, theMeasurement({ weightGrams: 9100 })),
      deps: [weigh.mid],
    };
    const gone = phone.void(child, september.entity);
    const edit = phone.patch(child, { fields: { dusun: 'Mawar' } });

    expect(await old.push([weigh, amend, gone, edit])).toEqual(Array(4).fill('applied'));

    const late = [weigh.entity, amend.entity, gone.entity];
    expect((await eventIds(old)).slice(-3)).toEqual(late);
    expect((await eventIds(next)).slice(-3)).toEqual(late);
    const [, , , , brought] = await next.events();
    expect(brought?.event).toEqual((await old.events()).at(-1)?.event);
    expect((await next.child(child))?.profile.dusun).toBe('Mawar');
    expect((await old.review(gone.mid))?.flags).toContain('moved-child');
    // The weighing was corrected by its amendment, which waits with the void and the edit.
    expect((await old.toLookAt()) + (await next.toLookAt())).toBe(before + 2);
    expect(await old.push([weigh, amend, gone, edit])).toEqual(Array(4).fill('applied'));
    expect(await eventIds(next)).toHaveLength(5);
    await expectToldByJournal(db, old, next);
  });

  test('and contradicts an edit made there is a conflict there, looked at there', async () => {
    const { phone, child } = await aChild();
    await act(old, child, to(next));
    const there = next.phone().patch(child, { fields: { name: 'Melati Ayu' }, base: { name: 1 } });
    await next.push([there]);
    const late = phone.patch(child, { fields: { name: 'Melati Sari' }, base: { name: 1 } });
    const before = await old.toLookAt();

    expect(await old.push([late])).toEqual(['applied']);

    expect((await next.child(child))?.profile.name).toBe('Melati Ayu');
    const conflict = (await next.reviews()).find(({ status }) => status === 'quarantined');
    expect(conflict).toMatchObject({ reason: 'conflicting-edit', entity: child });
    expect(await old.review(late.mid)).toMatchObject({
      status: 'corrected',
      answered_by: conflict?.mid,
    });
    expect(await old.toLookAt()).toBe(before);
    await expectToldByJournal(db, old, next);
  });

  test('after the kader of the old posyandu lost their grant there is still judged by when it was done', async () => {
    const { phone, child } = await aChild();
    await act(old, child, to(next));
    await db
      .updateTable('access_grant')
      .set({ valid_until: new Date(nowMs - 1000) })
      .where('posyandu_id', '=', old.posyanduId)
      .execute();
    const during = phone.weigh(child);
    const after = phone.envelope({
      op: 'measure.record',
      payload: { childId: child, measurement: theMeasurement(), answers: null },
      captured: { wallMs: nowMs, timeZone: 'Asia/Makassar', serverOffsetMs: 0 },
    });
    expect(await old.push([during, after])).toEqual(['applied', 'no-authority']);
    expect(await eventIds(next)).toContain(during.entity);
    expect(await eventIds(next)).not.toContain(after.entity);
  });

  test('is carried after a crash, once', async () => {
    const { phone, child } = await aChild();
    await act(old, child, to(next));
    const weigh = phone.weigh(child);
    await expect(old.push([weigh], dying())).rejects.toThrow('killed');
    expect(await eventIds(old)).toContain(weigh.entity);
    expect(await eventIds(next)).not.toContain(weigh.entity);

    await carryOn(store, undefined, { nowMs, today });
    expect(await eventIds(next)).toContain(weigh.entity);
    const feed = await next.feed();
    await carryOn(store, undefined, { nowMs, today });
    expect(await next.feed()).toEqual(feed);
    await expectToldByJournal(db, old, next);
  });

  test('is carried by two servers at once, once', async () => {
    const { phone, child } = await aChild();
    await act(old, child, to(next));
    await expect(old.push([phone.weigh(child), phone.weigh(child)], dying())).rejects.toThrow(
      'killed',
    );
    await Promise.all(Array.from({ length: 4 }, () => carryOn(store, undefined, { nowMs, today })));
    expect(await eventIds(next)).toHaveLength(4);
    await expectToldByJournal(db, old, next);
  });

  test('follows a child that has moved on', async () => {
    const { phone, child } = await aChild();
    const third = await aPlace(db, 'Posyandu Ketiga', old);
    await act(old, child, to(next));
    await act(next, child, to(third));
    const weigh = phone.weigh(child);
    expect(await old.push([weigh])).toEqual(['applied']);
    expect(await eventIds(third)).toContain(weigh.entity);
    expect((await third.reviews()).every(({ status }) => status === 'approved')).toBe(true);
    await expectToldByJournal(db, old, next, third);
  });
});

describe('a child that comes back', () => {
  test('has what was recorded in both places', async () => {
    const { child, october } = await aChild();
    await act(old, child, to(next));
    const phone = next.phone();
    const weigh = phone.weigh(child);
    const gone = phone.void(child, october.entity);
    const edit = phone.patch(child, { fields: { dusun: 'Mawar' } });
    await next.push([weigh, gone, edit]);

    expect(await act(next, child, to(old))).toBe('applied');

    expect(await old.child(child)).toMatchObject({ movedTo: null, profile: { dusun: 'Mawar' } });
    expect(await next.child(child)).toMatchObject({ movedTo: { posyanduId: old.posyanduId } });
    expect(await eventIds(old)).toEqual(await eventIds(next));
    expect(await act(old, child, to(next))).toBe('applied');
    await expectToldByJournal(db, old, next);
  });

  test('brings what was on its way to it', async () => {
    const { phone, child } = await aChild();
    await act(old, child, to(next));
    const weigh = phone.weigh(child);
    const edit = phone.patch(child, { fields: { dusun: 'Mawar' } });
    await expect(old.push([weigh, edit], dying())).rejects.toThrow('killed');

    expect(await act(next, child, to(old))).toBe('applied');

    expect((await old.child(child))?.profile.dusun).toBe('Mawar');
    expect(await eventIds(next)).toContain(weigh.entity);
    expect(await store.waysToCarry()).toEqual([]);
    await expectToldByJournal(db, old, next);
  });

  test('by another way than what follows it meets that once', async () => {
    const { phone, child } = await aChild();
    const third = await aPlace(db, 'Posyandu Ketiga', old);
    await act(old, child, to(next));
    await act(next, child, to(third));
    const weigh = phone.weigh(child);
    const edit = phone.patch(child, { fields: { dusun: 'Mawar' } });
    const diesOnTheWay: SyncStore = {
      ...store,
      waysToCarry: (from) =>
        from === old.posyanduId ? store.waysToCarry(from) : Promise.reject(new Error('killed')),
    };
    await expect(old.push([weigh, edit], diesOnTheWay)).rejects.toThrow('killed');
    expect(await eventIds(next)).toContain(weigh.entity);

    expect(await act(third, child, to(old))).toBe('applied');
    await carryOn(store, undefined, { nowMs, today });

    expect((await eventIds(old)).filter((id) => id === weigh.entity)).toHaveLength(1);
    expect((await old.child(child))?.profile.dusun).toBe('Mawar');
    expect((await old.reviews()).filter(({ status }) => status === 'quarantined')).toEqual([]);
    await expectToldByJournal(db, old, next, third);
  });

  test('leaves behind whom the other posyandu split from it', async () => {
    const { phone, child } = await aChild();
    const double = phone.register(aProfile({ bornOn: '2025-10-13' }));
    await old.push([double]);
    await act(old, double.entity, { action: 'merge', intoId: childIdSchema.parse(child) });
    await act(old, child, to(next));
    await act(next, double.entity, { action: 'split' });

    expect(await act(next, child, to(old))).toBe('applied');

    expect(await old.child(double.entity)).toMatchObject({
      mergedInto: null,
      movedTo: { posyanduId: next.posyanduId },
    });
    expect(await next.child(double.entity)).toMatchObject({ mergedInto: null, movedTo: null });
    const late = phone.weigh(double.entity);
    await old.push([late]);
    expect(await eventIds(next)).toContain(late.entity);
    expect(await act(next, double.entity, to(old))).toBe('applied');
    await expectToldByJournal(db, old, next);
  });
});

test('what is recorded while it moves is in the new posyandu too', async () => {
  const { child } = await aChild();
  const records = Array.from({ length: 8 }, () => old.phone().weigh(child));
  const pushes = records.map((record) => old.push([record]));
  const [moved, ...statuses] = await Promise.all([act(old, child, to(next)), ...pushes]);
  expect(moved).toBe('applied');
  expect(new Set(statuses.flat())).toEqual(new Set(['applied']));
  const all = new Set(await eventIds(old));
  expect(all.size).toBe(10);
  expect(new Set(await eventIds(next))).toEqual(all);
  await expectToldByJournal(db, old, next);
});

test('transfers in opposite directions at once do not stop each other', async () => {
  const here = Array.from({ length: 6 }, () => old.phone().register());
  const there = Array.from({ length: 6 }, () => next.phone().register());
  await old.push(here);
  await next.push(there);
  const done = await Promise.all([
    ...here.map(({ entity }) => act(old, entity, to(next))),
    ...there.map(({ entity }) => act(next, entity, to(old))),
  ]);
  expect(new Set(done)).toEqual(new Set(['applied']));
  await expectToldByJournal(db, old, next);
});

test('in whatever order things arrive, the same is recorded in the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 }),
      fc.nat({ max: 7 }),
      fc.nat({ max: 7 }),
      async (order, mergeAt, moveAt) => {
        const [from, into] = [await aPlace(db), await aPlace(db)];
        const phone = from.phone();
        const [kept, double] = [phone.register(), phone.register()];
        const child = childIdSchema.parse(kept.entity);
        const weigh = phone.weigh(child);
        const others = phone.weigh(double.entity, theMeasurement({ measuredOn: '2026-10-10' }));
        const records = [
          weigh,
          others,
          phone.vaccinate(double.entity),
          { ...phone.amend(child, weigh.entity, theMeasurement()), deps: [weigh.mid] },
          { ...phone.void(double.entity, others.entity), deps: [others.mid] },
          { ...phone.amend(child, weigh.entity, theMeasurement()), deps: [weigh.mid] },
          phone.weigh(double.entity, theMeasurement({ measuredOn: '2026-09-10' })),
        ];
        await from.push([kept, double]);
        for (let step = 0; step <= order.length; step += 1) {
          if (step === Math.min(mergeAt, moveAt)) {
            await act(from, double.entity, { action: 'merge', intoId: child });
          }
          if (step === moveAt) await act(from, child, to(into));
          const record = records[order[step] ?? -1];
          if (record !== undefined) await from.push([record]);
        }
        const all = new Set(records.map(({ entity }) => entity));
        expect(new Set(await eventIds(from))).toEqual(all);
        expect(new Set(await eventIds(into))).toEqual(all);
        await expectToldByJournal(db, from, into);
      },
    ),
    { numRuns: 12, seed: 4 },
  );
});
