import { beforeEach, describe, expect, test } from 'vitest';
import { posyanduListSchema, type DecisionRequest } from '#protocol/review.ts';
import {
  aDeskAndAPhone,
  decideAs,
  detailFor,
  listFor,
  pushFrom,
  reviewsToldTo,
} from '../../support/at-the-desk.ts';
import {
  aProfile,
  createPhone,
  newChildId,
  newDeviceId,
  newMid,
  theMeasurement,
} from '../../support/mutations.ts';
import {
  anAccount,
  aPosyandu,
  aPuskesmas,
  browserOf,
  startTestServer,
  type Person,
  type TestServer,
} from '../../support/server.ts';

const DAY_MS = 86_400_000;

let server: TestServer;
let place: Awaited<ReturnType<typeof aDeskAndAPhone>>['place'];
let phone: ReturnType<typeof createPhone>;
let kader: Person;
let petugas: Person;

beforeEach(async () => {
  server = await startTestServer();
  ({ place, phone, kader, petugas } = await aDeskAndAPhone(server));
  return () => server.close();
});

const push = (mutations: readonly unknown[], waiting = 0, from = phone) =>
  pushFrom(kader, from, mutations, waiting);
const reviewsOnPhone = () => reviewsToldTo(kader);
const list = (query = '', person = petugas) => listFor(person, query);
const detail = (mid: string) => detailFor(petugas, mid);
const decide = (
  mids: readonly string[],
  decision: DecisionRequest['decision'],
  reason: string | null = null,
  person = petugas,
) => decideAs(person, mids, decision, reason);

const midsOf = ({ records }: { records: readonly { mid: string }[] }) =>
  records.map(({ mid }) => mid);

describe('the list', () => {
  test('shows a record with its child, its kader and what was measured', async () => {
    const register = phone.register(aProfile({ name: 'Melati Contoh' }));
    const weigh = phone.weigh(register.entity, theMeasurement({ weightGrams: 8800 }));
    await push([register, weigh]);

    const { records, total, next } = await list();
    expect(total).toBe(2);
    expect(next).toBeNull();
    expect(records.find(({ mid }) => mid === weigh.mid)).toMatchObject({
      posyanduId: place.posyanduId,
      posyanduName: 'Posyandu Uji',
      op: 'measure.record',
      childId: register.entity,
      child: { name: 'Melati Contoh' },
      authorName: place.kader.displayName,
      arrivedAtMs: server.nowMs(),
      occurredOn: '2026-11-10',
      measurement: { weightGrams: 8800 },
      status: 'waiting',
      answers: null,
      answeredBy: null,
    });
  });

  test('begins with what came last', async () => {
    const first = phone.register();
    await push([first]);
    server.pass(1000);
    const second = phone.register();
    await push([second]);
    expect(midsOf(await list())).toEqual([second.mid, first.mid]);
  });

  test('gives every record once, page by page, though many came in the same moment', async () => {
    const registers = Array.from({ length: 23 }, () => phone.register());
    await push(registers.slice(0, 12));
    server.pass(1);
    await push(registers.slice(12));

    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await list(`limit=5${after === null ? '' : `&after=${after}`}`);
      seen.push(...midsOf(page));
      after = page.next;
      // What arrives meanwhile pushes nothing off a page that is still to come.
      server.pass(1);
      await push([phone.register()]);
    } while (after !== null);
    expect(seen).toHaveLength(23);
    expect(new Set(seen)).toEqual(new Set(registers.map(({ mid }) => mid)));
  });

  test('can be narrowed to a posyandu, a flag and a status', async () => {
    const register = phone.register();
    const tooHeavy = phone.weigh(register.entity, theMeasurement({ weightGrams: 99_000 }));
    const unlikely = phone.weigh(register.entity, theMeasurement({ weightGrams: 25_000 }));
    await push([register, tooHeavy, unlikely]);
    const other = await aPosyandu(server.db, place.puskesmasId, 'Posyandu Lain');

    expect(midsOf(await list('flag=implausible'))).toEqual([unlikely.mid]);
    expect(midsOf(await list('status=quarantined'))).toEqual([tooHeavy.mid]);
    expect(await list('status=quarantined')).toMatchObject({
      records: [{ reason: 'weight-too-high', flags: expect.arrayContaining(['quarantined']) }],
    });
    expect(midsOf(await list(`posyanduId=${place.posyanduId}&flag=implausible`))).toEqual([
      unlikely.mid,
    ]);
    expect(midsOf(await list(`posyanduId=${other}`))).toEqual([]);
  });

  test('of an admin holds every puskesmas, newest first', async () => {
    const here = phone.register();
    await push([here]);
    const elsewhere = await aPuskesmas(server.db, 'Puskesmas Lain');
    const there = createPhone({
      posyanduId: elsewhere.posyanduId,
      authorId: elsewhere.kader.id,
    }).register();
    server.pass(1000);
    await (
      await browserOf(server, elsewhere.kader)
    ).post('/api/sync/push', {
      protocol: 1,
      deviceId: newDeviceId(),
      app: 'test',
      wallMs: 0,
      waiting: 0,
      mutations: [there],
    });
    const admin = await browserOf(server, await anAccount(server.db, 'admin'));
    const first = await list('limit=1', admin);
    expect(first).toMatchObject({ records: [{ mid: there.mid }], total: 2 });
    expect(midsOf(await list(`limit=1&after=${first.next ?? ''}`, admin))).toEqual([here.mid]);
  });

  test.each(['limit=0', 'limit=201', 'after=abc', 'after=1_2', 'status=semua', 'flag=x', 'kind=x'])(
    'refuses %s',
    async (query) => {
      expect((await petugas.get(`/api/review/records?${query}`)).statusCode).toBe(400);
    },
  );
});

