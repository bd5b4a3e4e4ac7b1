// @vitest-environment node
import { liveQuery } from 'dexie';
import { describe, expect, test, vi } from 'vitest';
import { PhoneDb } from '#client/data/db.ts';
import { createRecords } from '#client/data/records.ts';
import { dropSession, keepSession } from '#client/session/session-store.ts';
import type { MutationId } from '#domain/ids.ts';
import { mutationSchema } from '#protocol/mutation.ts';
import { aGrant, anAccount, aProfile, aSession, theMeasurement } from '../../support/builders.ts';
import { newMid } from '../../support/mutations.ts';
import { openRecords } from '../../support/phone.ts';

async function outboxOf(db: PhoneDb) {
  return db.outbox.orderBy('mid').toArray();
}

// eslint-disable-next-line typescript/unbound-method -- called with its database below
const transaction = IDBDatabase.prototype.transaction;

describe('saving', () => {
  test('a registration is on the phone with its outbox entry, and waits', async () => {
    const { db, records, posyanduId, session, saves } = await openRecords();
    const id = await records.registerChild(aProfile({ name: 'Ayu Contoh' }), {});

    const child = await records.child(id);
    expect(child).toMatchObject({ profile: { name: 'Ayu Contoh' }, state: { state: 'unsent' } });
    const [entry] = await outboxOf(db);
    expect(entry).toMatchObject({ seq: 1, posyanduId, entity: id, state: 'pending', tries: 0 });
    expect(mutationSchema.parse(entry?.mutation)).toMatchObject({
      op: 'child.create',
      authorId: session.account.id,
      occurredOn: '2026-11-10',
      captured: { timeZone: 'Asia/Makassar', serverOffsetMs: null },
    });
    expect(saves()).toBe(1);
  });

  test('a record bears the id of the mutation that made it', async () => {
    const { db, records } = await openRecords();
    const child = await records.registerChild(aProfile(), {});
    const weighing = await records.recordMeasurement(child, theMeasurement(), {});
    const amendment = await records.amendMeasurement(child, weighing, theMeasurement(), {
      reason: 'Salah ketik',
    });
    expect((await outboxOf(db)).map(({ mid, entity }) => [mid, entity])).toEqual([
      [child, child],
      [weighing, weighing],
      [amendment, amendment],
    ]);
  });

  test('every save is asked to be on the disk before it counts', async () => {
    const asked: (string | undefined)[] = [];
    const spy = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      names,
      mode,
      options,
    ) {
      if (mode === 'readwrite') asked.push(options?.durability);
      return transaction.call(this, names, mode, options);
    });
    const { records } = await openRecords();
    asked.length = 0;
    await records.registerChild(aProfile(), {});
    spy.mockRestore();
    expect(asked).toEqual(['strict']);
  });

  test('numbers run from 1 without a gap, per posyandu, also over a failed save', async () => {
    const here = aGrant();
    const there = aGrant();
    const session = aSession({ grants: [here, there] });
    const { db, ids, records } = await openRecords({ session });
    await keepSession(db, ids, aSession({ account: session.account, grants: [here] }));
    const child = await records.registerChild(aProfile(), {});
    await expect(records.registerChild(aProfile({ name: '' }), {})).rejects.toThrow('name');
    await records.recordMeasurement(child, theMeasurement(), {});
    await keepSession(db, ids, aSession({ account: session.account, grants: [there] }));
    await records.registerChild(aProfile(), {});

    const numbers = (await outboxOf(db)).map(({ posyanduId, seq }) => [posyanduId, seq]);
    expect(numbers).toEqual([
      [here.posyanduId, 1],
      [here.posyanduId, 2],
      [there.posyanduId, 1],
    ]);
  });

  test('what cannot be written whole is not written at all, and the draft stays', async () => {
    const { db, records } = await openRecords();
    const child = await records.registerChild(aProfile(), {});
    const [first] = await outboxOf(db);
    if (first === undefined) throw new Error('nothing saved');
    // Takes the next number, so that the next entry cannot be added.
    await db.outbox.add({ ...first, mid: newMid(), seq: 2 });
    await records.saveDraft('weigh', { weight: '7,8' });

    await expect(
      records.recordMeasurement(child, theMeasurement(), { draftKey: 'weigh' }),
    ).rejects.toThrow('constraint');
    expect(await records.eventsOf(child)).toEqual([]);
    expect(await records.draft('weigh')).toEqual({ weight: '7,8' });
  });

  test('a save ends its draft, and another draft stays', async () => {
    const { records } = await openRecords();
    await records.saveDraft('child', { name: 'Ay' });
    await records.saveDraft('weigh', { weight: '7' });
    await records.registerChild(aProfile(), { draftKey: 'child' });
    expect(await records.draft('child')).toBeNull();
    expect(await records.draft('weigh')).toEqual({ weight: '7' });
  });

  test('nobody signed in: refused, and nothing is there', async () => {
    const { db, records } = await openRecords();
    await dropSession(db, 0);
    await expect(records.registerChild(aProfile(), {})).rejects.toThrow('nobody is signed in');
    expect(await outboxOf(db)).toEqual([]);
  });

  test('a clock set back by years changes neither order nor ids', async () => {
    const { db, records, world } = await openRecords();
    const child = await records.registerChild(aProfile(), {});
    world.nowMs = Date.parse('2013-05-01T00:00:00Z');
    await records.recordMeasurement(child, theMeasurement(), {});
    world.nowMs = Date.parse('2031-05-01T00:00:00Z');
    await records.recordMeasurement(child, theMeasurement(), {});
    expect((await outboxOf(db)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  test('two tabs that save at once share one device and one count', async () => {
    const { db, ids, world, records } = await openRecords();
    const other = new PhoneDb(db.name);
    const { today, timeZone } = world.platform.clock;
    const otherRecords = createRecords(
      { ...ids, db: other, app: 'test', today, timeZone },
      () => {},
    );
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 === 0 ? records : otherRecords).registerChild(aProfile(), {}),
      ),
    );
    const entries = await outboxOf(db);
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(new Set(entries.map(({ deviceId }) => deviceId)).size).toBe(1);
    other.close();
  });

  test('no index of the database holds personal text', async () => {
    const { db } = await openRecords();
    const indexed = db.tables.flatMap(({ schema }) =>
      [schema.primKey, ...schema.indexes].flatMap(({ keyPath }) => keyPath ?? []),
    );
    const clear =
      'key id base.mergedInto mid posyanduId childId entity answers deviceId state status about kind month seq ordinal';
    expect(new Set(indexed)).toEqual(new Set(clear.split(' ')));
  });
});

