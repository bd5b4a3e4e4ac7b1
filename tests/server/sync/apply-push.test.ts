import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isGrowthEvent } from '#domain/child-event.ts';
import { effectiveMeasurements } from '#domain/growth-event.ts';
import type { AccountId, PosyanduId } from '#domain/ids.ts';
import type { MutationEnvelope } from '#protocol/mutation.ts';
import type { EventChange, ReviewChange } from '#protocol/pull.ts';
import type { Db } from '#server/store/database.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import { applyChunk } from '#server/sync/apply-chunk.ts';
import { applyPush } from '#server/sync/apply-push.ts';
import { carriedMid } from '#server/sync/carried-mid.ts';
import type { SyncStore } from '#server/sync/store.ts';
import { anAccount, aPosyandu } from '../../support/a-posyandu.ts';
import {
  aProfile,
  createPhone,
  newChildId,
  newDeviceId,
  newPosyanduId,
  theMeasurement,
} from '../../support/mutations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

const nowMs = Date.parse('2026-11-10T03:00:00Z');
const today = '2026-11-10';

let database: TestDatabase;
let db: Db;
let store: SyncStore;
let posyanduId: PosyanduId;
let kader: AccountId;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  store = createSyncStore(db);
});
afterAll(() => database.drop());

beforeEach(async () => {
  ({ posyanduId, kader } = await aPosyandu(db));
});

const phoneHere = () => createPhone({ posyanduId, authorId: kader });
const answerTo = (mutations: readonly unknown[], pushedBy = kader) =>
  applyPush(store, mutations, { pushedBy, nowMs, today, decidedBy: null });
const push = async (mutations: readonly unknown[], pushedBy = kader) =>
  (await answerTo(mutations, pushedBy)).verdicts;
/** The same store on a database that will not have one mutation. */
const refusing = (mid: string): SyncStore => ({
  ...store,
  inScope: (id, work) =>
    store.inScope(id, (tx) =>
      work({
        ...tx,
        save: async (batch) => {
          if (batch.journal.some(({ envelope }) => envelope.mid === mid)) {
            throw Object.assign(new pg.DatabaseError('out of range', 0, 'error'), {
              code: '22003',
            });
          }
          await tx.save(batch);
        },
      }),
    ),
});
const pushOne = async (mutation: unknown) => (await push([mutation]))[0];
const feedOf = async (id = posyanduId) => (await store.feed(id, 0, 1000)).changes;
const eventsIn = async () =>
  (await feedOf()).filter((change): change is EventChange => change.kind === 'event');
const reviewsIn = async () =>
  (await feedOf()).filter((change): change is ReviewChange => change.kind === 'review');

const profileOf = async (id: string) =>
  (await feedOf()).find((change) => change.kind === 'child' && change.id === id);

