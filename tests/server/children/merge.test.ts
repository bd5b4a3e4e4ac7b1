import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { childIdSchema } from '#domain/ids.ts';
import { DESK_OPERATIONS } from '#protocol/mutation.ts';
import type { Db } from '#server/store/database.ts';
import { anAccount } from '../../support/a-posyandu.ts';
import { aProfile, newChildId, newMid, theMeasurement } from '../../support/mutations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { aDesk, aPlace, expectToldByJournal, type Place } from './desk.ts';

let database: TestDatabase;
let db: Db;
let place: Place;
let act: ReturnType<typeof aDesk>;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.drop());

beforeEach(async () => {
  place = await aPlace(db);
  act = aDesk(db, await anAccount(db, 'petugas'));
});

const mergeInto = (childId: string, mid = newMid()) =>
  ({ action: 'merge', intoId: childIdSchema.parse(childId), mid }) as const;

/** Two registrations of one child, each with a weighing. */
async function twins() {
  const phone = place.phone();
  const kept = phone.register(aProfile({ name: 'Melati Contoh', dusun: 'Kenanga' }));
  const double = phone.register(aProfile({ name: 'Mlati Contoh', bornOn: '2025-10-13' }));
  const september = phone.weigh(kept.entity, theMeasurement({ measuredOn: '2026-09-10' }));
  const october = phone.weigh(double.entity, theMeasurement({ measuredOn: '2026-10-10' }));
  await place.push([kept, double, september, october]);
  return { phone, kept: kept.entity, double: double.entity, september, october };
}

describe('two registrations of one child', () => {
  test('become one by an alias, and what was recorded stays as it is', async () => {
    const { kept, double } = await twins();
    const before = await place.events();

    expect(await act(place, double, mergeInto(kept))).toBe('applied');

    expect(await place.child(double)).toMatchObject({ mergedInto: kept, movedTo: null });
    expect(await place.child(kept)).toMatchObject({ mergedInto: null });
    expect(await place.events()).toEqual(before);
    await expectToldByJournal(db, place);
  });

  test('are told to a phone that has both already', async () => {
    const { kept, double } = await twins();
    const seen = Math.max(...(await place.feed()).map(({ seq }) => seq));
    await act(place, double, mergeInto(kept));
    const news = (await place.feed()).filter(({ seq }) => seq > seen);
    expect(news).toMatchObject([
      { kind: 'child', id: double, mergedInto: kept },
      { kind: 'review' },
    ]);
  });

  test('are two again after a split', async () => {
    const { phone, kept, double } = await twins();
    await act(place, double, mergeInto(kept));
    expect(await act(place, double, { action: 'split' })).toBe('applied');

    expect(await place.child(double)).toMatchObject({ mergedInto: null });
    // Judged by its own birth date again: three days before it was born.
    const early = phone.weigh(double, theMeasurement({ measuredOn: '2025-10-10' }));
    expect(await place.push([early])).toEqual(['before-birth']);
    expect(await act(place, double, { action: 'split' })).toBe('not-merged');
    await expectToldByJournal(db, place);
  });

  test('asked for twice under one id are merged once', async () => {
    const { kept, double } = await twins();
    const merge = mergeInto(kept);
    expect(await act(place, double, merge)).toBe('applied');
    expect(await act(place, double, merge)).toBe('duplicate');
    expect(await act(place, kept, merge)).toBe('malformed-request');
    // Also where it was taken back since.
    await act(place, double, { action: 'split' });
    expect(await act(place, double, merge)).toBe('duplicate');
    expect(await place.child(double)).toMatchObject({ mergedInto: null });
  });
});

