// @vitest-environment node
import { describe, expect, test } from 'vitest';
import type { PhoneDb } from '#client/data/db.ts';
import { effectiveImmunizations } from '#domain/immunization/immunization-event.ts';
import { aProfile, theMeasurement } from '../../support/builders.ts';
import { newMid, theImmunization } from '../../support/mutations.ts';
import { openRecords } from '../../support/phone.ts';
import { createVillage } from '../../support/village.ts';

async function outboxOf(db: PhoneDb) {
  return db.outbox.orderBy('mid').toArray();
}

const BCG = theImmunization({ product: 'BCG' });
const OPV = theImmunization({ product: 'OPV' });

describe('doses on the phone', () => {
  test('of one visit are all saved or none, and the draft stays with none', async () => {
    const { db, records, saves } = await openRecords();
    const child = await records.registerChild(aProfile(), {});
    const [first] = await outboxOf(db);
    if (first === undefined) throw new Error('nothing saved');
    // Takes the number after the next, so that only the second dose cannot be added.
    await db.outbox.add({ ...first, mid: newMid(), seq: 3 });
    await records.saveDraft('dose', { 'pick:BCG': 'ya' });
    const before = saves();

    await expect(
      records.recordImmunizations(child, [BCG, OPV], { draftKey: 'dose' }),
    ).rejects.toThrow('constraint');
    expect(await records.immunizationsOf(child)).toEqual([]);
    expect(await records.draft('dose')).toEqual({ 'pick:BCG': 'ya' });
    expect(saves()).toBe(before);
  });

  test('of one visit are one save of several mutations, numbered in the order given', async () => {
    const { db, records, saves } = await openRecords();
    const child = await records.registerChild(aProfile(), {});
    await records.saveDraft('dose', { 'pick:BCG': 'ya' });
    const before = saves();
    const ids = await records.recordImmunizations(child, [BCG, OPV], { draftKey: 'dose' });
    expect(saves()).toBe(before + 1);
    const [create, ...doses] = await outboxOf(db);
    expect(doses).toMatchObject([
      { seq: 2, entity: ids[0], mutation: { op: 'immun.record', deps: [create?.mid] } },
      { seq: 3, entity: ids[1], mutation: { op: 'immun.record', deps: [create?.mid] } },
    ]);
    expect(await records.draft('dose')).toBeNull();
  });

  test('answer what came back with the first of them only', async () => {
    const { db, records } = await openRecords();
    const child = await records.registerChild(aProfile(), {});
    const answers = newMid();
    await records.recordImmunizations(child, [BCG, OPV], { answers });
    expect((await outboxOf(db)).slice(1)).toMatchObject([
      { answers, mutation: { payload: { answers } } },
      { answers: null, mutation: { payload: { answers: null } } },
    ]);
  });

  test('are put right and taken back as events that name the first one', async () => {
    const { db, records } = await openRecords();
    const child = await records.registerChild(aProfile(), {});
    const [dose] = await records.recordImmunizations(child, [BCG], {});
    if (dose === undefined) throw new Error('nothing saved');
    const wanted = theImmunization({ product: 'BCG', givenOn: '2026-02' });
    await records.amendImmunization(child, dose, wanted, { reason: 'salah tanggal' });
    const events = (await records.immunizationsOf(child)).map(({ event }) => event);
    expect(effectiveImmunizations(events)).toMatchObject([
      { id: dose, voided: false, immunization: { givenOn: '2026-02' } },
    ]);
    await records.voidImmunization(child, dose, { reason: 'salah anak' });
    const [create, record, amend, taken] = await outboxOf(db);
    expect(amend).toMatchObject({
      op: 'immun.amend',
      answers: record?.mid,
      mutation: { occurredOn: '2026-11-10', deps: [create?.mid, record?.mid] },
    });
    expect(taken).toMatchObject({ op: 'immun.void', answers: amend?.mid });
  });

  test('and weighings know nothing of each other', async () => {
    const { records } = await openRecords();
    const child = await records.registerChild(aProfile(), {});
    const weighing = await records.recordMeasurement(child, theMeasurement(), {});
    const [dose] = await records.recordImmunizations(
      child,
      [theImmunization({ givenOn: '2026-11-08' })],
      {},
    );
    if (dose === undefined) throw new Error('nothing saved');
    expect((await records.eventsOf(child)).map(({ event }) => event.id)).toEqual([weighing]);
    expect((await records.immunizationsOf(child)).map(({ event }) => event.id)).toEqual([dose]);
    expect((await records.eventsInMonths(['2026-11'])).get(child)).toHaveLength(1);
    expect((await records.immunizations()).get(child)).toHaveLength(1);
    await expect(records.voidMeasurement(child, dose, { reason: 'salah anak' })).rejects.toThrow(
      'no such measurement',
    );
    await expect(
      records.amendImmunization(child, weighing, BCG, { reason: 'salah anak' }),
    ).rejects.toThrow('no such immunization');
  });
});