describe('a mutation', () => {
  test('is applied once and answered the same when it comes again', async () => {
    const phone = phoneHere();
    const register = phone.register();
    const weigh = phone.weigh(register.entity);

    expect(await push([register, weigh])).toEqual([
      { mid: register.mid, status: 'applied' },
      { mid: weigh.mid, status: 'applied' },
    ]);
    expect(await push([register, weigh])).toEqual([
      { mid: register.mid, status: 'duplicate', of: 'applied' },
      { mid: weigh.mid, status: 'duplicate', of: 'applied' },
    ]);
    expect(await eventsIn()).toHaveLength(1);
  });

  test('sent twice in one push counts once', async () => {
    const register = phoneHere().register();
    const verdicts = await push([register, register]);
    expect(verdicts.map(({ status }) => status)).toEqual(['applied', 'duplicate']);
  });

  test('that cannot be true is kept with the reason, and delays no other', async () => {
    const phone = phoneHere();
    const register = phone.register();
    const tooHeavy = phone.weigh(register.entity, theMeasurement({ weightGrams: 78_000 }));
    const next = phone.weigh(register.entity);

    const verdicts = await push([register, tooHeavy, next]);

    expect(verdicts.map(({ status }) => status)).toEqual(['applied', 'quarantined', 'applied']);
    expect(verdicts[1]?.reason).toBe('weight-too-high');
    expect(await push([tooHeavy])).toEqual([
      { mid: tooHeavy.mid, status: 'duplicate', of: 'quarantined', reason: 'weight-too-high' },
    ]);
    expect(await reviewsIn()).toMatchObject([
      { mid: tooHeavy.mid, status: 'quarantined', reason: 'weight-too-high' },
    ]);
    const kept = await db
      .selectFrom('journal')
      .select('body')
      .where('mid', '=', tooHeavy.mid)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(kept.body)).toEqual(tooHeavy);
  });

  test.each([
    ['an operation of a newer app', { op: 'child.teleport' }, 'unknown-operation'],
    ['a payload version of a newer app', { opv: 2 }, 'unknown-operation'],
    ['a payload with a field nobody knows', { payload: { extra: 1 } }, 'malformed-payload'],
  ])('with %s is kept for review', async (_what, over, reason) => {
    const phone = phoneHere();
    const odd = phone.envelope({
      op: 'child.create',
      payload: { profile: aProfile() },
      ...over,
    });
    expect(await pushOne(odd)).toMatchObject({ status: 'quarantined', reason });
  });

  test.each([
    ['a NUL character', 'Siti\u0000Contoh'],
    ['half a surrogate pair', 'Siti \ud83d'],
  ])('holding %s is kept without disturbing its neighbours', async (_what, name) => {
    const phone = phoneHere();
    const bad = phone.register(aProfile({ name }));
    const good = phone.register();
    const verdicts = await push([bad, good]);
    expect(verdicts).toMatchObject([
      { status: 'quarantined', reason: 'malformed-payload' },
      { status: 'applied' },
    ]);
  });

  test('the database itself refuses is kept aside, and its neighbours are applied', async () => {
    const phone = phoneHere();
    const before = phone.register();
    const refused = phone.register();
    const after = phone.register();
    const { verdicts } = await applyPush(refusing(refused.mid), [before, refused, after], {
      pushedBy: kader,
      nowMs,
      today,
      decidedBy: null,
    });
    expect(verdicts).toEqual([
      { mid: before.mid, status: 'applied' },
      { mid: refused.mid, status: 'quarantined', reason: 'malformed-payload', aside: true },
      { mid: after.mid, status: 'applied' },
    ]);
    const kept = await db.selectFrom('inbox_raw').select('body').execute();
    expect(kept.map(({ body }): unknown => JSON.parse(body))).toContainEqual(refused);
  });

  test('that is no mutation at all is kept aside and named when it has an id', async () => {
    const mid = crypto.randomUUID();
    expect(await push([{ mid, nonsense: true }, 'text', null])).toEqual([
      { mid, status: 'quarantined', reason: 'malformed-payload', aside: true },
    ]);
    const kept = await db.selectFrom('inbox_raw').select('body').execute();
    expect(kept.map(({ body }) => body)).toEqual(
      expect.arrayContaining([JSON.stringify({ mid, nonsense: true }), '"text"', 'null']),
    );
  });

  test('under an id that already means something else is kept and does not replace the first', async () => {
    const phone = phoneHere();
    const first = phone.register();
    const second = { ...phone.register(aProfile({ name: 'Lain' })), mid: first.mid };
    await push([first]);
    expect(await pushOne(second)).toEqual({
      mid: first.mid,
      status: 'quarantined',
      reason: 'mid-collision',
      aside: true,
    });
    const kept = await db.selectFrom('inbox_raw').select('reason').execute();
    expect(kept).toContainEqual({ reason: 'mid-collision' });
  });

  test('under a number another phone already used asks for a new device and is not recorded', async () => {
    const phone = phoneHere();
    const first = phone.register();
    const cloned = { ...phone.register(), seq: first.seq };
    await push([first]);
    expect(await pushOne(cloned)).toEqual({ mid: cloned.mid, status: 'device-fork' });

    const renumbered = { ...cloned, deviceId: createPhone().deviceId, seq: 1 };
    expect(await pushOne(renumbered)).toMatchObject({ status: 'applied' });
  });
});

