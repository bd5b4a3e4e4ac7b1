import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChildEvent } from '#domain/child-event.ts';
import {
  accountIdSchema,
  childIdSchema,
  eventIdSchema,
  posyanduIdSchema,
  type AccountId,
  type ChildId,
  type PosyanduId,
} from '#domain/ids.ts';
import type { MutationEnvelope } from '#protocol/mutation.ts';
import { reviewsUpTo } from '#protocol/pull-pages.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import {
  NO_KEYS,
  type ChildRow,
  type EventRow,
  type JournalRow,
  type ReviewRow,
  type ScopeBatch,
  type ScopeKeys,
  type SyncStore,
} from '#server/sync/store.ts';
import { aPosyandu } from '../../support/a-posyandu.ts';
import { createMemorySyncStore } from '../../support/memory-sync-store.ts';
import {
  aProfile,
  createPhone,
  newAccountId,
  newDeviceId,
  newEventId,
  newMid,
  newPosyanduId,
  theImmunization,
  theMeasurement,
} from '../../support/mutations.ts';
import { seeded } from '../../support/phone.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

/** What the simulator takes the one in memory for, and the server the other. */
interface Kind {
  open(): Promise<{
    store: SyncStore;
    posyanduId: PosyanduId;
    other: PosyanduId;
    kader: AccountId;
  }>;
}

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const KINDS: Record<string, Kind> = {
  'in memory': {
    async open() {
      const store = createMemorySyncStore();
      const kader = newAccountId();
      const ids = [newPosyanduId(), newPosyanduId()] as const;
      for (const posyanduId of ids) {
        const puskesmasName = `Uji ${posyanduId}`;
        const names = { posyanduName: 'Melati', villageName: 'Desa', puskesmasName };
        store.open({ posyanduId, ...names }, [kader], GRANTED_FROM);
      }
      return { store, posyanduId: ids[0], other: ids[1], kader };
    },
  },
  'on Postgres': {
    async open() {
      const { posyanduId, kader } = await aPosyandu(database.db);
      const second = await aPosyandu(database.db);
      return { store: createSyncStore(database.db), posyanduId, other: second.posyanduId, kader };
    },
  },
};

/** As `aPosyandu` has it. */
const GRANTED_FROM = Date.parse('2026-01-01T00:00:00Z');
const ARRIVED = Date.parse('2026-11-10T03:00:00Z');

const NOTHING: ScopeBatch = {
  journal: [],
  judgedAgain: [],
  inOrder: [],
  children: [],
  events: [],
  reviews: [],
  corrected: [],
  toCarry: [],
};

