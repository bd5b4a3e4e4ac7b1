import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { isGrowthEvent, isImmunizationEvent } from '#domain/child-event.ts';
import { effectiveMeasurements } from '#domain/growth-event.ts';
import type { AccountId, MutationId, PosyanduId } from '#domain/ids.ts';
import { effectiveImmunizations } from '#domain/immunization/immunization-event.ts';
import type { Immunization } from '#domain/immunization/immunization-record.ts';
import { changeSchema, type EventChange, type ReviewChange } from '#protocol/pull.ts';
import type { Db } from '#server/store/database.ts';
import { readRegister } from '#server/store/register-store.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import { applyPush } from '#server/sync/apply-push.ts';
import { NO_KEYS, type SyncStore } from '#server/sync/store.ts';
import { aPosyandu } from '../../support/a-posyandu.ts';
import { createPhone, theImmunization, theMeasurement } from '../../support/mutations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

const nowMs = Date.parse('2026-11-10T03:00:00Z');
const today = '2026-11-10';

let database: TestDatabase;
let db: Db;
let store: SyncStore;
let posyanduId: PosyanduId;
let kader: AccountId;
let phone: ReturnType<typeof createPhone>;
/** Born 2025-10-03: thirteen months. */
let child: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  store = createSyncStore(db);
});
afterAll(() => database.drop());

beforeEach(async () => {
  ({ posyanduId, kader } = await aPosyandu(db));
  phone = createPhone({ posyanduId, authorId: kader });
  const register = phone.register();
  child = register.entity;
  await push([register]);
});

const push = async (mutations: readonly unknown[]) => {
  const context = { pushedBy: kader, nowMs, today, decidedBy: null };
  return (await applyPush(store, mutations, context)).verdicts;
};
const pushOne = async (mutation: unknown) => (await push([mutation]))[0];
const feed = async () =>
  z.array(changeSchema).parse((await store.feed(posyanduId, 0, 1000)).changes);
const eventsIn = async () =>
  (await feed())
    .filter((change): change is EventChange => change.kind === 'event')
    .map(({ event }) => event);
const reviewsIn = async () =>
  (await feed()).filter((change): change is ReviewChange => change.kind === 'review');
const reviewOf = (mid: MutationId) =>
  db
    .selectFrom('review')
    .selectAll()
    .where('posyandu_id', '=', posyanduId)
    .where('mid', '=', mid)
    .executeTakeFirstOrThrow();
const flagsOf = async (mid: MutationId) => (await reviewOf(mid)).flags;
const dose = (over: Partial<Immunization> = {}) => phone.vaccinate(child, theImmunization(over));

describe('a dose', () => {
  test('is journaled, counts once, reaches the phones and waits for review', async () => {
    const immunization = theImmunization({
      givenOn: '2026-11-10',
      source: 'provider',
      givenBy: 'Bidan Contoh',
      lotNumber: 'PC26A0815',
      expiresOn: '2027-06-30',
      place: 'posyandu',
    });
    const given = phone.vaccinate(child, immunization);

    expect(await pushOne(given)).toEqual({ mid: given.mid, status: 'applied' });
    expect(await pushOne(given)).toEqual({
      mid: given.mid,
      status: 'duplicate',
      of: 'applied',
    });

    const journaled = await db
      .selectFrom('journal')
      .select(['body', 'op'])
      .where('entity', '=', given.entity)
      .execute();
    expect(journaled.map(({ body }): unknown => JSON.parse(body))).toEqual([given]);
    expect(await eventsIn()).toEqual([
      { kind: 'immunization', id: given.entity, childId: child, authorId: kader, immunization },
    ]);
    expect(await reviewOf(given.mid)).toMatchObject({
      op: 'immun.record',
      child_id: child,
      status: 'waiting',
      flags: [],
    });
  });

  test('sent under the id of something recorded before is kept for review', async () => {
    const weigh = phone.weigh(child);
    const given = dose();
    const sameDose = { ...dose(), entity: given.entity };
    const asWeighing = { ...dose(), entity: weigh.entity };
    expect(await push([weigh, given, sameDose, asWeighing])).toMatchObject([
      { status: 'applied' },
      { status: 'applied' },
      { status: 'quarantined', reason: 'already-exists' },
      { status: 'quarantined', reason: 'already-exists' },
    ]);
  });

  test('of a child nobody knows does not count', async () => {
    const given = phone.vaccinate(crypto.randomUUID());
    expect(await pushOne(given)).toMatchObject({ reason: 'unknown-child' });
    expect(await eventsIn()).toEqual([]);
  });

  test.each([
    ['before birth', { givenOn: '2025-10-02' }, 'dose-before-birth'],
    ['in a month before birth', { givenOn: '2025-09' }, 'dose-before-birth'],
    ['in a year before birth', { givenOn: '2024' }, 'dose-before-birth'],
    ['tomorrow', { givenOn: '2026-11-11' }, 'dose-in-future'],
    ['next month', { givenOn: '2026-12' }, 'dose-in-future'],
    ['next year', { givenOn: '2027' }, 'dose-in-future'],
    ['seen, on an unknown day', { givenOn: '2026-03', source: 'provider' }, 'dose-day-unknown'],
    ['in a thirteenth month', { givenOn: '2026-13' }, 'malformed-payload'],
    ['by a source nobody knows', { source: 'rumour' as never }, 'malformed-payload'],
  ] as const)('%s is kept with the reason, and does not count', async (_what, over, reason) => {
    const given = dose(over);
    const next = dose();
    expect(await push([given, next])).toEqual([
      { mid: given.mid, status: 'quarantined', reason },
      { mid: next.mid, status: 'applied' },
    ]);
    expect(await flagsOf(given.mid)).toEqual(['quarantined']);
    expect(await reviewsIn()).toMatchObject([{ mid: given.mid, status: 'quarantined', reason }]);
    expect(await eventsIn()).toHaveLength(1);
  });

  test.each(['2025-10', '2025', '2026-11', '2026', '2025-10-03', '2026-11-10'])(
    'of %s may be true',
    async (givenOn) => {
      expect(await pushOne(dose({ givenOn }))).toMatchObject({ status: 'applied' });
    },
  );
});