describe('a record', () => {
  test('comes with the whole history of its child and every decision on it', async () => {
    const register = phone.register();
    const weigh = phone.weigh(register.entity);
    const amend = phone.amend(register.entity, weigh.entity, theMeasurement({ weightGrams: 8700 }));
    await push([register, weigh, amend]);
    await decide([amend.mid], 'return', 'Timbang ulang, ya');
    await decide([amend.mid], 'reopen');
    await decide([amend.mid], 'approve');

    const found = await detail(amend.mid);
    expect(found.record).toMatchObject({
      status: 'approved',
      authorReason: 'salah baca timbangan',
    });
    expect(found.events.map(({ id }) => id)).toEqual([weigh.entity, amend.entity]);
    expect(found.sent).toBeNull();
    // Its village is 52.02.08.2005.
    expect(found.region).toBe('52.02');
    expect(found.decisions).toMatchObject([
      { decision: 'return', reason: 'Timbang ulang, ya', byName: place.petugas.displayName },
      { decision: 'reopen', reason: null },
      { decision: 'approve', reason: null, atMs: server.nowMs() },
    ]);
  });

  test('that was never applied is shown as it was sent', async () => {
    const strange = phone.envelope({ op: 'child.sing', payload: { lagu: 'Bintang Kecil' } });
    await push([strange]);
    const found = await detail(strange.mid);
    expect(found.record).toMatchObject({ status: 'quarantined', child: null });
    expect(found.sent).toMatchObject({ op: 'child.sing', payload: { lagu: 'Bintang Kecil' } });
  });

  test('that there is not is not found', async () => {
    expect((await petugas.get(`/api/review/records/${newMid()}`)).statusCode).toBe(404);
  });
});