describe('what a mutation builds on', () => {
  test('a weighing of a child not yet sent names its registration', async () => {
    const { db, records } = await openRecords();
    const child = await records.registerChild(aProfile(), {});
    const target = await records.recordMeasurement(child, theMeasurement(), {});
    await records.amendMeasurement(child, target, theMeasurement({ weightGrams: 9000 }), {
      reason: 'salah baca',
    });
    const [create, record, amend] = await outboxOf(db);
    expect(record?.mutation.deps).toEqual([create?.mid]);
    expect(amend?.mutation.deps).toEqual([create?.mid, record?.mid]);
  });

  test('an edit sends only the changed fields with their versions as seen', async () => {
    const { db, records } = await openRecords();
    const id = await records.registerChild(aProfile({ dusun: 'Timur' }), {});
    await records.patchChild(id, aProfile({ dusun: 'Barat' }), {});
    await records.patchChild(id, aProfile({ dusun: 'Utara', name: 'Nama Baru' }), {});
    const patches = (await outboxOf(db)).slice(1).map(({ mutation }) => mutation);
    expect(patches).toMatchObject([
      { payload: { fields: { dusun: 'Barat' }, base: { dusun: 0 } } },
      { payload: { fields: { dusun: 'Utara', name: 'Nama Baru' }, base: { dusun: 1, name: 0 } } },
    ]);
    expect(patches[1]?.deps).toEqual([patches[0]?.deps[0], patches[0]?.mid]);
  });

  test('a field that changed while the form was open is not taken back', async () => {
    const { db, records } = await openRecords();
    const id = await records.registerChild(aProfile({ dusun: 'Timur' }), {});
    const seen = await records.child(id);
    if (seen === null) throw new Error('not saved');
    await records.patchChild(id, aProfile({ dusun: 'Barat' }), {});
    await records.patchChild(id, { ...seen.profile, name: 'Nama Baru' }, { seen });
    expect((await outboxOf(db))[2]?.mutation.payload).toMatchObject({
      fields: { name: 'Nama Baru' },
      base: { name: 0 },
    });
    expect((await records.child(id))?.profile).toMatchObject({ name: 'Nama Baru', dusun: 'Barat' });
  });

  test('saving a form nobody changed makes no mutation', async () => {
    const { db, records } = await openRecords();
    const id = await records.registerChild(aProfile(), {});
    await records.patchChild(id, aProfile(), {});
    expect(await outboxOf(db)).toHaveLength(1);
  });
});