describe('a reviewer is told of a dose', () => {
  test.each([
    ['on the first day it may be given', {}, []],
    ['a day too early', { givenOn: '2025-12-02' }, ['dose-too-early']],
    ['past its limit', { product: 'HB-0', givenOn: '2025-10-20' }, ['dose-after-limit']],
    ['of an unknown product', { product: 'Cacar' }, ['dose-unknown-product']],
    ['from a vial past its date', { expiresOn: '2025-12-02' }, ['dose-expired']],
    ['from a vial on its last day', { expiresOn: '2025-12-03' }, []],
    [
      'too early and from an old vial',
      { givenOn: '2025-12-02', expiresOn: '2025-11-30' },
      ['dose-too-early', 'dose-expired'],
    ],
    ['of which the month leaves it open', { givenOn: '2025-12' }, []],
    ['in a month in which no day will do', { givenOn: '2025-11' }, ['dose-too-early']],
  ])('%s', async (_what, over, flags) => {
    const given = dose(over);
    expect(await pushOne(given)).toMatchObject({ status: 'applied' });
    expect(await flagsOf(given.mid)).toEqual(flags);
  });

  test('too close to the one before, though that came in the same push', async () => {
    const first = dose({ givenOn: '2026-02-01' });
    const second = dose({ givenOn: '2026-02-28' });
    await push([first, second]);
    expect(await flagsOf(first.mid)).toEqual([]);
    expect(await flagsOf(second.mid)).toEqual(['dose-too-close']);
  });

  test('too close to the one before, which came long ago', async () => {
    await push([dose({ givenOn: '2026-02-01' })]);
    const second = dose({ givenOn: '2026-02-28' });
    await push([second]);
    expect(await flagsOf(second.mid)).toEqual(['dose-too-close']);
  });

  test('written down twice: the later arrival, whatever their ids', async () => {
    const first = { ...dose(), entity: 'ffffffff-ffff-4fff-bfff-ffffffffffff' };
    const second = { ...dose(), entity: '00000000-0000-4000-8000-000000000001' };
    await push([first]);
    await push([second]);
    expect(await flagsOf(first.mid)).toEqual([]);
    expect(await flagsOf(second.mid)).toEqual(['dose-duplicate']);
  });

  test('and of no other dose of the child', async () => {
    const early = dose({ givenOn: '2025-12-02' });
    const later = dose({ product: 'BCG', givenOn: '2025-10-10' });
    await push([early, later]);
    expect(await flagsOf(later.mid)).toEqual([]);
  });

  test('as it stands after its correction', async () => {
    const early = dose({ givenOn: '2025-12-02' });
    const right = phone.amendDose(child, early.entity, theImmunization());
    await push([early, right]);
    expect(await flagsOf(right.mid)).toEqual(['correction']);

    const wrong = phone.amendDose(child, early.entity, theImmunization({ givenOn: '2025-11-30' }));
    await push([wrong]);
    expect(await flagsOf(wrong.mid)).toEqual(['dose-too-early', 'correction']);
  });

  test('without those that were taken back', async () => {
    const doubled = dose({ givenOn: '2026-02-01' });
    const takenBack = phone.voidDose(child, doubled.entity);
    const given = dose({ givenOn: '2026-02-10' });
    await push([doubled, takenBack, given]);
    expect(await flagsOf(takenBack.mid)).toEqual(['correction']);
    expect(await flagsOf(given.mid)).toEqual([]);
  });

  test('and of a weighing as if there were no doses', async () => {
    await push([
      dose({ givenOn: '2025-12-02' }),
      phone.weigh(child, theMeasurement({ measuredOn: '2026-10-10', weightGrams: 8500 })),
    ]);
    const fell = phone.weigh(child, theMeasurement({ weightGrams: 6100 }));
    await push([fell]);
    expect(await flagsOf(fell.mid)).toEqual(expect.arrayContaining(['big-jump', 'refer']));
  });
});

