import { beforeEach, describe, expect, test } from 'vitest';
import { posyanduListSchema, reviewListSchema, type DecisionRequest } from '#protocol/review.ts';
import {
  aDeskAndAPhone,
  decideAs,
  detailFor,
  listFor,
  pushFrom,
  reviewsToldTo,
} from '../../support/at-the-desk.ts';
import { type createPhone, theImmunization, theMeasurement } from '../../support/mutations.ts';
import { startTestServer, type Person, type TestServer } from '../../support/server.ts';

let server: TestServer;
let phone: ReturnType<typeof createPhone>;
let kader: Person;
let petugas: Person;
let petugasName: string;
let child: string;

beforeEach(async () => {
  server = await startTestServer();
  const opened = await aDeskAndAPhone(server);
  ({ phone, kader, petugas } = opened);
  petugasName = opened.place.petugas.displayName;
  const register = phone.register();
  child = register.entity;
  await push([register]);
  return () => server.close();
});

const push = (mutations: readonly unknown[]) => pushFrom(kader, phone, mutations);
const reviewsOnPhone = () => reviewsToldTo(kader);
const list = async (query: string) => (await listFor(petugas, query)).records;
const detail = (mid: string) => detailFor(petugas, mid);
const decide = (mid: string, decision: DecisionRequest['decision'], reason: string | null = null) =>
  decideAs(petugas, [mid], decision, reason);

describe('a dose at the puskesmas', () => {
  test('stands in the list with batch, source and what it is flagged for', async () => {
    const immunization = theImmunization({
      givenOn: '2025-12-02',
      lotNumber: 'PC25X0001',
      expiresOn: '2025-11-30',
    });
    const given = phone.vaccinate(child, immunization);
    const weigh = phone.weigh(child);
    await push([given, weigh]);

    const records = await list('');
    expect(records.find(({ mid }) => mid === given.mid)).toMatchObject({
      op: 'immun.record',
      childId: child,
      immunization,
      measurement: null,
      flags: ['dose-too-early', 'dose-expired'],
    });
    expect(records.find(({ mid }) => mid === weigh.mid)).toMatchObject({ immunization: null });
    expect((await list('flag=dose-expired')).map(({ mid }) => mid)).toEqual([given.mid]);
    expect(await list('flag=dose-too-close')).toEqual([]);
  });

  test('is listed apart from weighings and registrations, with what takes it back', async () => {
    const given = phone.vaccinate(child);
    const taken = phone.voidDose(child, given.entity);
    const weigh = phone.weigh(child);
    await push([given, taken, weigh]);

    const midsOf = async (query: string) => (await list(query)).map(({ mid }) => mid);
    const doses = await midsOf('kind=immunization');
    expect(doses).toContain(taken.mid);
    expect(doses).not.toContain(weigh.mid);
    expect(await midsOf('status=corrected&kind=immunization')).toContain(given.mid);
    expect(await midsOf('status=corrected&kind=measurement')).not.toContain(given.mid);
    const weighings = await midsOf('kind=measurement');
    expect(weighings).toContain(weigh.mid);
    expect(weighings).not.toContain(taken.mid);
    const counted = reviewListSchema.parse(
      (await petugas.get('/api/review/records?kind=child')).json(),
    );
    expect(counted.total).toBe(counted.records.length);
    expect(counted.records.every(({ op }) => op.startsWith('child.'))).toBe(true);
  });

  test('comes with everything recorded of its child', async () => {
    const weigh = phone.weigh(child);
    const given = phone.vaccinate(child);
    const amend = phone.amendDose(child, given.entity, theImmunization({ givenOn: '2025-12-13' }));
    await push([weigh, given, amend]);
    const found = await detail(amend.mid);
    expect(found.events.map(({ kind }) => kind)).toEqual([
      'measurement',
      'immunization',
      'immunization-amendment',
    ]);
    expect(found.record).toMatchObject({
      immunization: { givenOn: '2025-12-13' },
      authorReason: 'salah baca Buku KIA',
      answers: given.mid,
    });
  });

  test('that was refused is shown as it was sent', async () => {
    const wrong = phone.vaccinate(child, theImmunization({ givenOn: '2027-01-01' }));
    await push([wrong]);
    const found = await detail(wrong.mid);
    expect(found.record).toMatchObject({ status: 'quarantined', reason: 'dose-in-future' });
    expect(found.sent).toMatchObject({ payload: { immunization: { givenOn: '2027-01-01' } } });
    expect(await decide(wrong.mid, 'approve')).toEqual([]);
  });

  test('does not count as a weighing of the month', async () => {
    await push([
      phone.vaccinate(child, theImmunization({ givenOn: '2026-11-09', source: 'provider' })),
    ]);
    const overview = async () =>
      posyanduListSchema.parse((await petugas.get('/api/posyandu')).json()).posyandu;
    expect(await overview()).toMatchObject([{ children: 1, weighedThisMonth: 0, waiting: 2 }]);
    await push([phone.weigh(child, theMeasurement({ measuredOn: '2026-11-09' }))]);
    expect(await overview()).toMatchObject([{ weighedThisMonth: 1, waiting: 3 }]);
  });
});

describe('a decision on a dose', () => {
  test('is taken, taken back and told to the phone', async () => {
    const given = phone.vaccinate(child);
    await push([given]);
    expect(await reviewsOnPhone()).toEqual([]);
    for (const [decision, status] of [
      ['approve', 'approved'],
      ['reopen', 'waiting'],
      ['return', 'returned'],
    ] as const) {
      const reason = decision === 'return' ? 'Tanggal di buku lain' : null;
      expect(await decide(given.mid, decision, reason)).toEqual([given.mid]);
      expect(await reviewsOnPhone()).toMatchObject([
        { mid: given.mid, entity: given.entity, childId: child, status, reason },
      ]);
    }
    expect(await reviewsOnPhone()).toMatchObject([{ decidedBy: petugasName }]);
  });

  test.each([
    [
      'an amendment',
      (given: { entity: string; mid: string }) =>
        phone.amendDose(child, given.entity, theImmunization({ givenOn: '2025-12-13' }), given.mid),
    ],
    [
      'taking it back',
      (given: { entity: string; mid: string }) => phone.voidDose(child, given.entity, given.mid),
    ],
  ])('to give it back is answered by %s', async (_what, answer) => {
    const given = phone.vaccinate(child);
    await push([given]);
    await decide(given.mid, 'return', 'Tanggal di buku lain');
    const correction = answer(given);
    await push([correction]);

    expect(await reviewsOnPhone()).toMatchObject([{ mid: given.mid, status: 'corrected' }]);
    expect((await detail(given.mid)).record).toMatchObject({
      status: 'corrected',
      answeredBy: correction.mid,
    });
    expect((await detail(correction.mid)).record).toMatchObject({
      status: 'waiting',
      answers: given.mid,
      flags: ['correction'],
    });
    expect(await decide(correction.mid, 'approve')).toEqual([correction.mid]);
  });

  test('to give back a refused one is answered by a new dose', async () => {
    const wrong = phone.vaccinate(child, theImmunization({ givenOn: '2027-01-01' }));
    await push([wrong]);
    expect(await decide(wrong.mid, 'return', 'Mungkin 2026?')).toEqual([wrong.mid]);
    const right = phone.vaccinate(child, theImmunization(), wrong.mid);
    await push([right]);
    expect(await reviewsOnPhone()).toMatchObject([{ mid: wrong.mid, status: 'corrected' }]);
    expect((await detail(right.mid)).record).toMatchObject({ status: 'waiting' });
  });
});