describe.each(Object.entries(KINDS))('the store %s', (_name, kind) => {
  let store: SyncStore;
  let posyanduId: PosyanduId;
  let other: PosyanduId;
  let kader: AccountId;
  let phone: ReturnType<typeof createPhone>;

  beforeEach(async () => {
    ({ store, posyanduId, other, kader } = await kind.open());
    phone = createPhone({ posyanduId, authorId: kader });
  });

  const save = (batch: Partial<ScopeBatch>, where = posyanduId) =>
    store.inScope(where, (tx) => tx.save({ ...NOTHING, ...batch }));
  const load = (keys: Partial<ScopeKeys>, where = posyanduId) =>
    store.inScope(where, (tx) => tx.load({ ...NO_KEYS, ...keys }));
  const feed = async (after = 0, limit = 100) => {
    const { counter, changes } = await store.feed(posyanduId, after, limit);
    return { counter, changes: changes.map(({ kind: what, seq }) => `${what} ${seq}`) };
  };

  function journalOf(envelope: MutationEnvelope, over: Partial<JournalRow> = {}): JournalRow {
    return {
      envelope,
      contentHash: 'ab'.repeat(32),
      pushedBy: kader,
      arrivedAtMs: ARRIVED,
      status: 'applied',
      reason: null,
      needs: [],
      ...over,
    };
  }

  function reviewOf(
    { mid, op, entity }: MutationEnvelope,
    over: Partial<ReviewRow> = {},
  ): ReviewRow {
    return {
      mid,
      op,
      entity,
      childId: null,
      authorId: kader,
      arrivedAtMs: ARRIVED,
      status: 'waiting',
      reason: null,
      flags: [],
      answers: null,
      decidedBy: null,
      ...over,
    };
  }

  function childOf({ mid, entity }: MutationEnvelope, over: Partial<ChildRow> = {}): ChildRow {
    return {
      id: childIdSchema.parse(entity),
      profile: aProfile(),
      fieldVersions: {},
      createdBy: mid,
      mergedInto: null,
      movedTo: null,
      ...over,
    };
  }

  function eventOf({ mid, entity }: MutationEnvelope, childId: ChildId): EventRow {
    const id = eventIdSchema.parse(entity);
    const measurement = theMeasurement();
    const event = { kind: 'measurement', id, childId, authorId: kader, measurement } as const;
    return { mid, occurredOn: measurement.measuredOn, event };
  }

  test('knows no posyandu that is not there', async () => {
    const nowhere = posyanduIdSchema.parse(newPosyanduId());
    expect(await store.inScope(nowhere, () => Promise.resolve('here'))).toBeNull();
    expect(await store.inScopes([posyanduId, nowhere], () => Promise.resolve('here'))).toBeNull();
  });

  test('gives back exactly what was saved', async () => {
    const registered = phone.register();
    const child = childOf(registered);
    await save({
      journal: [journalOf(registered)],
      inOrder: [registered.mid],
      children: [child],
      reviews: [reviewOf(registered, { childId: child.id })],
    });
    const { mid, op, entity, deviceId } = registered;

    const state = await load({
      mids: [mid],
      slots: [{ deviceId, seq: 1 }],
      childIds: [child.id],
      accountIds: [kader],
    });
    const { contentHash, status, reason } = journalOf(registered);
    expect(state?.journal.get(mid)).toMatchObject({ op, entity, contentHash, status, reason });
    expect([...(state?.slots ?? [])]).toEqual([[`${deviceId} 1`, mid]]);
    expect([...(state?.children.values() ?? [])]).toEqual([child]);
    expect(state?.grants.get(kader)).toMatchObject([{ fromMs: GRANTED_FROM, untilMs: null }]);
    expect(state?.region).toBe('52.02');
  });

  describe('of a child that was only measured', () => {
    /** Fed in an order that is not that of their days. */
    const DAYS = ['2026-03', '2026-09', '2026-01', '2026-07', '2026-05', '2026-08', '2026-02'];
    const rowOf = (event: ChildEvent, occurredOn = '2026-10-10'): EventRow => ({
      mid: newMid(),
      occurredOn,
      event,
    });
    const measuredIn = (childId: ChildId, month: string): EventRow => {
      const measurement = theMeasurement({ measuredOn: `${month}-10` });
      const id = newEventId();
      return rowOf({ kind: 'measurement', id, childId, authorId: kader, measurement });
    };
    const givenTo = (childId: ChildId): EventRow => {
      const immunization = theImmunization();
      const id = newEventId();
      return rowOf({ kind: 'immunization', id, childId, authorId: kader, immunization });
    };
    const voided = (how: 'void' | 'immunization-void', { event }: EventRow): EventRow => {
      const { id: targetId, childId } = event;
      const id = newEventId();
      return rowOf({ kind: how, id, childId, authorId: kader, targetId, reason: 'keliru' });
    };
    const idsOf = (rows: readonly EventRow[] = []) => rows.map(({ event }) => event.id);
    const monthsOf = (rows: readonly EventRow[] = []) =>
      rows.flatMap(({ event }) =>
        event.kind === 'measurement' ? [event.measurement.measuredOn.slice(0, 7)] : [],
      );

    test('reads the later measurements and all that amends or voids anything', async () => {
      const child = childOf(phone.register());
      const measured = DAYS.map((month) => measuredIn(child.id, month));
      const [, september = givenTo(child.id), january = givenTo(child.id)] = measured;
      const taken = voided('void', january);
      const dose = givenTo(child.id);
      const undone = voided('immunization-void', dose);
      await save({ children: [child], events: [...measured, taken, dose, undone] });

      const since = { measuredIds: [child.id], measuredSince: '2026-05-10' };
      const found = await load(since);
      expect(monthsOf(found?.events)).toEqual(['2026-09', '2026-07', '2026-05', '2026-08']);
      expect(idsOf(found?.events).slice(4)).toEqual(idsOf([taken, undone]));
      expect([...(found?.measuredBefore ?? [])]).toEqual([child.id]);

      const inFull = await load({ ...since, childIds: [child.id] });
      expect(idsOf(inFull?.events)).toEqual(idsOf([...measured, taken, dose, undone]));
      expect(inFull?.measuredBefore.size).toBe(0);

      const asked = [january, september].map(({ event }) => event.id);
      const byId = await load({ ...since, eventIds: asked });
      expect(monthsOf(byId?.events)).toEqual([
        '2026-09',
        '2026-01',
        '2026-07',
        '2026-05',
        '2026-08',
      ]);
      expect(byId?.measuredBefore.has(child.id)).toBe(true);

      const sinceTheFirst = await load({ ...since, measuredSince: '2026-01-10' });
      expect(monthsOf(sinceTheFirst?.events)).toEqual(DAYS);
      expect(sinceTheFirst?.measuredBefore.size).toBe(0);
    });

    test('reads the same of whoever it is merged with, and all where one is asked for in full', async () => {
      const root = childOf(phone.register());
      const alias = childOf(phone.register(), { mergedInto: root.id });
      const stranger = childOf(phone.register());
      const events = DAYS.flatMap((month) =>
        [root, alias, stranger].map(({ id }) => measuredIn(id, month)),
      );
      await save({ children: [root, alias, stranger], events });

      const since = { measuredIds: [alias.id], measuredSince: '2026-08-01' };
      const found = await load(since);
      const perChild = Map.groupBy(found?.events ?? [], ({ event }) => event.childId);
      expect([...(found?.children.keys() ?? [])]).toEqual(
        expect.arrayContaining([root.id, alias.id]),
      );
      expect(monthsOf(perChild.get(root.id))).toEqual(['2026-09', '2026-08']);
      expect(monthsOf(perChild.get(alias.id))).toEqual(['2026-09', '2026-08']);
      expect(perChild.has(stranger.id)).toBe(false);
      expect(found?.measuredBefore).toEqual(new Set([root.id, alias.id]));

      const inFull = await load({ ...since, childIds: [root.id] });
      expect(inFull?.events).toHaveLength(DAYS.length * 2);
      expect(inFull?.measuredBefore.size).toBe(0);
    });
  });

  test('keeps nothing of a transaction that fails, in neither posyandu', async () => {
    const registered = phone.register();
    const batch = { ...NOTHING, journal: [journalOf(registered)], children: [childOf(registered)] };
    const fails = store.inScopes([posyanduId, other], async (here, there) => {
      await here.save(batch);
      await there.save(batch);
      throw new Error('power cut');
    });
    await expect(fails).rejects.toThrow('power cut');
    for (const where of [posyanduId, other]) {
      const state = await load(
        { mids: [registered.mid], childIds: [childOf(registered).id] },
        where,
      );
      expect(state?.journal.size).toBe(0);
      expect(state?.children.size).toBe(0);
    }
    expect((await feed()).counter).toBe(0);
  });

  test('takes the transactions of one posyandu one after the other', async () => {
    const registered = phone.register();
    const begun = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const first = store.inScope(posyanduId, async (tx) => {
      begun.resolve();
      await gate.promise;
      await tx.save({ ...NOTHING, journal: [journalOf(registered)] });
    });
    await begun.promise;
    const second = store.inScope(posyanduId, (tx) =>
      tx.load({ ...NO_KEYS, mids: [registered.mid] }),
    );
    gate.resolve();
    await first;
    expect((await second)?.journal.size).toBe(1);
  });

  test('numbers whatever phones must hear of without a gap, and nothing else', async () => {
    const one = phone.register();
    const two = phone.register();
    await save({
      journal: [
        journalOf(one),
        journalOf(two, { status: 'quarantined', reason: 'born-too-long-ago' }),
      ],
      inOrder: [one.mid, two.mid],
      children: [childOf(one)],
      reviews: [
        reviewOf(one),
        reviewOf(two, {
          status: 'quarantined',
          reason: 'born-too-long-ago',
          flags: ['quarantined'],
        }),
      ],
    });
    expect(await feed()).toEqual({ counter: 2, changes: ['child 1', 'review 2'] });
    expect(await feed(1)).toEqual({ counter: 2, changes: ['review 2'] });
    expect(await feed(0, 1)).toEqual({ counter: 2, changes: ['child 1'] });
    expect(await feed(2)).toEqual({ counter: 2, changes: [] });

    // Changed, it comes at its newest number only.
    await save({ children: [childOf(one, { fieldVersions: { name: 1 } })] });
    expect(await feed()).toEqual({ counter: 3, changes: ['review 2', 'child 3'] });
  });

  describe('with decisions inside their records', () => {
    interface Made {
      readonly review: ReviewRow;
      readonly child: ChildRow | null;
    }
    let made: Made[];
    beforeEach(() => {
      made = [];
    });

    /** A child, a weighing of it, and a weighing that came to nothing: its decision is of no record. */
    async function record(): Promise<void> {
      const registered = phone.register();
      const [weighed, refused] = [phone.weigh(registered.entity), phone.weigh(registered.entity)];
      const child = childOf(registered);
      const reviews = [registered, weighed, refused].map((envelope) =>
        reviewOf(envelope, { childId: child.id }),
      );
      await save({
        journal: [registered, weighed, refused].map((envelope) => journalOf(envelope)),
        inOrder: [registered.mid, weighed.mid, refused.mid],
        children: [child],
        events: [eventOf(weighed, child.id)],
        reviews,
      });
      made.push(...reviews.map((review, index) => ({ review, child: index === 0 ? child : null })));
    }
    const decide = (nth: number, status: ReviewRow['status']) =>
      save({ reviews: made.slice(nth, nth + 1).map(({ review }) => ({ ...review, status })) });
    const edit = (nth: number) =>
      save({ children: made.slice(nth, nth + 1).flatMap(({ child }) => child ?? []) });

    /** Takes pages as a phone does; what it knows of decisions is all that is looked at. */
    function aPhone() {
      const decided = new Map<string, string>();
      let cursor: { readonly seq: number; readonly reviewsUpTo?: number } = { seq: 0 };
      let apart = 0;
      return {
        decided,
        apart: () => apart,
        async take(limit: number): Promise<boolean> {
          const inside = { upTo: cursor.reviewsUpTo ?? 0 };
          const { counter, changes } = await store.feed(posyanduId, cursor.seq, limit, inside);
          for (const change of changes) {
            const review = change.kind === 'review' ? change : change.review;
            if (review === undefined) continue;
            const mid = change.kind === 'child' ? change.createdBy : change.mid;
            decided.set(mid, `${review.status} ${review.seq}`);
            if (change.kind === 'review') apart += 1;
          }
          const more = changes.length === limit;
          const last = changes.at(-1)?.seq ?? 0;
          const to = more ? last : Math.max(last, counter);
          cursor = { seq: to, ...reviewsUpTo(cursor, { to, counter }) };
          return more;
        },
      };
    }

    async function decidedByFeed(): Promise<Map<string, string>> {
      const { changes } = await store.feed(posyanduId, 0, 1000);
      return new Map(
        changes.flatMap((change) =>
          change.kind === 'review' ? [[change.mid, `${change.status} ${change.seq}`]] : [],
        ),
      );
    }

    test('a first load tells them once, whatever the pages', async () => {
      for (let count = 0; count < 4; count += 1) await record();
      for (let nth = 0; nth < 12; nth += 1) await decide(nth, 'approved');
      const loaded = aPhone();
      while (await loaded.take(3));
      expect(loaded.decided).toEqual(await decidedByFeed());
      expect(loaded.decided.size).toBe(12);
      // Only of what is no record itself.
      expect(loaded.apart()).toBe(4);
    });

    test.each([1, 2, 3, 4, 5, 6])(
      'a phone misses none that is decided while it takes pages, nor keeps an old one (order %i)',
      async (seed) => {
        const random = seeded(seed);
        const upTo = (count: number) => Math.floor(random() * count);
        const taking = aPhone();
        await record();
        for (let step = 0; step < 60; step += 1) {
          const what = random();
          if (what < 0.15) await record();
          else if (what < 0.45) await decide(upTo(made.length), 'approved');
          else if (what < 0.55) await decide(upTo(made.length), 'returned');
          else if (what < 0.65) await edit(upTo(made.length));
          else await taking.take(1 + upTo(4));
        }
        while (await taking.take(5));
        expect(taking.decided).toEqual(await decidedByFeed());
      },
    );
  });

  test('a correction settles what it answers, and what that had answered if it was refused', async () => {
    const [first, refused, third] = [phone.register(), phone.register(), phone.register()];
    await save({
      journal: [first, refused, third].map((envelope) => journalOf(envelope)),
      inOrder: [first.mid, refused.mid, third.mid],
      reviews: [
        reviewOf(first),
        reviewOf(refused, { status: 'quarantined', answers: first.mid }),
        reviewOf(third, { answers: refused.mid }),
      ],
      corrected: [{ mid: refused.mid, by: third.mid }],
    });
    const { changes } = await store.feed(posyanduId, 0, 100);
    const told = changes.flatMap((change) =>
      change.kind === 'review' ? [[change.mid, change.status]] : [],
    );
    expect(told).toEqual([
      [refused.mid, 'corrected'],
      [first.mid, 'corrected'],
    ]);
  });

  test('what waited counts from when it is judged again, after what it waited for', async () => {
    const [waits, comes] = [phone.register(), phone.register()];
    const parked = journalOf(waits, {
      status: 'parked',
      reason: 'dep-missing',
      needs: [comes.mid],
    });
    await save({
      journal: [parked],
      inOrder: [waits.mid],
      reviews: [reviewOf(waits, { status: 'parked', reason: 'dep-missing' })],
    });
    expect((await load({}))?.parked).toEqual([parked]);
    expect(await feed()).toEqual({ counter: 0, changes: [] });

    await save({
      journal: [journalOf(comes)],
      judgedAgain: [journalOf(waits)],
      inOrder: [comes.mid, waits.mid],
      reviews: [reviewOf(comes), reviewOf(waits)],
    });
    const state = await load({ mids: [waits.mid, comes.mid] });
    expect(state?.parked).toEqual([]);
    expect(state?.journal.get(waits.mid)?.status).toBe('applied');
    // It had been said to wait, so that it does not any more is news.
    expect(await feed()).toEqual({ counter: 1, changes: ['review 1'] });
  });

  test('says which numbers of a device it has, this transaction included', async () => {
    const envelopes = Array.from({ length: 7 }, () => phone.register());
    const some = envelopes.filter(({ seq }) => ![3, 6].includes(seq));
    const stranger = newDeviceId();
    const have = await store.inScope(posyanduId, async (tx) => {
      await tx.save({
        ...NOTHING,
        journal: some.map((envelope) => journalOf(envelope)),
        inOrder: some.map(({ mid }) => mid),
      });
      return tx.have([phone.deviceId, stranger]);
    });
    const byDevice = new Map(have?.map((numbers) => [numbers.deviceId, numbers]));
    expect(byDevice.get(phone.deviceId)).toMatchObject({
      contig: 2,
      also: [
        [4, 5],
        [7, 7],
      ],
    });
    expect(byDevice.get(stranger)).toMatchObject({ contig: 0, also: [] });
  });

  test('keeps what is to be carried on until it is forgotten, and knows the ways', async () => {
    const registered = phone.register();
    const weighed = phone.weigh(registered.entity);
    const child = childOf(registered, { movedTo: other });
    await save({
      journal: [journalOf(registered), journalOf(weighed)],
      inOrder: [registered.mid, weighed.mid],
      children: [child],
      toCarry: [{ mid: weighed.mid, childId: child.id }],
    });
    expect(await store.waysToCarry(posyanduId)).toEqual([{ from: posyanduId, to: other }]);
    expect(await store.waysToCarry(other)).toEqual([]);
    const waiting = await store.inScope(posyanduId, (tx) => tx.toCarry());
    expect(waiting).toEqual([
      { envelope: weighed, pushedBy: kader, childId: child.id, movedTo: other },
    ]);

    await store.inScope(posyanduId, (tx) => tx.forget([weighed.mid]));
    expect(await store.waysToCarry(posyanduId)).toEqual([]);
  });

  test('what came in one chunk counts in the order in which it stood there', async () => {
    const registered = phone.register();
    const weighings = Array.from({ length: 60 }, () => phone.weigh(registered.entity));
    // Neither the order of ids nor that of numbers.
    const inOrder = weighings.toSorted((a, b) => (a.entity < b.entity ? 1 : -1));
    const child = childOf(registered, { movedTo: other });
    await save({
      journal: [registered, ...inOrder].map((row) => journalOf(row)),
      inOrder: [registered, ...inOrder].map(({ mid }) => mid),
      children: [child],
      toCarry: weighings.map(({ mid }) => ({ mid, childId: child.id })),
    });

    const carried = await store.inScope(posyanduId, (tx) => tx.toCarry());
    expect(carried?.map(({ envelope }) => envelope.mid)).toEqual(inOrder.map(({ mid }) => mid));
  });

  test('says whose posyandu a transaction is in, and who came there and waits to be looked at', async () => {
    const places = await store.inScopes([posyanduId, other], async (...both) =>
      both.map(({ place }) => place),
    );
    expect(places?.map(({ practice }) => practice)).toEqual([false, false]);
    expect(new Set(places?.map(({ puskesmas }) => puskesmas)).size).toBe(2);

    const [registered, came, decided] = [phone.register(), phone.register(), phone.register()];
    const arrivals = [came, decided].map((row) => ({ ...row, op: 'child.receive' }));
    const children = [registered, came, decided].map((row) => childOf(row));
    await save({
      journal: [registered, ...arrivals].map((row) => journalOf(row)),
      inOrder: [registered.mid, came.mid, decided.mid],
      children,
      reviews: [registered, ...arrivals].map((row) =>
        reviewOf(row, {
          childId: childIdSchema.parse(row.entity),
          status: row.mid === decided.mid ? 'approved' : 'waiting',
        }),
      ),
    });
    const waiting = (ids: readonly ChildId[]) =>
      store.inScope(posyanduId, (tx) => tx.arrivalsWaiting(ids));
    expect(await waiting(children.map(({ id }) => id))).toEqual([came.mid]);
    expect(await waiting([childIdSchema.parse(decided.entity)])).toEqual([]);
    expect(await store.inScope(other, (tx) => tx.arrivalsWaiting([childOf(came).id]))).toEqual([]);
    await save({ corrected: [{ mid: came.mid, by: registered.mid }] });
    expect(await waiting([childOf(came).id])).toEqual([]);
  });

  test('knows who ever held a grant', async () => {
    expect(await store.everGranted(kader, posyanduId)).toBe(true);
    expect(await store.everGranted(accountIdSchema.parse(newAccountId()), posyanduId)).toBe(false);
  });
});
