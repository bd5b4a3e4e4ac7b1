import { beforeEach, describe, expect, test } from 'vitest';
import type { PosyanduId } from '#domain/ids.ts';
import { childSearchSchema } from '#protocol/children.ts';
import { posyanduListSchema } from '#protocol/review.ts';
import { aDeskAndAPhone, detailFor, pushFrom } from '../../support/at-the-desk.ts';
import { aProfile, createPhone, newMid, theMeasurement } from '../../support/mutations.ts';
import {
  anAccount,
  aPosyandu,
  aPuskesmas,
  browserOf,
  startTestServer,
  type Person,
  type TestServer,
} from '../../support/server.ts';

let server: TestServer;
let place: Awaited<ReturnType<typeof aDeskAndAPhone>>['place'];
let neighbour: PosyanduId;
let phone: ReturnType<typeof createPhone>;
let kader: Person;
let petugas: Person;

beforeEach(async () => {
  server = await startTestServer();
  ({ place, phone, kader, petugas } = await aDeskAndAPhone(server));
  neighbour = await aPosyandu(server.db, place.puskesmasId, 'Posyandu Anggrek');
  return () => server.close();
});

const push = (...mutations: readonly unknown[]) => pushFrom(kader, phone, mutations);

async function act(childId: string, wish: Record<string, unknown>, person = petugas) {
  const { posyanduId } = place;
  const body = { mid: newMid(), posyanduId, reason: 'anak yang sama', ...wish };
  const answer = await person.post(`/api/review/children/${childId}/actions`, body);
  return { code: answer.statusCode, ...answer.json<{ status?: string; error?: string }>() };
}

async function search(words: string, posyanduId: string = place.posyanduId) {
  const url = `/api/posyandu/${posyanduId}/children/search`;
  const answer = await petugas.post(url, { search: words });
  expect(answer.statusCode).toBe(200);
  return childSearchSchema.parse(answer.json()).children;
}

const detail = (mid: string) => detailFor(petugas, mid);

const overview = async () =>
  posyanduListSchema.parse((await petugas.get('/api/posyandu')).json()).posyandu;

/** Two registrations of one child, each weighed this month. */
async function twins() {
  const kept = phone.register(aProfile({ name: 'Melati Contoh' }));
  const double = phone.register(aProfile({ name: 'Mlati Contoh' }));
  const weigh = phone.weigh(kept.entity);
  const again = phone.weigh(double.entity, theMeasurement({ measuredOn: '2026-11-09' }));
  await push(kept, double, weigh, again);
  return { kept, double, weigh, again };
}

describe('the desk', () => {
  test('merges, splits and transfers; the same again is said to be done', async () => {
    const { kept, double } = await twins();
    const merge = { action: 'merge', intoId: kept.entity, mid: newMid() };
    expect(await act(double.entity, merge)).toMatchObject({ code: 200, status: 'applied' });
    expect(await act(double.entity, merge)).toMatchObject({ code: 200, status: 'duplicate' });
    expect(await act(double.entity, { action: 'split' })).toMatchObject({ status: 'applied' });
    expect(await act(double.entity, { action: 'transfer', toPosyanduId: neighbour })).toMatchObject(
      {
        status: 'applied',
      },
    );
    expect(await search('', neighbour)).toMatchObject([{ id: double.entity, movedTo: null }]);
  });

  test('is told by a code what cannot be done', async () => {
    const { kept, double } = await twins();
    const merge = { action: 'merge', intoId: kept.entity };
    expect(await act(kept.entity, merge)).toMatchObject({ code: 409, error: 'same-child' });
    await act(double.entity, merge);
    const kenanga = phone.register();
    await push(kenanga);
    expect(await act(double.entity, { action: 'merge', intoId: kenanga.entity })).toMatchObject({
      code: 409,
      error: 'already-merged',
    });
    expect(await act(newMid(), merge)).toMatchObject({ code: 404, error: 'unknown-child' });
    expect(await act(kept.entity, { action: 'split' })).toMatchObject({ error: 'not-merged' });
    expect(
      await act(kept.entity, { action: 'transfer', toPosyanduId: place.posyanduId }),
    ).toMatchObject({ code: 409, error: 'same-posyandu' });
    expect(
      await act(kept.entity, { action: 'merge', intoId: kept.entity, reason: ' ' }),
    ).toMatchObject({ code: 400, error: 'malformed-request' });
  });

  test('of another puskesmas finds nothing here, and takes nothing from here', async () => {
    const { kept, double } = await twins();
    const strangers = await aPuskesmas(server.db, 'Puskesmas Lain');
    const stranger = await browserOf(server, strangers.petugas);
    expect(
      await act(double.entity, { action: 'merge', intoId: kept.entity }, stranger),
    ).toMatchObject({ code: 404, error: 'not-found' });
    const url = `/api/posyandu/${place.posyanduId}/children/search`;
    const answer = await stranger.post(url, { search: '' });
    expect(answer.statusCode).toBe(404);
    const toPosyanduId = place.posyanduId;
    expect(await act(kept.entity, { action: 'transfer', toPosyanduId }, stranger)).toMatchObject({
      code: 404,
      error: 'not-found',
    });
  });

  test('is of staff alone', async () => {
    const { kept, double } = await twins();
    const admin = await browserOf(server, await anAccount(server.db, 'admin'));
    for (const person of [kader, admin]) {
      const merge = { action: 'merge', intoId: kept.entity };
      expect(await act(double.entity, merge, person)).toMatchObject({ code: 403 });
    }
  });

  test('does nothing a decision could take back', async () => {
    const { kept, double } = await twins();
    const mid = newMid();
    await act(double.entity, { action: 'merge', intoId: kept.entity, mid });
    const decision = { mids: [mid], decision: 'return', reason: 'tidak jadi' };
    const answer = await petugas.post('/api/review/decisions', decision);
    expect(answer.json()).toMatchObject({ decided: [] });
  });
});