describe('a correction of a dose', () => {
  test('counts, is linked to what it corrects, and both are kept', async () => {
    const given = dose();
    const amend = phone.amendDose(child, given.entity, theImmunization({ givenOn: '2025-12-13' }));
    const again = phone.amendDose(child, given.entity, theImmunization({ givenOn: '2025-12-23' }));
    await push([given, amend]);
    await push([again]);

    const events = (await eventsIn()).filter(isImmunizationEvent);
    expect(events.map(({ kind }) => kind)).toEqual([
      'immunization',
      'immunization-amendment',
      'immunization-amendment',
    ]);
    expect(effectiveImmunizations(events)).toMatchObject([
      { id: given.entity, decidedBy: again.entity, immunization: { givenOn: '2025-12-23' } },
    ]);
    expect(await reviewOf(given.mid)).toMatchObject({
      status: 'corrected',
      answered_by: amend.mid,
    });
    expect(await reviewOf(amend.mid)).toMatchObject({
      status: 'corrected',
      answered_by: again.mid,
    });
    expect(await reviewOf(again.mid)).toMatchObject({
      status: 'waiting',
      answers: amend.mid,
    });
  });

  test('that takes it back ends it', async () => {
    const given = dose();
    const takenBack = phone.voidDose(child, given.entity);
    await push([given, takenBack]);
    const events = (await eventsIn()).filter(isImmunizationEvent);
    expect(effectiveImmunizations(events)).toMatchObject([{ id: given.entity, voided: true }]);
    expect(await reviewOf(given.mid)).toMatchObject({
      status: 'corrected',
      answered_by: takenBack.mid,
    });
  });

  test('to what cannot be true is kept and changes nothing', async () => {
    const given = dose();
    const amend = phone.amendDose(child, given.entity, theImmunization({ givenOn: '2025-01-01' }));
    expect(await push([given, amend])).toMatchObject([
      { status: 'applied' },
      { status: 'quarantined', reason: 'dose-before-birth' },
    ]);
    expect(await reviewOf(given.mid)).toMatchObject({ status: 'waiting' });
  });

  test('of a refused one is a new dose that answers it', async () => {
    const wrong = dose({ givenOn: '2027-01-01' });
    const right = phone.vaccinate(child, theImmunization(), wrong.mid);
    await push([wrong, right]);
    expect(await reviewsIn()).toMatchObject([{ mid: wrong.mid, status: 'corrected' }]);
    expect(await flagsOf(right.mid)).toEqual(['correction']);
  });

  test('of a refused one may be to take it back: nothing counts', async () => {
    const wrong = dose({ givenOn: '2027-01-01' });
    const takenBack = phone.voidDose(child, wrong.entity, wrong.mid);
    expect(await push([wrong, takenBack])).toMatchObject([
      { status: 'quarantined' },
      { status: 'applied' },
    ]);
    expect(await reviewsIn()).toMatchObject([{ mid: wrong.mid, status: 'corrected' }]);
    expect(await eventsIn()).toEqual([]);
  });
});

describe('what a correction may not reach', () => {
  test('is a record of another kind', async () => {
    const given = dose();
    const weigh = phone.weigh(child);
    await push([given, weigh]);
    const before = await eventsIn();
    const crossed = [
      phone.amend(child, given.entity, theMeasurement()),
      phone.void(child, given.entity),
      phone.amendDose(child, weigh.entity, theImmunization()),
      phone.voidDose(child, weigh.entity),
    ];
    for (const verdict of await push(crossed)) {
      expect(verdict).toMatchObject({ status: 'quarantined', reason: 'unknown-target' });
    }
    const after = await eventsIn();
    expect(after).toEqual(before);
    expect(effectiveImmunizations(after.filter(isImmunizationEvent))).toMatchObject([
      { voided: false },
    ]);
    expect(effectiveMeasurements(after.filter(isGrowthEvent))).toMatchObject([{ voided: false }]);
  });

  test('is a dose of another child', async () => {
    const other = phone.register();
    const given = dose();
    await push([other, given]);
    const verdicts = await push([
      phone.voidDose(other.entity, given.entity),
      phone.amendDose(other.entity, given.entity, theImmunization()),
    ]);
    expect(verdicts.map(({ reason }) => reason)).toEqual(['unknown-target', 'unknown-target']);
  });

  test('is a correction, or what nobody knows', async () => {
    const given = dose();
    const amend = phone.amendDose(child, given.entity, theImmunization());
    await push([given, amend]);
    const verdicts = await push([
      phone.amendDose(child, amend.entity, theImmunization()),
      phone.voidDose(child, crypto.randomUUID()),
    ]);
    expect(verdicts.map(({ reason }) => reason)).toEqual(['unknown-target', 'unknown-target']);
  });
});

test('a register that is brought in is held against weighings only', async () => {
  const weigh = phone.weigh(child);
  await push([dose(), weigh, phone.voidDose(child, weigh.entity)]);
  const register = await readRegister(db, posyanduId);
  expect(register?.events.map(({ id }) => id)).toEqual([weigh.entity]);
});

test('doses are judged by the rules of the kabupaten', async () => {
  const state = await store.inScope(posyanduId, (tx) => tx.load(NO_KEYS));
  expect(state?.region).toBe('52.02');
});
