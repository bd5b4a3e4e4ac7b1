import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { mutationIdSchema, puskesmasIdSchema, type PosyanduId } from '#domain/ids.ts';
import {
  MAX_POSYANDU_FOUND,
  childSearchSchema,
  posyanduSearchSchema,
  type PosyanduSearch,
} from '#protocol/children.ts';
import { type ReviewRecord } from '#protocol/review.ts';
import { idFrom } from '#server/derived-id.ts';
import { createPuskesmas } from '#server/store/posyandu-store.ts';
import { aDeskAndAPhone, detailFor, listFor, pushFrom } from '../../support/at-the-desk.ts';
import { aProfile, type createPhone, newMid, theMeasurement } from '../../support/mutations.ts';
import {
  anAccount,
  aPosyandu,
  browserOf,
  START_MS,
  startTestServer,
  type Person,
  type TestServer,
} from '../../support/server.ts';
import { expectToldByJournal } from './desk.ts';

const STATUSES = ['waiting', 'returned', 'quarantined', 'parked', 'approved', 'corrected'] as const;

interface Side {
  readonly posyanduId: PosyanduId;
  readonly petugas: Person;
  readonly kader: Person;
  readonly phone: ReturnType<typeof createPhone>;
}

let server: TestServer;
/** Where the child was registered, with a second posyandu of the same puskesmas. */
let old: Side & { readonly neighbour: PosyanduId };
/** Of another puskesmas, likewise. */
let next: Side & { readonly neighbour: PosyanduId };

beforeEach(async () => {
  server = await startTestServer();
  old = await aSide('Puskesmas Lama', 'Posyandu Anggrek');
  next = await aSide('Puskesmas Baru', 'Posyandu Dahlia');
  return () => server.close();
});

async function aSide(puskesmasName: string, neighbourName: string) {
  const { place, phone, kader, petugas } = await aDeskAndAPhone(server, puskesmasName);
  const { posyanduId, puskesmasId } = place;
  const neighbour = await aPosyandu(server.db, puskesmasId, neighbourName);
  return { posyanduId, petugas, kader, phone, neighbour };
}

const push = ({ kader, phone }: Side, ...mutations: readonly unknown[]) =>
  pushFrom(kader, phone, mutations);

async function feedOf({ kader, posyanduId, phone }: Side): Promise<string> {
  const answer = await kader.post('/api/sync/pull', {
    protocol: 1,
    deviceId: phone.deviceId,
    app: 'test',
    epoch: null,
    cursors: [{ posyanduId, seq: 0 }],
    limit: 1000,
  });
  expect(answer.statusCode).toBe(200);
  return answer.body;
}

/** @returns the answer's code and status, or the code of its refusal */
async function transfer(
  from: Pick<Side, 'posyanduId' | 'petugas'>,
  childId: string,
  toPosyanduId: string,
  over: Record<string, unknown> = {},
) {
  const answer = await from.petugas.post(`/api/review/children/${childId}/actions`, {
    action: 'transfer',
    mid: newMid(),
    posyanduId: from.posyanduId,
    toPosyanduId,
    reason: 'keluarganya pindah',
    ...over,
  });
  const { status, error } = answer.json<{ status?: string; error?: string }>();
  return [answer.statusCode, status ?? error];
}

async function decide({ petugas }: Side, mid: string, decision: string) {
  const answer = await petugas.post('/api/review/decisions', {
    mids: [mid],
    decision,
    reason: 'sudah diperiksa',
  });
  return answer.json<{ decided?: string[]; error?: string }>().decided?.length;
}

const records = async ({ petugas }: Side, status: string) =>
  (await listFor(petugas, `status=${status}`)).records;
const detail = ({ petugas }: Side, mid: string) => detailFor(petugas, mid);

/** What tells of the child's coming. */
async function arrival(side: Side): Promise<ReviewRecord> {
  for (const status of STATUSES) {
    const found = (await records(side, status)).find(({ op }) => op === 'child.receive');
    if (found !== undefined) return found;
  }
  throw new Error('nobody came');
}