describe('a correction', () => {
  test('counts, is linked to what it corrects, and both are kept', async () => {
    const phone = phoneHere();
    const register = phone.register();
    const weigh = phone.weigh(register.entity, theMeasurement({ weightGrams: 18_800 }));
    const amend = phone.amend(register.entity, weigh.entity, theMeasurement());
    await push([register, weigh, amend]);

    const events = (await eventsIn()).map(({ event }) => event).filter(isGrowthEvent);
    expect(events.map(({ kind }) => kind)).toEqual(['measurement', 'amendment']);
    expect(effectiveMeasurements(events)).toMatchObject([
      { id: weigh.entity, decidedBy: amend.entity, measurement: { weightGrams: 8800 } },
    ]);
    expect(await reviewsIn()).toMatchObject([{ mid: weigh.mid, status: 'corrected' }]);
    const review = await db
      .selectFrom('review')
      .select(['mid', 'answers', 'answered_by', 'status', 'flags'])
      .where('posyandu_id', '=', posyanduId)
      .where('mid', 'in', [weigh.mid, amend.mid])
      .execute();
    expect(review).toContainEqual(
      expect.objectContaining({ mid: weigh.mid, answered_by: amend.mid }),
    );
    expect(review).toContainEqual(
      expect.objectContaining({
        mid: amend.mid,
        answers: weigh.mid,
        status: 'waiting',
        flags: expect.arrayContaining(['correction']),
      }),
    );
  });

  test('of something nobody knows is kept for review', async () => {
    const phone = phoneHere();
    const register = phone.register();
    const amend = phone.amend(register.entity, crypto.randomUUID(), theMeasurement());
    expect(await push([register, amend])).toMatchObject([
      { status: 'applied' },
      { status: 'quarantined', reason: 'unknown-target' },
    ]);
  });

  test('of a quarantined weighing is a new weighing that answers it', async () => {
    const phone = phoneHere();
    const register = phone.register();
    const wrong = phone.weigh(register.entity, theMeasurement({ weightGrams: 88_000 }));
    const right = phone.weigh(register.entity, theMeasurement(), wrong.mid);
    await push([register, wrong, right]);
    expect(await reviewsIn()).toMatchObject([{ mid: wrong.mid, status: 'corrected' }]);
  });
});

describe('an answer to what was refused', () => {
  test('a registration put right takes the refused one out of the queue', async () => {
    const phone = phoneHere();
    const wrong = phone.register(aProfile({ bornOn: '2027-01-01' }));
    const right = phone.envelope({
      op: 'child.create',
      entity: wrong.entity,
      payload: { profile: aProfile(), answers: wrong.mid },
    });
    expect(await push([wrong, right])).toMatchObject([
      { status: 'quarantined', reason: 'born-in-future' },
      { status: 'applied' },
    ]);
    expect(await reviewsIn()).toMatchObject([{ mid: wrong.mid, status: 'corrected' }]);
  });

  test('a refused weighing can be taken back, and nothing counts', async () => {
    const phone = phoneHere();
    const register = phone.register();
    const wrong = phone.weigh(register.entity, theMeasurement({ weightGrams: 88_000 }));
    const takenBack = phone.envelope({
      op: 'measure.void',
      payload: {
        childId: register.entity,
        targetId: wrong.entity,
        reason: 'salah anak',
        answers: wrong.mid,
      },
    });
    expect(await push([register, wrong, takenBack])).toMatchObject([
      { status: 'applied' },
      { status: 'quarantined' },
      { status: 'applied' },
    ]);
    expect(await reviewsIn()).toMatchObject([{ mid: wrong.mid, status: 'corrected' }]);
    expect(await eventsIn()).toEqual([]);
  });

  test('that answers a refused correction answers the original too', async () => {
    const phone = phoneHere();
    const register = phone.register();
    const first = phone.weigh(register.entity, theMeasurement({ weightGrams: 18_800 }));
    const refused = phone.amend(
      register.entity,
      first.entity,
      theMeasurement({ weightGrams: 88_000 }),
      first.mid,
    );
    const right = phone.amend(register.entity, first.entity, theMeasurement(), refused.mid);
    await push([register, first, refused, right]);
    const statuses = new Map((await reviewsIn()).map(({ mid, status }) => [mid, status]));
    expect(statuses.get(first.mid)).toBe('corrected');
    expect(statuses.get(refused.mid)).toBe('corrected');
  });
});