describe('a decision', () => {
  test('reaches the phone with the words and the name of who decided', async () => {
    const register = phone.register();
    const weigh = phone.weigh(register.entity);
    await push([register, weigh]);
    expect(await reviewsOnPhone()).toEqual([]);

    expect(await decide([weigh.mid], 'return', '  Berat dan umur tidak cocok ')).toEqual([
      weigh.mid,
    ]);
    expect(await reviewsOnPhone()).toMatchObject([
      {
        mid: weigh.mid,
        childId: register.entity,
        status: 'returned',
        reason: 'Berat dan umur tidak cocok',
        decidedBy: place.petugas.displayName,
        decidedAtMs: server.nowMs(),
      },
    ]);
  });

  test('takes a number of its own for every record, above all before it', async () => {
    const registers = Array.from({ length: 5 }, () => phone.register());
    await push(registers);
    const mids = registers.map(({ mid }) => mid);
    expect(await decide(mids, 'approve')).toHaveLength(5);
    await push([phone.register()]);
    await decide(mids, 'reopen');

    const changes = await reviewsOnPhone();
    expect(changes.map(({ mid }) => mid).toSorted()).toEqual(mids.toSorted());
    expect(changes.map(({ seq }) => seq)).toEqual([12, 13, 14, 15, 16]);
    expect(changes.every(({ status }) => status === 'waiting')).toBe(true);
    expect(changes.every(({ decidedBy }) => decidedBy === null)).toBe(true);
  });

  test('at the same moment as pushes and other decisions loses no number', async () => {
    const registers = Array.from({ length: 40 }, () => phone.register());
    await push(registers);
    const tasks = registers.flatMap(({ mid }, index) => [
      decide([mid], index % 2 === 0 ? 'approve' : 'return', 'alasan'),
      ...(index % 4 === 0 ? [push([phone.register()])] : []),
    ]);
    await Promise.all(tasks);
    const changes = await reviewsOnPhone();
    expect(new Set(changes.map(({ mid }) => mid)).size).toBe(40);
    const { seq } = await server.db
      .selectFrom('scope_counter')
      .select('seq')
      .executeTakeFirstOrThrow();
    expect(seq).toBe(40 + 40 + 10);
  });

  test('of many covers several posyandu at once', async () => {
    const other = await aPuskesmas(server.db, 'Puskesmas Lain');
    await server.db
      .updateTable('posyandu')
      .set({ puskesmas_id: place.puskesmasId })
      .where('id', '=', other.posyanduId)
      .execute();
    const here = phone.register();
    const there = createPhone({
      posyanduId: other.posyanduId,
      authorId: other.kader.id,
    }).register();
    await push([here]);
    await (
      await browserOf(server, other.kader)
    ).post('/api/sync/push', {
      protocol: 1,
      deviceId: newDeviceId(),
      app: 'test',
      wallMs: 0,
      waiting: 0,
      mutations: [there],
    });
    const decided = await decide([here.mid, there.mid, newMid()], 'approve');
    expect(decided.toSorted()).toEqual([here.mid, there.mid].toSorted());
  });

  test('sent twice counts once', async () => {
    const register = phone.register();
    await push([register]);
    expect(await decide([register.mid], 'approve')).toEqual([register.mid]);
    expect(await decide([register.mid], 'approve')).toEqual([register.mid]);
    expect((await detail(register.mid)).decisions).toHaveLength(1);
  });

  test('comes too late when a colleague has decided', async () => {
    const colleague = await browserOf(
      server,
      await anAccount(server.db, 'petugas', { puskesmasId: place.puskesmasId }),
    );
    const register = phone.register();
    await push([register]);
    await decide([register.mid], 'return', 'Nama ibu kurang', colleague);
    expect(await decide([register.mid], 'approve')).toEqual([]);
    expect(await decide([register.mid], 'return', 'Nama ibu kurang')).toEqual([]);
    expect((await detail(register.mid)).record.reason).toBe('Nama ibu kurang');
  });

  test('gives back what was approved before', async () => {
    const register = phone.register();
    await push([register]);
    await decide([register.mid], 'approve');
    expect(await decide([register.mid], 'return', 'Ternyata kembar')).toEqual([register.mid]);
  });

  test('cannot approve what the server never applied, but give it back in words', async () => {
    const register = phone.register();
    const tooHeavy = phone.weigh(register.entity, theMeasurement({ weightGrams: 99_000 }));
    await push([register, tooHeavy]);
    expect(await decide([tooHeavy.mid], 'approve')).toEqual([]);
    expect(await decide([tooHeavy.mid], 'return', 'Mungkin 9,9 kg?')).toEqual([tooHeavy.mid]);
    expect((await detail(tooHeavy.mid)).record).toMatchObject({
      status: 'returned',
      reason: 'Mungkin 9,9 kg?',
    });
    expect(await decide([tooHeavy.mid], 'approve')).toEqual([]);
    // Taken back, it is what it was: never applied, and why.
    expect(await decide([tooHeavy.mid], 'reopen')).toEqual([tooHeavy.mid]);
    expect((await detail(tooHeavy.mid)).record).toMatchObject({
      status: 'quarantined',
      reason: 'weight-too-high',
    });
  });

  test('on an edit in conflict shows what was sent, and leaves it in conflict when taken back', async () => {
    const register = phone.register();
    const one = phone.patch(register.entity, { fields: { name: 'Melati Pertama' } });
    const two = phone.patch(register.entity, { fields: { name: 'Melati Kedua' } });
    await push([register, one, two]);
    expect((await detail(two.mid)).sent).toMatchObject({
      payload: { fields: { name: 'Melati Kedua' } },
    });

    expect(await decide([two.mid], 'approve')).toEqual([]);
    await decide([two.mid], 'return', 'Nama mana yang benar?');
    await decide([two.mid], 'reopen');
    expect((await detail(two.mid)).record).toMatchObject({
      status: 'quarantined',
      reason: 'conflicting-edit',
    });
  });

  test('is not taken back once the kader has corrected the record; both are kept and linked', async () => {
    const register = phone.register();
    const weigh = phone.weigh(register.entity);
    await push([register, weigh]);
    await decide([weigh.mid], 'return', 'Timbang ulang');
    const correction = phone.amend(
      register.entity,
      weigh.entity,
      theMeasurement({ weightGrams: 8700 }),
      weigh.mid,
    );
    await push([correction]);

    for (const decision of ['approve', 'return', 'reopen'] as const) {
      expect(await decide([weigh.mid], decision, 'x')).toEqual([]);
    }
    expect((await detail(weigh.mid)).record).toMatchObject({
      status: 'corrected',
      answeredBy: correction.mid,
    });
    expect((await detail(correction.mid)).record).toMatchObject({
      status: 'waiting',
      answers: weigh.mid,
      flags: expect.arrayContaining(['correction']),
    });
    expect(await decide([correction.mid], 'approve')).toEqual([correction.mid]);
  });

  test.each([
    ['return', null],
    ['return', '   '],
    ['return', 'a\u0000b'],
    ['discard', 'x'],
  ])('to %s with the reason %j is refused', async (decision, reason) => {
    const body = { mids: [newMid()], decision, reason };
    expect((await petugas.post('/api/review/decisions', body)).statusCode).toBe(400);
  });

  test('on more than 200 at once is refused', async () => {
    const mids = Array.from({ length: 201 }, () => newMid());
    const answer = await petugas.post('/api/review/decisions', {
      mids,
      decision: 'approve',
      reason: null,
    });
    expect(answer.statusCode).toBe(400);
  });
});

