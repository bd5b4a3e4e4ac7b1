import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChildId } from '#domain/ids.ts';
import { childActionRequestSchema, type ChildActionRequest } from '#protocol/children.ts';
import type { ImportLine, ImportRow } from '#protocol/import.ts';
import { MAX_MUTATIONS_PER_PUSH } from '#protocol/push.ts';
import { importRegister } from '#server/import/import-register.ts';
import { readPpgbmSheet } from '#server/import/ppgbm-sheet.ts';
import { actOnChild } from '#server/review/act-on-child.ts';
import { readRegister } from '#server/store/register-store.ts';
import { createSyncStore } from '#server/store/sync-store.ts';
import { applyPush } from '#server/sync/apply-push.ts';
import { anAccount, aPosyandu, type APosyandu } from '../../support/a-posyandu.ts';
import { aProfile, createPhone, theMeasurement } from '../../support/mutations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { aPpgbmFile } from '../../support/ppgbm-file.ts';

const nowMs = Date.parse('2026-11-23T03:00:00Z');
const today = '2026-11-23';

let database: TestDatabase;
let place: APosyandu;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  place = await aPosyandu(database.db);
});

async function bringIn(bytes: Buffer, accountId = place.petugas) {
  const sheet = await readPpgbmSheet(bytes);
  const register = await readRegister(database.db, place.posyanduId);
  if (!sheet.ok || register === null) throw new Error('nothing to bring in');
  const lines: ImportLine[] = [];
  const context = { ...place, accountId, nowMs, today, runId: randomUUID() };
  const store = createSyncStore(database.db);
  for await (const line of importRegister(store, register, sheet.value, context)) lines.push(line);
  const rows = lines.filter((line): line is ImportRow => line.kind === 'row');
  return { lines, rows, summary: lines.at(-1) };
}

async function stored() {
  const register = await readRegister(database.db, place.posyanduId);
  return { children: register?.children.length, events: register?.events.length };
}

test('250 rows of 125 children come in with a report of every row', async () => {
  const { bytes } = await aPpgbmFile(250);
  const { lines, rows, summary } = await bringIn(bytes);
  expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 250 }, (_, at) => at + 6));
  expect(summary).toEqual({
    kind: 'summary',
    server: 'siposyandu',
    rows: 250,
    childrenAdded: 125,
    childrenMatched: 125,
    measurementsAdded: 250,
    measurementsKnown: 0,
    refused: 0,
  });
  expect(lines.filter(({ kind }) => kind === 'progress')).toHaveLength(
    1 + Math.ceil(250 / (MAX_MUTATIONS_PER_PUSH / 2)),
  );
  expect(await stored()).toEqual({ children: 125, events: 250 });
});

test('the same file again, by somebody else, doubles nothing', async () => {
  const { bytes } = await aPpgbmFile(60);
  await bringIn(bytes);
  const colleague = await anAccount(database.db, 'petugas', place.puskesmasId);
  const { summary } = await bringIn(bytes, colleague);
  expect(summary).toMatchObject({
    childrenAdded: 0,
    childrenMatched: 60,
    measurementsAdded: 0,
    measurementsKnown: 60,
    refused: 0,
  });
  expect(await stored()).toEqual({ children: 30, events: 60 });
});

test('what staff bring in does not wait for review', async () => {
  await bringIn((await aPpgbmFile(4)).bytes);
  const statuses = await database.db
    .selectFrom('review')
    .select('status')
    .distinct()
    .where('posyandu_id', '=', place.posyanduId)
    .execute();
  expect(statuses).toEqual([{ status: 'approved' }]);
});

test('a row that cannot be true is refused with its reason and its neighbours come in', async () => {
  const { bytes } = await aPpgbmFile(6, (row, index) =>
    index === 2 ? { ...row, Berat: '94', 'BB/U': 'Outlier' } : row,
  );
  const { rows, summary } = await bringIn(bytes);
  expect(rows[2]).toEqual({
    kind: 'row',
    row: 8,
    outcomes: ['refused'],
    reason: 'weight-too-high',
    notes: [],
  });
  expect(summary).toMatchObject({ refused: 1, childrenAdded: 3, measurementsAdded: 5 });
});

test('an outlier that e-PPGBM marked is still taken: it is judged here', async () => {
  const { bytes } = await aPpgbmFile(1, (row) => ({ ...row, 'BB/U': 'Outlier', Berat: '25' }));
  expect((await bringIn(bytes)).rows[0]?.outcomes).toEqual(['child-added', 'measurement-added']);
});

test('rows of another posyandu in a village file stay out', async () => {
  const { bytes } = await aPpgbmFile(6, (row, index) =>
    index >= 4 ? { ...row, Posyandu: 'MELATI 2' } : row,
  );
  const { rows } = await bringIn(bytes);
  expect(rows.map(({ reason }) => reason)).toEqual([
    null,
    null,
    null,
    null,
    'other-posyandu',
    'other-posyandu',
  ]);
});

test('a file whose posyandu is just written differently comes in', async () => {
  const { bytes } = await aPpgbmFile(2, (row) => ({ ...row, Posyandu: 'Pos Melati Satu' }));
  expect((await bringIn(bytes)).summary).toMatchObject({ refused: 0, childrenAdded: 1 });
});