describe('an edit of a child', () => {
  async function aChildHere() {
    const register = phoneHere().register();
    await push([register]);
    return register.entity;
  }

  test('changes just the fields it names', async () => {
    const child = await aChildHere();
    await push([phoneHere().patch(child, { fields: { dusun: 'Dusun Melati' } })]);
    expect(await profileOf(child)).toMatchObject({
      profile: { ...aProfile(), dusun: 'Dusun Melati' },
      fieldVersions: { dusun: 1 },
    });
  });

  test('made without knowing another edit of who the child is, waits for a person', async () => {
    const child = await aChildHere();
    await push([phoneHere().patch(child, { fields: { bornOn: '2025-10-04' } })]);
    const late = phoneHere().patch(child, { fields: { bornOn: '2025-10-05', dusun: 'Kenanga' } });
    expect(await pushOne(late)).toMatchObject({ status: 'conflict', reason: 'conflicting-edit' });
    // The rest of the edit counts; both birth dates are kept for the person.
    expect(await profileOf(child)).toMatchObject({
      profile: { bornOn: '2025-10-04', dusun: 'Kenanga' },
    });
    expect(await reviewsIn()).toMatchObject([
      { mid: late.mid, status: 'quarantined', reason: 'conflicting-edit' },
    ]);
    expect(await pushOne(late)).toMatchObject({ status: 'duplicate', of: 'conflict' });
  });

  test('built on an edit that was in conflict, does not slip past it', async () => {
    const child = await aChildHere();
    const phone = phoneHere();
    await push([phoneHere().patch(child, { fields: { name: 'Melati Pertama' } })]);
    const mine = phone.patch(child, { fields: { name: 'Melati Kedua' } });
    // This phone counted on its own edit: version 1 is not the name it saw.
    const further = {
      ...phone.patch(child, { fields: { name: 'Melati Ketiga' }, base: { name: 1 } }),
      deps: [mine.mid],
    };
    const verdicts = await push([mine, further]);
    expect(verdicts.map(({ status }) => status)).toEqual(['conflict', 'conflict']);
    expect(await profileOf(child)).toMatchObject({ profile: { name: 'Melati Pertama' } });
  });

  test('to the value it already has changes nothing', async () => {
    const child = await aChildHere();
    await push([phoneHere().patch(child, { fields: { name: 'Melati Baru' } })]);
    const same = phoneHere().patch(child, { fields: { name: 'Melati Baru' } });
    expect(await pushOne(same)).toMatchObject({ status: 'applied' });
    expect(await profileOf(child)).toMatchObject({ fieldVersions: { name: 1 } });
  });

  test('of an address by two phones takes the later arrival', async () => {
    const child = await aChildHere();
    await push([phoneHere().patch(child, { fields: { dusun: 'Kenanga' } })]);
    await push([phoneHere().patch(child, { fields: { dusun: 'Cempaka' } })]);
    expect(await profileOf(child)).toMatchObject({ profile: { dusun: 'Cempaka' } });
  });
});