/** Everything staff and kader of a side get to see, whichever way they ask. */
async function allThatIsSeen(side: Side): Promise<string> {
  const { petugas, posyanduId } = side;
  const lists = await Promise.all(STATUSES.map((status) => records(side, status)));
  const details = await Promise.all(
    lists.flat().map(async ({ mid }) => (await petugas.get(`/api/review/records/${mid}`)).body),
  );
  const others = [
    await petugas.get('/api/posyandu'),
    await petugas.post(`/api/posyandu/${posyanduId}/children/search`, { search: '' }),
  ];
  expect(others.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  return [
    JSON.stringify(lists),
    ...details,
    ...others.map(({ body }) => body),
    await feedOf(side),
  ].join('\n');
}

/** A child of the old posyandu, weighed once. */
async function aChild() {
  const register = old.phone.register(aProfile({ name: 'Melati Contoh' }));
  const weigh = old.phone.weigh(register.entity);
  await push(old, register, weigh);
  return { child: register.entity, register, weigh };
}

async function aMovedChild() {
  const made = await aChild();
  const mid = newMid();
  expect(await transfer(old, made.child, next.posyanduId, { mid })).toEqual([200, 'applied']);
  return { ...made, mid };
}

describe('a child sent to another puskesmas', () => {
  test('is there whole, and waits for somebody there to look at it', async () => {
    const { child, register, weigh } = await aMovedChild();
    const came = await arrival(next);
    expect(came).toMatchObject({
      childId: child,
      child: { name: 'Melati Contoh' },
      status: 'waiting',
      flags: ['other-puskesmas'],
      authorReason: 'keluarganya pindah',
    });
    const { standing, events } = await detail(next, came.mid);
    expect(standing).toEqual({
      mergedInto: null,
      movedTo: null,
      cameFrom: {
        posyanduId: old.posyanduId,
        posyanduName: 'Posyandu Uji',
        villageName: 'Sintung',
        puskesmasName: 'Puskesmas Lama',
      },
      mergedHere: [],
    });
    expect(events.map(({ id }) => id)).toEqual([weigh.entity]);
    expect(await feedOf(next)).toContain(weigh.entity);
    expect((await detail(old, register.mid)).standing).toMatchObject({
      cameFrom: null,
      movedTo: {
        posyanduId: next.posyanduId,
        posyanduName: 'Posyandu Uji',
        puskesmasName: 'Puskesmas Baru',
      },
    });
    await expectToldByJournal(server.db, old, next);
  });

  test('inside one puskesmas is decided as it comes', async () => {
    const { child, register } = await aChild();
    expect(await transfer(old, child, old.neighbour)).toEqual([200, 'applied']);
    const came = await arrival(old);
    expect(came).toMatchObject({ posyanduId: old.neighbour, status: 'approved', flags: [] });
    expect((await detail(old, came.mid)).standing.cameFrom).toBeNull();
    expect((await detail(old, register.mid)).standing.movedTo).toEqual({
      posyanduId: old.neighbour,
      posyanduName: 'Posyandu Anggrek',
    });
    expect(await decide(old, came.mid, 'reopen')).toBe(0);
  });

  test('is verified there, by nobody else, and a return by words alone is none', async () => {
    const { mid } = await aMovedChild();
    const came = await arrival(next);
    expect(came.mid).toBe(idFrom('receive', [mid]));
    for (const decision of ['approve', 'return', 'reopen']) {
      expect(await decide(old, came.mid, decision)).toBe(0);
      expect(await decide({ ...next, petugas: next.kader }, came.mid, decision)).toBeUndefined();
    }
    expect(await decide(next, came.mid, 'return')).toBe(0);
    expect((await arrival(next)).status).toBe('waiting');
    expect(await decide(next, came.mid, 'approve')).toBe(1);
    expect((await arrival(next)).status).toBe('approved');
    expect(await decide(next, came.mid, 'return')).toBe(0);
    expect(await decide(next, came.mid, 'reopen')).toBe(1);
    expect((await arrival(next)).status).toBe('waiting');
  });

  test('is told of where it left: that it waits, and since when it is accepted, and nothing else', async () => {
    const { register, mid } = await aMovedChild();
    const movedTo = async () => (await detail(old, register.mid)).standing.movedTo;
    const place = {
      posyanduId: next.posyanduId,
      posyanduName: 'Posyandu Uji',
      puskesmasName: 'Puskesmas Baru',
    };
    expect(await movedTo()).toEqual({ ...place, acceptedAtMs: null });
    const { mid: came } = await arrival(next);
    expect(came).toBe(idFrom('receive', [mid]));
    await decide(next, came, 'approve');
    expect(await movedTo()).toEqual({ ...place, acceptedAtMs: START_MS });
    await decide(next, came, 'reopen');
    expect(await movedTo()).toEqual({ ...place, acceptedAtMs: null });
  });

  test('and sent on unaccepted is not said to be waited for', async () => {
    const { child, register } = await aMovedChild();
    await transfer(next, child, next.neighbour);
    expect((await detail(old, register.mid)).standing.movedTo).toEqual({
      posyanduId: next.posyanduId,
      posyanduName: 'Posyandu Uji',
      puskesmasName: 'Puskesmas Baru',
    });
  });

  test('that comes a second time waits a second time', async () => {
    const { child, register } = await aMovedChild();
    await decide(next, (await arrival(next)).mid, 'approve');
    await transfer(next, child, old.posyanduId);
    await transfer(old, child, next.posyanduId);
    expect((await detail(old, register.mid)).standing.movedTo?.acceptedAtMs).toBeNull();
  });

  test('is given back by sending it back, which those who sent it look at', async () => {
    const { child } = await aMovedChild();
    const came = await arrival(next);
    const mid = newMid();
    const reason = 'tidak tinggal di sini';
    expect(await transfer(next, child, old.posyanduId, { mid, reason })).toEqual([200, 'applied']);
    expect(await records(next, 'waiting')).toEqual([]);
    expect((await detail(next, came.mid)).record).toMatchObject({
      status: 'corrected',
      answeredBy: mid,
    });
    const back = await arrival(old);
    expect(back).toMatchObject({
      childId: child,
      status: 'waiting',
      authorReason: reason,
      flags: ['other-puskesmas'],
    });
    expect(await decide(old, back.mid, 'approve')).toBe(1);
    expect(await transfer(next, child, old.posyanduId)).toEqual([409, 'already-moved']);
    await expectToldByJournal(server.db, old, next);
  });

  test('and sent on needs no look where it only passed', async () => {
    const { child } = await aMovedChild();
    expect(await transfer(next, child, next.neighbour)).toEqual([200, 'applied']);
    expect(await records(next, 'waiting')).toEqual([]);
    const there = await detail(next, (await arrival(next)).mid);
    expect(there.record).toMatchObject({ posyanduId: next.neighbour, status: 'approved' });
  });

  test('is no longer for the old puskesmas to move, merge or search for', async () => {
    const { child } = await aMovedChild();
    expect(await transfer(old, child, old.neighbour)).toEqual([409, 'already-moved']);
    // As if they were of the new one.
    const disguised = { posyanduId: next.posyanduId, petugas: old.petugas };
    expect(await transfer(disguised, child, old.posyanduId)).toEqual([404, 'not-found']);
    expect((await arrival(next)).status).toBe('waiting');
    const url = `/api/posyandu/${next.posyanduId}/children/search`;
    expect((await old.petugas.post(url, { search: 'melati' })).statusCode).toBe(404);
  });

  test('is sent by staff of its puskesmas alone, to a posyandu that is there', async () => {
    const { child } = await aChild();
    const admin = await browserOf(server, await anAccount(server.db, 'admin'));
    const before = await feedOf(next);
    for (const petugas of [old.kader, admin]) {
      const [code] = await transfer({ ...old, petugas }, child, next.posyanduId);
      expect(code).toBe(403);
    }
    expect(await transfer({ ...old, petugas: next.petugas }, child, next.posyanduId)).toEqual([
      404,
      'not-found',
    ]);
    expect(await transfer(old, child, randomUUID())).toEqual([404, 'unknown-posyandu']);
    expect(await transfer(old, randomUUID(), next.posyanduId)).toEqual([404, 'unknown-child']);
    const forged = old.phone.envelope({
      op: 'child.transfer',
      entity: child,
      payload: { toPosyanduId: next.posyanduId, reason: 'dari HP' },
    });
    await push(old, forged);
    expect(await feedOf(next)).toBe(before);
  });
});

describe('ids that somebody made up', () => {
  test('of a child that is said to live there already: it stays where it is', async () => {
    const { child } = await aChild();
    const double = { ...next.phone.register(aProfile({ name: 'Palsu' })), entity: child };
    await push(next, double);
    const before = [await feedOf(old), await feedOf(next)];
    expect(await transfer(old, child, next.posyanduId)).toEqual([409, 'same-posyandu']);
    expect([await feedOf(old), await feedOf(next)]).toEqual(before);
    expect(await transfer(old, child, old.neighbour)).toEqual([200, 'applied']);
  });

  test('of a transfer that was made before, or of its other half, do nothing new', async () => {
    const { child, mid } = await aMovedChild();
    const before = [await feedOf(old), await feedOf(next)];
    expect(await transfer(old, child, next.posyanduId, { mid })).toEqual([200, 'duplicate']);
    expect(await transfer(old, child, old.neighbour, { mid })).toEqual([200, 'duplicate']);
    const received = mutationIdSchema.parse(idFrom('receive', [mid]));
    const forged = next.phone.envelope({
      mid: received,
      op: 'child.receive',
      entity: child,
      payload: {},
    });
    await push(next, forged);
    expect([await feedOf(old), await feedOf(next)]).toEqual(before);
    expect((await arrival(next)).status).toBe('waiting');
  });
});

describe('what is recorded in the old posyandu late', () => {
  test('follows it, and each puskesmas looks at it', async () => {
    const { child } = await aMovedChild();
    await decide(next, (await arrival(next)).mid, 'approve');
    const late = old.phone.weigh(child, theMeasurement({ measuredOn: '2026-11-09' }));
    await push(old, late);
    expect(await feedOf(next)).toContain(late.entity);
    const [carried, ...rest] = await records(next, 'waiting');
    expect(rest).toEqual([]);
    expect(carried).toMatchObject({ op: 'measure.record', childId: child });
    expect(carried?.flags).toContain('other-puskesmas');
    expect(carried?.flags).not.toContain('moved-child');
    expect((await detail(old, late.mid)).record.status).toBe('waiting');
    expect(await decide(old, late.mid, 'approve')).toBe(1);
    expect((await records(next, 'waiting')).map(({ mid }) => mid)).toEqual([carried?.mid]);
    expect(await decide(next, carried?.mid ?? '', 'return')).toBe(1);
    expect((await detail(old, late.mid)).record.status).toBe('approved');
    await expectToldByJournal(server.db, old, next);
  });

  test('and contradicts what stands there is looked at there; here it is said no more than that', async () => {
    const { child } = await aMovedChild();
    const base = {};
    await push(next, next.phone.patch(child, { fields: { name: 'Melati Baru' }, base }));
    const late = old.phone.patch(child, { fields: { name: 'Melati Lama' }, base });
    await push(old, late);
    expect(await records(next, 'quarantined')).toMatchObject([
      { op: 'child.patch', reason: 'conflicting-edit' },
    ]);
    expect((await detail(old, late.mid)).record).toMatchObject({
      status: 'corrected',
      answeredBy: null,
    });
  });
});

test('what the new puskesmas records is not seen from the old one', async () => {
  const { child, register, mid } = await aMovedChild();
  const came = await arrival(next);
  const secret = 'Rahasia';
  const weigh = next.phone.weigh(child, theMeasurement({ weightGrams: 8_765 }));
  const dose = next.phone.vaccinate(child);
  await push(
    next,
    weigh,
    dose,
    next.phone.patch(child, { fields: { dusun: secret, motherName: secret } }),
  );
  const own = next.phone.register(aProfile({ name: `Kembar ${secret}` }));
  await push(next, own);
  const merge = { action: 'merge', mid: newMid(), posyanduId: next.posyanduId, intoId: own.entity };
  const merged = await next.petugas.post(`/api/review/children/${child}/actions`, {
    ...merge,
    reason: secret,
  });
  expect(merged.statusCode).toBe(200);
  await transfer(next, own.entity, next.neighbour, { reason: secret });

  const seen = await allThatIsSeen(old);
  for (const theirs of [secret, weigh.entity, weigh.mid, dose.entity, '8765', own.entity]) {
    expect(seen).not.toContain(theirs);
  }
  for (const theirs of [came.mid, weigh.mid, dose.mid, idFrom('receive', [mid])]) {
    expect((await old.petugas.get(`/api/review/records/${theirs}`)).statusCode).toBe(404);
  }
  // It still says where it went and whether it is accepted there, and that is all.
  const { standing, fieldHistory } = await detail(old, register.mid);
  expect(standing.movedTo?.posyanduId).toBe(next.posyanduId);
  expect(fieldHistory).toEqual([]);
  const found = await old.petugas.post(`/api/posyandu/${old.posyanduId}/children/search`, {
    search: 'melati',
  });
  expect(childSearchSchema.parse(found.json()).children).toMatchObject([
    { id: child, motherName: 'Ibu Contoh', records: 1 },
  ]);
  // Where it is seen, so that the test above can fail.
  expect(await allThatIsSeen(next)).toContain(secret);
});

describe('practice and real work', () => {
  test('send no child to each other and do not find each other', async () => {
    const puskesmasId = puskesmasIdSchema.parse(randomUUID());
    await createPuskesmas(server.db, {
      id: puskesmasId,
      name: 'Puskesmas Latihan',
      practice: true,
    });
    const practice = { practice: true, villageName: 'Desa Rekaan' };
    const invented = await aPosyandu(server.db, puskesmasId, 'Posyandu Rekaan', practice);
    const petugas = await browserOf(server, await anAccount(server.db, 'petugas', { puskesmasId }));
    const { child } = await aChild();
    const before = await feedOf(old);
    expect(await transfer(old, child, invented)).toEqual([404, 'unknown-posyandu']);
    expect(await feedOf(old)).toBe(before);
    expect(await search('rekaan')).toEqual({ found: [], more: false });
    expect(await search('puskesmas baru', petugas)).toEqual({ found: [], more: false });
    const journals = await server.db.selectFrom('journal').select('posyandu_id').execute();
    expect(journals.map((row) => row.posyandu_id)).not.toContain(invented);
  });
});

async function search(words: string, person = old.petugas) {
  const answer = await person.post('/api/posyandu/search', { search: words });
  expect(answer.statusCode).toBe(200);
  const { posyandu, more }: PosyanduSearch = posyanduSearchSchema.parse(answer.json());
  return { found: posyandu.map(({ name }) => name), more };
}

describe('posyandu of other puskesmas are found', () => {
  beforeEach(async () => {
    const { db } = server;
    const id = puskesmasIdSchema.parse(randomUUID());
    await createPuskesmas(db, { id, name: 'Puskesmas Gerung', practice: false });
    await aPosyandu(db, id, 'Mawar 1', { villageName: 'Dasan Tapen' });
    await aPosyandu(db, id, 'Mawar 2', { villageName: 'Dasan Tapen' });
    await aPosyandu(db, id, 'Posyandu Cempaka', { villageName: 'Mawar Putih' });
  });

  test('by any of their names, in any order, the posyandu’s own first', async () => {
    expect((await search('mawar')).found).toEqual(['Mawar 1', 'Mawar 2', 'Posyandu Cempaka']);
    expect((await search('posyandu MAWAR 2')).found).toEqual(['Mawar 2']);
    expect((await search('desa dasan tapen')).found).toEqual(['Mawar 1', 'Mawar 2']);
    expect((await search('gerung cempaka')).found).toEqual(['Posyandu Cempaka']);
    expect((await search('  dah  ')).found).toEqual(['Posyandu Dahlia']);
  });

  test('and not those of one’s own', async () => {
    expect((await search('anggrek')).found).toEqual([]);
    expect((await search('anggrek', next.petugas)).found).toEqual(['Posyandu Anggrek']);
  });

  test('by letters, not by signs that mean something to a database', async () => {
    for (const words of ['%%%', '___', String.raw`\\\\`, "' or 1=1"]) {
      expect(await search(words)).toEqual({ found: [], more: false });
    }
  });

  test('at most a short list, which says that there are more', async () => {
    const id = puskesmasIdSchema.parse(randomUUID());
    await createPuskesmas(server.db, { id, name: 'Puskesmas Besar', practice: false });
    for (let each = 10; each < 10 + MAX_POSYANDU_FOUND + 1; each++) {
      await aPosyandu(server.db, id, `Posyandu Banyak ${each}`);
    }
    const { found, more } = await search('banyak');
    expect([found.length, more]).toEqual([MAX_POSYANDU_FOUND, true]);
    expect(found[0]).toBe('Posyandu Banyak 10');
    expect((await search('banyak 10')).more).toBe(false);
  });

  test('by staff alone, who type enough and not without end, and no log says what', async () => {
    const admin = await browserOf(server, await anAccount(server.db, 'admin'));
    for (const person of [old.kader, admin]) {
      const answer = await person.post('/api/posyandu/search', { search: 'mawar' });
      expect(answer.statusCode).toBe(403);
    }
    for (const words of ['', '  ma  ', 'm'.repeat(121)]) {
      const answer = await old.petugas.post('/api/posyandu/search', { search: words });
      expect(answer.statusCode).toBe(400);
    }
    let code = 200;
    for (let tries = 0; code === 200 && tries < 400; tries++) {
      code = (await old.petugas.post('/api/posyandu/search', { search: 'mawar' })).statusCode;
    }
    expect(code).toBe(429);
    expect((await search('mawar', next.petugas)).found).toHaveLength(3);
    expect(server.logged()).not.toMatch(/mawar/i);
  });
});