describe('the overview', () => {
  const overview = async () =>
    posyanduListSchema.parse((await petugas.get('/api/posyandu')).json()).posyandu;

  test('tells how each posyandu stands', async () => {
    await aPosyandu(server.db, place.puskesmasId, 'Posyandu Baru');
    const register = phone.register();
    await push([register, phone.weigh(register.entity)], 7);
    expect(await overview()).toMatchObject([
      { name: 'Posyandu Baru', lastSyncAtMs: null, children: 0, waiting: 0, waitingOnPhones: 0 },
      {
        id: place.posyanduId,
        name: 'Posyandu Uji',
        villageName: 'Sintung',
        lastSyncAtMs: server.nowMs(),
        children: 1,
        weighedThisMonth: 1,
        waiting: 2,
        waitingOnPhones: 7,
      },
    ]);
  });

  test('tells what is held, by what, and since when', async () => {
    const register = phone.register();
    const child = register.entity;
    await push([register, phone.weigh(child, theMeasurement({ weightGrams: 99_000 }))]);
    const since = server.nowMs();
    server.pass(DAY_MS);
    await push([phone.weigh(child, theMeasurement({ weightGrams: 98_000 }))]);
    const parkedAt = server.nowMs();
    await push([phone.weigh(newChildId())]);
    server.pass(DAY_MS);
    const edits = ['Melati Satu', 'Melati Dua'].map((name) =>
      phone.patch(child, { fields: { name } }),
    );
    await push(edits);
    expect(await overview()).toMatchObject([
      {
        quarantined: { count: 2, oldestAtMs: since },
        parked: { count: 1, oldestAtMs: parkedAt },
        conflicts: { count: 1, oldestAtMs: server.nowMs() },
        missing: { count: 0, oldestAtMs: null },
        silentPhones: 0,
      },
    ]);
  });

  test('counts the numbers that never came, of every phone, since the first beyond them', async () => {
    const [one, , , four, five] = Array.from({ length: 5 }, () => phone.register());
    await push([one]);
    server.pass(DAY_MS);
    await push([four]);
    const since = server.nowMs();
    server.pass(DAY_MS);
    await push([five]);
    const other = createPhone({ posyanduId: place.posyanduId, authorId: place.kader.id });
    other.register();
    // The number 1 of the other phone is on its way.
    await push([other.register()], 0, other);
    expect((await overview())[0]?.missing).toEqual({ count: 3, oldestAtMs: since });
  });

  test('a gap that fills is no gap any more', async () => {
    const registers = Array.from({ length: 4 }, () => phone.register());
    await push([registers[0], registers[3]]);
    expect((await overview())[0]?.missing.count).toBe(2);
    await push(registers.slice(1, 3));
    expect((await overview())[0]?.missing).toEqual({ count: 0, oldestAtMs: null });
  });

  test('a phone is missed after 35 days, unless its kader left with nothing on it', async () => {
    await push([phone.register()]);
    server.pass(35 * DAY_MS);
    petugas = await browserOf(server, place.petugas);
    expect((await overview())[0]?.silentPhones).toBe(0);
    server.pass(1);
    expect((await overview())[0]?.silentPhones).toBe(1);

    await server.db
      .updateTable('access_grant')
      .set({ valid_until: new Date(server.nowMs()) })
      .execute();
    expect((await overview())[0]?.silentPhones).toBe(0);
    await server.db.updateTable('device_scope').set({ waiting: 1 }).execute();
    expect((await overview())[0]?.silentPhones).toBe(1);
  });

  test('counts a child under five once, by the weights that count', async () => {
    const child = (bornOn = '2025-10-03') => phone.register(aProfile({ bornOn }));
    const on = (measuredOn: string, weightGrams: number | null = 8800) =>
      theMeasurement({ measuredOn, weightGrams });
    const [twice, voided, unweighed, movedIn, movedOut, tooOld, lastMonth] = [
      child(),
      child(),
      child(),
      child(),
      child(),
      child('2021-11-10'),
      child(),
    ];
    const wrong = phone.weigh(voided.entity, on('2026-11-03'));
    const october = phone.weigh(movedIn.entity, on('2026-10-30'));
    const november = phone.weigh(movedOut.entity, on('2026-11-01'));
    await push([
      twice,
      voided,
      unweighed,
      movedIn,
      movedOut,
      tooOld,
      lastMonth,
      phone.weigh(twice.entity, on('2026-11-01')),
      phone.weigh(twice.entity, on('2026-11-09')),
      wrong,
      phone.void(voided.entity, wrong.entity),
      phone.weigh(unweighed.entity, on('2026-11-05', null)),
      october,
      phone.amend(movedIn.entity, october.entity, on('2026-11-02')),
      november,
      phone.amend(movedOut.entity, november.entity, on('2026-10-31')),
      phone.weigh(tooOld.entity, on('2026-11-05', 15_000)),
      phone.weigh(lastMonth.entity, on('2026-10-20')),
    ]);
    const [standing] = await overview();
    // Five years old today is under five no more.
    expect(standing?.children).toBe(6);
    expect(standing?.weighedThisMonth).toBe(2);
  });

  test('goes by the day in NTB, where a month begins before UTC', async () => {
    const register = phone.register();
    await push([register]);
    // 1 December, 00:30 in NTB.
    server.pass(Date.parse('2026-11-30T16:30:00Z') - server.nowMs());
    await push([phone.weigh(register.entity, theMeasurement({ measuredOn: '2026-12-01' }))]);
    petugas = await browserOf(server, place.petugas);
    expect((await overview())[0]?.weighedThisMonth).toBe(1);
  });
});