describe('what has not arrived', () => {
  test('is waited for, by itself and by nobody else', async () => {
    const phone = phoneHere();
    const register = phone.register();
    const weigh = phone.weigh(register.entity);
    const other = phone.register();

    expect(await push([weigh, other])).toEqual([
      { mid: weigh.mid, status: 'parked', reason: 'unknown-child' },
      { mid: other.mid, status: 'applied' },
    ]);
    expect(await eventsIn()).toEqual([]);
    expect(await pushOne(weigh)).toMatchObject({ status: 'duplicate', of: 'parked' });

    expect(await pushOne(register)).toMatchObject({ status: 'applied' });
    expect(await eventsIn()).toMatchObject([{ mid: weigh.mid }]);
    expect(await pushOne(weigh)).toMatchObject({ status: 'duplicate', of: 'applied' });
    // Nobody asks about it again; phones that knew it waited hear that it does not.
    expect(await reviewsIn()).toMatchObject([{ mid: weigh.mid, status: 'waiting' }]);
  });

  test('may come in the same push, in any order', async () => {
    const phone = phoneHere();
    const register = phone.register();
    const weigh = { ...phone.weigh(register.entity), deps: [register.mid] };
    const amend = {
      ...phone.amend(register.entity, weigh.entity, theMeasurement({ weightGrams: 9000 })),
      deps: [weigh.mid],
    };
    const verdicts = await push([amend, weigh, register]);
    expect(verdicts.map(({ status }) => status)).toEqual(['applied', 'applied', 'applied']);
    expect((await eventsIn()).map(({ mid }) => mid)).toEqual([weigh.mid, amend.mid]);
  });

  test('is waited for along a whole chain', async () => {
    const phone = phoneHere();
    const register = phone.register();
    const weigh = { ...phone.weigh(register.entity), deps: [register.mid] };
    const amend = {
      ...phone.amend(register.entity, weigh.entity, theMeasurement({ weightGrams: 9000 })),
      deps: [weigh.mid],
    };
    for (const late of [amend, weigh]) {
      expect(await pushOne(late)).toMatchObject({ status: 'parked', reason: 'dep-missing' });
    }
    await push([register]);
    expect((await eventsIn()).map(({ mid }) => mid)).toEqual([weigh.mid, amend.mid]);
  });

  test('comes to count in the order in which one waited for the other', async () => {
    const phone = phoneHere();
    const register = phone.register();
    const first = { ...phone.patch(register.entity, { fields: { dusun: 'Kenanga' } }) };
    const second = {
      ...phone.patch(register.entity, { fields: { dusun: 'Cempaka' }, base: { dusun: 1 } }),
      deps: [first.mid],
    };
    await push([first]);
    await push([second, register]);
    expect(await profileOf(register.entity)).toMatchObject({ profile: { dusun: 'Cempaka' } });
    const inOrder = await db
      .selectFrom('journal')
      .select('mid')
      .where('posyandu_id', '=', posyanduId)
      .orderBy('place')
      .execute();
    expect(inOrder.map(({ mid }) => mid)).toEqual([register.mid, first.mid, second.mid]);
  });

  test('a child whose registration was refused gets its weighings once it is registered anew', async () => {
    const phone = phoneHere();
    const refused = phone.register(aProfile({ bornOn: '2027-01-01' }));
    const weigh = { ...phone.weigh(refused.entity), deps: [refused.mid] };
    const verdicts = await push([refused, weigh]);
    expect(verdicts.map(({ status }) => status)).toEqual(['quarantined', 'parked']);

    const anew = phone.envelope({
      op: 'child.create',
      entity: refused.entity,
      payload: { profile: aProfile(), answers: refused.mid },
    });
    await push([anew]);
    expect(await eventsIn()).toMatchObject([{ mid: weigh.mid }]);
  });

  test('and was refused beside the journal, is there once it comes in another form', async () => {
    const phone = phoneHere();
    const refused = phone.register();
    const stranger = await anAccount(db);
    expect(await push([refused], stranger)).toMatchObject([{ status: 'quarantined', aside: true }]);
    const weigh = { ...phone.weigh(refused.entity), deps: [refused.mid] };
    expect(await pushOne(weigh)).toMatchObject({ status: 'parked', reason: 'dep-missing' });

    const anew = phone.envelope({
      op: 'child.create',
      entity: refused.entity,
      payload: { profile: aProfile(), answers: refused.mid },
    });
    expect(await pushOne(anew)).toMatchObject({ status: 'applied' });
    expect(await eventsIn()).toMatchObject([{ mid: weigh.mid }]);
  });

  test.each(['after', 'before'])(
    'and is carried here under another id, is there, whether it comes %s what waits for it or not',
    async (order) => {
      const phone = phoneHere();
      const register = phone.register();
      const weigh = phone.weigh(register.entity);
      const carried = {
        ...createPhone({ posyanduId, authorId: kader }).weigh(register.entity),
        mid: carriedMid(weigh.mid, posyanduId),
        entity: weigh.entity,
      };
      const amend = {
        ...phone.amend(register.entity, weigh.entity, theMeasurement({ weightGrams: 9000 })),
        deps: [weigh.mid],
      };
      const carry = () =>
        store.inScope(posyanduId, (tx) =>
          applyChunk(tx, [carried], {
            pushedBy: kader,
            nowMs,
            today,
            decidedBy: null,
            isCarried: true,
          }),
        );
      await push([register]);
      if (order === 'before') await carry();
      await push([amend]);
      if (order === 'after') await carry();
      expect((await eventsIn()).map(({ mid }) => mid)).toEqual([carried.mid, amend.mid]);
    },
  );

  test('and is impossible when its turn comes, is kept for review', async () => {
    const phone = phoneHere();
    const register = phone.register();
    const tooHeavy = phone.weigh(register.entity, theMeasurement({ weightGrams: 78_000 }));
    await push([tooHeavy]);
    await push([register]);
    expect(await pushOne(tooHeavy)).toMatchObject({
      status: 'duplicate',
      of: 'quarantined',
      reason: 'weight-too-high',
    });
    expect(await reviewsIn()).toMatchObject([{ mid: tooHeavy.mid, status: 'quarantined' }]);
  });
});