describe('doses between phones', () => {
  test('arrive on the other phone, and are sent once', async () => {
    const village = createVillage();
    const one = await village.phone();
    const two = await village.phone(village.otherKader);
    const child = await one.records.registerChild(aProfile(), {});
    await one.records.recordImmunizations(child, [BCG, OPV], {});
    one.network.next('lost-reply');
    await one.sync.syncNow();
    await one.sync.syncNow();
    await two.sync.syncNow();

    const products = (await two.records.immunizationsOf(child)).map(({ event, state }) => [
      event.kind === 'immunization' ? event.immunization.product : event.kind,
      state.state,
    ]);
    expect(products).toEqual([
      ['BCG', 'sent'],
      ['OPV', 'sent'],
    ]);
    expect(village.server.store.journal(village.grant.posyanduId)).toHaveLength(3);
    await village.stop();
  });

  test('the server keeps out count nowhere; correcting one records it anew', async () => {
    const village = createVillage();
    const phone = await village.phone();
    const child = await phone.records.registerChild(aProfile({ bornOn: '2026-01-05' }), {});
    const [dose] = await phone.records.recordImmunizations(
      child,
      [theImmunization({ givenOn: '2025-12-01' })],
      {},
    );
    await phone.sync.syncNow();
    if (dose === undefined) throw new Error('nothing saved');
    expect(await phone.records.immunizationsOf(child)).toMatchObject([
      { counts: false, state: { state: 'quarantined', reason: 'dose-before-birth' } },
    ]);
    expect((await phone.records.immunizations()).get(child)).toBeUndefined();
    const [item] = await phone.records.attention();
    expect(item).toMatchObject({
      op: 'immun.record',
      targetId: dose,
      measurement: null,
      immunization: { givenOn: '2025-12-01' },
    });

    await phone.records.amendImmunization(child, dose, theImmunization({ givenOn: '2026-02-01' }), {
      reason: 'salah tahun',
    });
    await phone.sync.syncNow();
    expect(await phone.records.attention()).toEqual([]);
    expect((await phone.records.immunizations()).get(child)).toMatchObject([
      { kind: 'immunization', immunization: { givenOn: '2026-02-01' } },
    ]);
    await village.stop();
  });

  test('that a build without immunization set aside are taken up by this one', async () => {
    const village = createVillage();
    const one = await village.phone();
    const child = await one.records.registerChild(aProfile(), {});
    await one.records.recordImmunizations(child, [BCG], {});
    await one.sync.syncNow();
    // As the older build left it: the change as it came, and no event.
    await one.look(async (db) => {
      const [row] = await db.events.toArray();
      if (row === undefined || row.seq === null) throw new Error('the dose did not come back');
      const { event, mid, seq, posyanduId, generation } = row;
      const change = { kind: 'event', seq, mid, event };
      await db.unknown.put({ posyanduId, seq, ordinal: 0, generation, change });
      await db.events.clear();
    });
    await one.services.stop();
    const again = await village.clone(one, 9);
    expect((await again.records.immunizationsOf(child)).map(({ event }) => event.kind)).toEqual([
      'immunization',
    ]);
    await village.stop();
  });
});