describe('children are found', () => {
  test('by likeness of the name, and by name where nothing is asked for', async () => {
    await push(
      phone.register(aProfile({ name: 'Siti Nuraini' })),
      phone.register(aProfile({ name: 'Siti Nur Aeni' })),
      phone.register(aProfile({ name: 'Bagus Pratama' })),
    );
    const names = async (words: string) => (await search(words)).map(({ name }) => name);
    expect(await names('SITI NURAINI')).toEqual(['Siti Nuraini', 'Siti Nur Aeni']);
    expect(await names('nur aeni')).toEqual(['Siti Nur Aeni', 'Siti Nuraini']);
    expect(await names('')).toEqual(['Bagus Pratama', 'Siti Nur Aeni', 'Siti Nuraini']);
    expect(await names('xyz')).toEqual([]);
  });

  test('at most fifty at once', async () => {
    for (let from = 0; from < 60; from += 30) {
      await push(...Array.from({ length: 30 }, () => phone.register()));
    }
    expect(await search('melati')).toHaveLength(50);
  });

  test('with where they stand', async () => {
    const { kept, double } = await twins();
    await act(double.entity, { action: 'merge', intoId: kept.entity });
    await act(kept.entity, { action: 'transfer', toPosyanduId: neighbour });
    const movedTo = { posyanduId: neighbour, posyanduName: 'Posyandu Anggrek' };
    expect(await search('melati')).toMatchObject([
      { id: kept.entity, motherName: 'Ibu Contoh', mergedInto: null, movedTo },
      { id: double.entity, mergedInto: kept.entity, movedTo },
    ]);
  });
});

test('an overview counts a child once, and where it lives', async () => {
  const { kept, double } = await twins();
  const counted = async () =>
    (await overview()).map(({ name, children, weighedThisMonth }) => [
      name,
      children,
      weighedThisMonth,
    ]);
  expect(await counted()).toEqual([
    ['Posyandu Anggrek', 0, 0],
    ['Posyandu Uji', 2, 2],
  ]);
  await act(double.entity, { action: 'merge', intoId: kept.entity });
  expect(await counted()).toEqual([
    ['Posyandu Anggrek', 0, 0],
    ['Posyandu Uji', 1, 1],
  ]);
  await act(kept.entity, { action: 'transfer', toPosyanduId: neighbour });
  expect(await counted()).toEqual([
    ['Posyandu Anggrek', 1, 1],
    ['Posyandu Uji', 0, 0],
  ]);
});

describe('a record', () => {
  test('says how its child stands, with everything recorded of it under any name', async () => {
    const { kept, double, weigh, again } = await twins();
    await act(double.entity, { action: 'merge', intoId: kept.entity });
    const keptName = { id: kept.entity, name: 'Melati Contoh' };
    const doubleName = { id: double.entity, name: 'Mlati Contoh' };
    expect((await detail(again.mid)).standing).toEqual({
      mergedInto: keptName,
      movedTo: null,
      cameFrom: null,
      mergedHere: [],
    });
    const whole = await detail(weigh.mid);
    expect(whole.standing).toEqual({
      mergedInto: null,
      movedTo: null,
      cameFrom: null,
      mergedHere: [doubleName],
    });
    expect(whole.events.map(({ id }) => id)).toEqual([weigh.entity, again.entity]);

    await act(kept.entity, { action: 'transfer', toPosyanduId: neighbour });
    expect((await detail(weigh.mid)).standing.movedTo).toEqual({
      posyanduId: neighbour,
      posyanduName: 'Posyandu Anggrek',
    });
  });

  test('tells the values of each field that was edited or disputed, newest first', async () => {
    const { kept, double } = await twins();
    const other = createPhone({ posyanduId: place.posyanduId, authorId: place.kader.id });
    const first = phone.patch(kept.entity, { fields: { name: 'Melati Satu', dusun: 'Mawar' } });
    const second = other.patch(kept.entity, { fields: { name: 'Melati Dua', dusun: 'Kenanga' } });
    const refused = phone.patch(kept.entity, { fields: { bornOn: '2031-01-01' } });
    await push(first, second, refused);
    await act(double.entity, { action: 'merge', intoId: kept.entity });
    const late = phone.patch(double.entity, { fields: { sex: 'male' } });
    await push(late);

    const byName = place.kader.displayName;
    const { fieldHistory } = await detail(second.mid);
    expect(
      fieldHistory.map(({ field, value, mid, status }) => [field, value, mid, status]),
    ).toEqual([
      ['sex', 'male', late.mid, 'conflict'],
      ['dusun', 'Kenanga', second.mid, 'applied'],
      ['name', 'Melati Dua', second.mid, 'conflict'],
      ['dusun', 'Mawar', first.mid, 'applied'],
      ['name', 'Melati Satu', first.mid, 'applied'],
      ['dusun', null, kept.mid, 'applied'],
      ['sex', 'female', kept.mid, 'applied'],
      ['name', 'Melati Contoh', kept.mid, 'applied'],
    ]);
    expect(new Set(fieldHistory.map((value) => value.byName))).toEqual(new Set([byName]));
    expect((await detail(refused.mid)).fieldHistory).toEqual(fieldHistory);
  });

  test('that names no child the server knows has neither', async () => {
    const lost = phone.weigh(newMid());
    await push(lost);
    expect(await detail(lost.mid)).toMatchObject({
      standing: { mergedInto: null, movedTo: null, mergedHere: [] },
      fieldHistory: [],
    });
  });
});