describe('the numbers of a device', () => {
  const haveOf = async (mutations: readonly unknown[]) => (await answerTo(mutations)).have;

  test('are answered with what is there, gaps and all', async () => {
    const phone = phoneHere();
    const [one, two, three, four, five] = [1, 2, 3, 4, 5].map(() => phone.register());
    const { deviceId } = phone;
    expect(await haveOf([one, two])).toEqual([{ deviceId, posyanduId, contig: 2, also: [] }]);
    expect(await haveOf([four, five])).toEqual([
      { deviceId, posyanduId, contig: 2, also: [[4, 5]] },
    ]);
    expect(await haveOf([three])).toEqual([{ deviceId, posyanduId, contig: 5, also: [] }]);
  });

  test('count whatever became of the mutation', async () => {
    const phone = phoneHere();
    const quarantined = phone.register(aProfile({ bornOn: '2027-01-01' }));
    const parked = phone.weigh(crypto.randomUUID());
    expect(await haveOf([quarantined, parked])).toMatchObject([{ contig: 2, also: [] }]);
  });

  test('the phone that sends is told of its own in each of its posyandu, whatever it sent', async () => {
    const deviceId = newDeviceId();
    const { posyanduId: other } = await aPosyandu(db);
    const phone = createPhone({ posyanduId, authorId: kader, deviceId });
    const told = async (mutations: readonly unknown[]) => {
      const context = { pushedBy: kader, nowMs, today, decidedBy: null };
      const posyanduIds = [posyanduId, other];
      const answer = await applyPush(store, mutations, context, { deviceId, posyanduIds });
      return answer.have;
    };
    const elsewhere = { deviceId, posyanduId: other, contig: 0, also: [] };

    expect(await told([])).toEqual([{ deviceId, posyanduId, contig: 0, also: [] }, elsewhere]);
    expect(await told([phone.register()])).toEqual([
      { deviceId, posyanduId, contig: 1, also: [] },
      elsewhere,
    ]);
    const [, third] = [phone.register(), phone.register()];
    await told([third]);
    expect(await told([])).toEqual([
      { deviceId, posyanduId, contig: 1, also: [[3, 3]] },
      elsewhere,
    ]);
  });
});