describe('what names the old registration later', () => {
  test('counts for the child it was merged into, under the name it came with', async () => {
    const { phone, kept, double } = await twins();
    await act(place, double, mergeInto(kept));
    // Impossible for the birth date of the double, not for that of the child.
    const late = phone.weigh(double, theMeasurement({ measuredOn: '2025-10-10' }));

    expect(await place.push([late])).toEqual(['applied']);

    expect((await place.events()).at(-1)).toMatchObject({
      mid: late.mid,
      event: { id: late.entity, childId: double },
    });
    const review = await place.review(late.mid);
    expect(review?.status).toBe('waiting');
    expect(review?.flags).toContain('merged-child');
    await expectToldByJournal(db, place);
  });

  test('and cannot be true of that child is kept out', async () => {
    const { phone, kept, double } = await twins();
    await act(place, kept, mergeInto(double));
    const late = phone.weigh(kept, theMeasurement({ measuredOn: '2025-10-10' }));
    expect(await place.push([late])).toEqual(['before-birth']);
  });

  test('amends and voids what either of the two names has', async () => {
    const { phone, kept, double, september, october } = await twins();
    await act(place, double, mergeInto(kept));
    const [amend, gone] = [
      phone.amend(kept, october.entity, theMeasurement({ weightGrams: 9000 })),
      phone.void(double, september.entity),
    ];
    expect(await place.push([amend, gone])).toEqual(['applied', 'applied']);
    expect(await place.review(october.mid)).toMatchObject({ status: 'corrected' });
    expect(await place.review(september.mid)).toMatchObject({ status: 'corrected' });
    await expectToldByJournal(db, place);
  });

  test('edits of who it is are for a person, of the rest the later counts', async () => {
    const { phone, kept, double } = await twins();
    await act(place, double, mergeInto(kept));
    const fields = { name: 'Melati Indah', dusun: 'Mawar', birthWeightGrams: 3100 };
    const late = phone.patch(double, { fields, base: {} });

    expect(await place.push([late])).toEqual(['conflicting-edit']);

    expect((await place.child(kept))?.profile).toMatchObject({
      name: 'Melati Contoh',
      dusun: 'Mawar',
      birthWeightGrams: 3100,
    });
    expect((await place.child(double))?.profile).toMatchObject({
      name: 'Mlati Contoh',
      dusun: null,
    });
    const review = await place.review(late.mid);
    expect(review?.status).toBe('quarantined');
    expect(review?.flags).toEqual(expect.arrayContaining(['merged-child', 'overwrote-edit']));
    await expectToldByJournal(db, place);
  });

  test('follows a line of merges to its end', async () => {
    const { phone, kept, double } = await twins();
    const third = phone.register(aProfile({ bornOn: '2025-10-20' }));
    await place.push([third]);
    expect(await act(place, third.entity, mergeInto(double))).toBe('applied');
    expect(await act(place, double, mergeInto(kept))).toBe('applied');
    const late = phone.weigh(third.entity, theMeasurement({ measuredOn: '2025-10-10' }));
    expect(await place.push([late])).toEqual(['applied']);
    await expectToldByJournal(db, place);
  });
});

describe('refused is a merge', () => {
  test('of a child with itself, in a circle, or with nobody', async () => {
    const { phone, kept, double } = await twins();
    const third = phone.register();
    await place.push([third]);
    expect(await act(place, kept, mergeInto(kept))).toBe('same-child');
    await act(place, double, mergeInto(kept));
    await act(place, third.entity, mergeInto(double));
    expect(await act(place, kept, mergeInto(third.entity))).toBe('same-child');
    expect(await act(place, third.entity, mergeInto(kept))).toBe('same-child');
    expect(await act(place, kept, mergeInto(newChildId()))).toBe('unknown-child');
    expect(await act(place, newChildId(), mergeInto(kept))).toBe('unknown-child');
  });

  test('of one merged already, until that is taken back', async () => {
    const { phone, kept, double } = await twins();
    const other = phone.register();
    await place.push([other]);
    await act(place, double, mergeInto(kept));
    expect(await act(place, double, mergeInto(other.entity))).toBe('already-merged');
    await act(place, double, { action: 'split' });
    expect(await act(place, double, mergeInto(other.entity))).toBe('applied');
  });

  test('and leaves no trace', async () => {
    const { kept } = await twins();
    const before = await place.feed();
    await act(place, kept, mergeInto(newChildId()));
    expect(await place.feed()).toEqual(before);
    await expectToldByJournal(db, place);
  });
});

test.for(DESK_OPERATIONS)('a phone that sends %s is not the desk', async (op) => {
  const { phone, kept, double } = await twins();
  const reason = 'kader mencoba';
  const payload = {
    'child.merge': { intoId: kept, reason },
    'child.split': { reason },
    'child.transfer': { toPosyanduId: crypto.randomUUID(), reason },
    'child.receive': {
      fromPosyanduId: crypto.randomUUID(),
      profile: aProfile(),
      fieldVersions: {},
      createdBy: newMid(),
      merged: [],
      events: [],
    },
  }[op];
  const sent = phone.envelope({ op, entity: double, payload });

  expect(await place.push([sent])).toEqual(['no-authority']);

  expect(await place.review(sent.mid)).toMatchObject({ status: 'quarantined' });
  expect(await place.child(double)).toMatchObject({ mergedInto: null, movedTo: null });
  await expectToldByJournal(db, place);
});

test('an edit that replaces another unseen one is marked, where the later counts', async () => {
  const { phone, kept } = await twins();
  const [one, other] = [place.phone(), phone];
  const first = one.patch(kept, { fields: { dusun: 'Mawar' } });
  const second = other.patch(kept, { fields: { dusun: 'Anggrek' } });
  const seeing = other.patch(kept, { fields: { dusun: 'Cempaka' }, base: { dusun: 2 } });
  expect(await place.push([first, second, seeing])).toEqual(['applied', 'applied', 'applied']);
  expect((await place.review(first.mid))?.flags).not.toContain('overwrote-edit');
  expect((await place.review(second.mid))?.flags).toContain('overwrote-edit');
  expect((await place.review(seeing.mid))?.flags).not.toContain('overwrote-edit');
});