describe('reading', () => {
  test('children come by name, of the posyandu in use only', async () => {
    const here = aGrant();
    const there = aGrant();
    const account = anAccount();
    const { db, ids, records } = await openRecords({
      session: aSession({ account, grants: [there] }),
    });
    const hidden = await records.registerChild(aProfile({ name: 'Tersembunyi' }), {});
    await keepSession(db, ids, aSession({ account, grants: [here] }));
    for (const name of ['Zaki', 'ayu', 'Budi']) await records.registerChild(aProfile({ name }), {});

    expect((await records.children()).map(({ profile }) => profile.name)).toEqual([
      'ayu',
      'Budi',
      'Zaki',
    ]);
    expect(await records.child(hidden)).toBeNull();
    expect(await records.eventsOf(hidden)).toEqual([]);
    expect((await records.outbox()).map(({ childName }) => childName)).toEqual([
      null,
      'Zaki',
      'ayu',
      'Budi',
    ]);
  });

  test('events of a month come with the amendments that moved them in or out', async () => {
    const { records } = await openRecords();
    const child = await records.registerChild(aProfile(), {});
    const stays = await records.recordMeasurement(child, theMeasurement(), {});
    const movedIn = await records.recordMeasurement(
      child,
      theMeasurement({ measuredOn: '2026-09-08' }),
      {},
    );
    const elsewhere = await records.recordMeasurement(
      child,
      theMeasurement({ measuredOn: '2026-08-08' }),
      {},
    );
    await records.amendMeasurement(child, movedIn, theMeasurement({ measuredOn: '2026-11-08' }), {
      reason: 'salah bulan',
    });
    await records.voidMeasurement(child, stays, { reason: 'salah anak' });

    const november = (await records.eventsInMonths(['2026-11'])).get(child) ?? [];
    expect(november.map(({ kind }) => kind)).toEqual([
      'measurement',
      'measurement',
      'amendment',
      'void',
    ]);
    expect(november.map(({ id }) => id)).not.toContain(elsewhere);
    expect((await records.eventsInMonths(['2026-08'])).get(child)?.map(({ id }) => id)).toEqual([
      elsewhere,
    ]);
    expect((await records.eventsInMonths(['2026-01'])).size).toBe(0);
  });

  test('a live query follows saves', async () => {
    const { records } = await openRecords();
    const counts: number[] = [];
    let arrived = () => {};
    const subscription = liveQuery(() => records.children()).subscribe((children) => {
      counts.push(children.length);
      arrived();
    });
    const next = () => new Promise<void>((resolve) => (arrived = resolve));
    await next();
    const followed = next();
    await records.registerChild(aProfile(), {});
    await followed;
    subscription.unsubscribe();
    expect(counts).toEqual([0, 1]);
  });

  test('drafts of one posyandu are not shown in another', async () => {
    const account = anAccount();
    const { db, ids, records } = await openRecords({ session: aSession({ account }) });
    await records.saveDraft('child', { name: 'Ay' });
    await keepSession(db, ids, aSession({ account, grants: [aGrant()] }));
    expect(await records.draft('child')).toBeNull();
    await records.deleteDraft('child');
  });
});

describe('corrections on the phone', () => {
  test('an amendment takes the place of what was amended at once', async () => {
    const { db, records } = await openRecords();
    const child = await records.registerChild(aProfile(), {});
    const target = await records.recordMeasurement(child, theMeasurement(), {});
    const [, record] = await outboxOf(db);
    await answered(db, record?.mid);
    await records.amendMeasurement(child, target, theMeasurement(), { reason: 'salah baca' });
    const states = (await records.eventsOf(child)).map(({ state }) => state.state);
    expect(states).toEqual(['corrected', 'unsent']);
  });
});

async function answered(db: PhoneDb, mid: MutationId | undefined): Promise<void> {
  const row = mid === undefined ? undefined : await db.outbox.get(mid);
  if (row === undefined) throw new Error('no such entry');
  await db.outbox.put({ ...row, state: 'answered', verdict: { mid: row.mid, status: 'applied' } });
}