describe('authority', () => {
  test('a posyandu the sender never had is closed: kept aside, nothing there changes', async () => {
    const other = await aPosyandu(db);
    const phone = createPhone({ posyanduId: other.posyanduId, authorId: kader });
    expect(await pushOne(phone.register())).toMatchObject({
      status: 'quarantined',
      reason: 'no-authority',
    });
    expect(await feedOf(other.posyanduId)).toEqual([]);
  });

  test('a posyandu that does not exist is answered the same way', async () => {
    const phone = createPhone({ posyanduId: newPosyanduId(), authorId: kader });
    expect(await pushOne(phone.register())).toMatchObject({ reason: 'no-authority' });
  });

  test('work in the name of somebody who never served here waits for review', async () => {
    const stranger = createPhone({ posyanduId, authorId: await anAccount(db) });
    expect(await pushOne(stranger.register())).toMatchObject({
      status: 'quarantined',
      reason: 'no-authority',
    });
  });

  async function aFormerKader(until: string) {
    const former = await anAccount(db);
    await db
      .insertInto('access_grant')
      .values({
        account_id: former,
        posyandu_id: posyanduId,
        valid_from: new Date('2026-01-01'),
        valid_until: new Date(until),
      })
      .execute();
    return former;
  }

  test('work captured while granted counts however late it arrives', async () => {
    const former = await aFormerKader('2026-11-09T00:00:00Z');
    const phone = createPhone({ posyanduId, authorId: former });
    const captured = {
      wallMs: Date.parse('2026-11-08T02:00:00Z'),
      timeZone: 'Asia/Makassar',
      serverOffsetMs: 0,
    };
    const verdicts = await push([{ ...phone.register(), captured }], former);
    expect(verdicts).toMatchObject([{ status: 'applied' }]);
  });

  test('work captured after the grant ended waits for the puskesmas of that posyandu', async () => {
    const former = await aFormerKader('2026-11-09T00:00:00Z');
    const phone = createPhone({ posyanduId, authorId: former });
    expect(await push([phone.register()], former)).toMatchObject([{ reason: 'no-authority' }]);
    expect(await reviewsIn()).toMatchObject([{ status: 'quarantined' }]);
  });
});

describe('the feed', () => {
  test('numbers what changed densely and gives it page by page', async () => {
    const phone = phoneHere();
    const registers = Array.from({ length: 7 }, () => phone.register());
    await push(registers);
    const first = await store.feed(posyanduId, 0, 5);
    const second = await store.feed(posyanduId, 5, 5);
    expect(first.changes.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(second.changes.map(({ seq }) => seq)).toEqual([6, 7]);
    expect((await store.feed(posyanduId, 7, 5)).changes).toEqual([]);
  });

  test('a reader that follows many writers misses nothing', async () => {
    const seen = new Set<string>();
    let cursor = 0;
    const writers = { left: 6 };
    const reader = (async () => {
      while (writers.left > 0) {
        const { changes } = await store.feed(posyanduId, cursor, 20);
        for (const change of changes) {
          if (change.kind === 'child') seen.add(change.id);
          cursor = change.seq;
        }
      }
    })();
    const written: MutationEnvelope[] = [];
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        const phone = phoneHere();
        for (let index = 0; index < 15; index += 1) {
          const register = phone.register();
          written.push(register);
          await push([register]);
        }
        writers.left -= 1;
      }),
    );
    await reader;
    for (const change of (await store.feed(posyanduId, cursor, 1000)).changes) {
      if (change.kind === 'child') seen.add(change.id);
    }
    expect([...seen].toSorted()).toEqual(written.map(({ entity }) => entity).toSorted());
  });
});

test('however often and in whatever pieces phones resend, each mutation has one effect', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 6 }), { maxLength: 8 }),
      async (sends) => {
        const place = await aPosyandu(db);
        const phone = createPhone({ posyanduId: place.posyanduId, authorId: place.kader });
        const child = newChildId();
        const mutations = [
          phone.register(aProfile(), child),
          ...Array.from({ length: 9 }, () => phone.weigh(child)),
        ];
        const [register] = mutations;
        await push([register], place.kader);
        for (const send of sends) {
          await push(
            send.map((index) => mutations[index]),
            place.kader,
          );
        }
        await push(mutations, place.kader);
        const changes = await feedOf(place.posyanduId);
        expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, index) => index + 1));
        expect(
          changes
            .flatMap((change) => (change.kind === 'event' ? [change.event.id] : []))
            .toSorted(),
        ).toEqual(
          mutations
            .slice(1)
            .map(({ entity }) => entity)
            .toSorted(),
        );
      },
    ),
    { numRuns: 25, seed: 20_261_110 },
  );
});