describe('a row of a child', () => {
  /** The register as it stands after the puskesmas did something with the first child of the file. */
  async function afterwards(
    wish: (first: ChildId, second: ChildId) => Partial<ChildActionRequest>,
  ): Promise<ChildId[]> {
    const { bytes } = await aPpgbmFile(4);
    await bringIn(bytes);
    const register = await readRegister(database.db, place.posyanduId);
    const [first, second] = register?.children ?? [];
    if (first === undefined || second === undefined) throw new Error('two children came in');
    const request = childActionRequestSchema.parse({
      mid: randomUUID(),
      posyanduId: place.posyanduId,
      reason: 'sudah ditanyakan',
      ...wish(first.id, second.id),
    });
    const desk = { staff: place.petugas, nowMs };
    const done = await actOnChild(createSyncStore(database.db), desk, first.id, request);
    expect(done).toEqual({ ok: true, value: 'applied' });
    return [first.id, second.id];
  }

  test('merged into another is of that one, and doubles nothing', async () => {
    const [first, second] = await afterwards((_, intoId) => ({ action: 'merge', intoId }));
    const { bytes } = await aPpgbmFile(4);
    expect((await bringIn(bytes)).summary).toMatchObject({
      childrenMatched: 4,
      measurementsAdded: 0,
      measurementsKnown: 4,
    });
    const later = await aPpgbmFile(4, (row) => ({ ...row, 'Tanggal Pengukuran': '2026-11-02' }));
    expect((await bringIn(later.bytes)).summary).toMatchObject({ childrenAdded: 0, refused: 0 });
    const register = await readRegister(database.db, place.posyanduId);
    const added = register?.events.slice(4).map(({ childId }) => childId);
    expect(new Set(added)).toEqual(new Set([second]));
    expect(added).not.toContain(first);
  });

  test('that moved to another posyandu stays out of this one', async () => {
    const { posyanduId } = await aPosyandu(database.db, 'Posyandu Anggrek');
    await afterwards(() => ({ action: 'transfer', toPosyanduId: posyanduId }));
    const { bytes } = await aPpgbmFile(4);
    const { rows, summary } = await bringIn(bytes);
    expect(rows.filter(({ reason }) => reason === 'child-moved')).toHaveLength(2);
    expect(summary).toMatchObject({ childrenAdded: 0, childrenMatched: 2, refused: 2 });
  });
});

describe('a child the kader has registered', () => {
  const born = '2025-10-03';
  async function registered() {
    const phone = createPhone({ posyanduId: place.posyanduId, authorId: place.kader });
    const register = phone.register(
      aProfile({ name: 'Siti Contoh', bornOn: born, nik: '5202084310259001' }),
    );
    const weigh = phone.weigh(register.entity, theMeasurement({ weightGrams: 8800 }));
    const context = { pushedBy: place.kader, nowMs, today, decidedBy: null };
    await applyPush(createSyncStore(database.db), [register, weigh], context);
    return { phone, register, weigh, context };
  }
  const aRow = (over: Record<string, string>) =>
    aPpgbmFile(1, (row) => ({
      ...row,
      Nama: 'SITI  CONTOH',
      JK: 'P',
      'Tgl Lahir': born,
      'Nama Ortu': 'Ibu Contoh',
      'Tanggal Pengukuran': '2026-11-10',
      Berat: '8,8',
      Tinggi: '74,1',
      ...over,
    }));

  test('is found by NIK, however the name is written', async () => {
    await registered();
    const { bytes } = await aRow({ NIK: "'5202084310259001", Nama: 'St. Contoh' });
    expect((await bringIn(bytes)).rows[0]?.outcomes).toEqual([
      'child-matched',
      'measurement-known',
    ]);
  });

  test('is found by name and birth date when the NIK is masked', async () => {
    await registered();
    const { bytes } = await aRow({ NIK: '520208********01', LiLA: '' });
    expect((await bringIn(bytes)).rows[0]).toMatchObject({
      outcomes: ['child-matched', 'measurement-known'],
      notes: ['nik-masked'],
    });
  });

  test('keeps its own weighing where the file says another number for that day', async () => {
    await registered();
    const { bytes } = await aRow({ NIK: '-', Berat: '8,1' });
    expect((await bringIn(bytes)).rows[0]).toMatchObject({
      outcomes: ['child-matched', 'measurement-known'],
      notes: ['differs-from-known'],
    });
    expect(await stored()).toEqual({ children: 1, events: 1 });
  });

  test('is not confused with a namesake of the same day', async () => {
    await registered();
    const { bytes } = await aRow({ NIK: "'5202084310259777" });
    expect((await bringIn(bytes)).rows[0]?.outcomes).toEqual(['child-added', 'measurement-added']);
  });

  test('gets a voided weighing back from no file', async () => {
    const { bytes } = await aRow({ NIK: '-', LiLA: '' });
    await bringIn(bytes);
    const register = await readRegister(database.db, place.posyanduId);
    const [event] = register?.events ?? [];
    if (event === undefined) throw new Error('nothing came in');
    const phone = createPhone({ posyanduId: place.posyanduId, authorId: place.kader });
    await applyPush(createSyncStore(database.db), [phone.void(event.childId, event.id)], {
      pushedBy: place.kader,
      nowMs,
      today,
      decidedBy: null,
    });
    expect((await bringIn(bytes)).rows[0]?.outcomes).toEqual([
      'child-matched',
      'measurement-known',
    ]);
    expect(await stored()).toEqual({ children: 1, events: 2 });
  });
});
