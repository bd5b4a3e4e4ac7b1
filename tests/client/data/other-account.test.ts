// @vitest-environment node
import { describe, expect, test } from 'vitest';
import type { PhoneDb } from '#client/data/db.ts';
import { readSession } from '#client/data/meta.ts';
import { createOutboxStore } from '#client/data/outbox-store.ts';
import { createRecords } from '#client/data/records.ts';
import { SaveRefused } from '#client/data/save-refused.ts';
import { recordsHere } from '#client/records-here.ts';
import type { Records, Refusal } from '#client/services.ts';
import { createSessionControl } from '#client/session/session-control.ts';
import { dropSession, keepSession } from '#client/session/session-store.ts';
import { createTurns } from '#client/session/turns.ts';
import type { AccountId, ChildId, EventId, PosyanduId } from '#domain/ids.ts';
import { aGrant, anAccount, aProfile, aSession, theMeasurement } from '../../support/builders.ts';
import { newChildId, theImmunization } from '../../support/mutations.ts';
import { openRecords } from '../../support/phone.ts';
import { HERE, openFed, THERE, toThere } from './told-feeds.ts';

const REASON = { reason: 'salah baca' };
const OTHER_ACCOUNT = 'never recorded in this posyandu';

interface Recorded {
  readonly child: ChildId;
  readonly weighing: EventId;
  readonly dose: EventId;
}

/** A page of one kader, who has recorded a child, and another kader with a posyandu of their own. */
async function aPage() {
  const phone = await openRecords();
  const { db, ids, world, posyanduId } = phone;
  const refusals: (Refusal | null)[] = [];
  const { today, timeZone } = world.platform.clock;
  const onFailed = (refusal: Refusal | null) => refusals.push(refusal);
  const all = createRecords({ ...ids, db, app: 'test', today, timeZone, onFailed }, () => {});
  const page = recordsHere(all, posyanduId);
  const child = await page.registerChild(aProfile(), {});
  const weighing = await page.recordMeasurement(child, theMeasurement(), {});
  const [dose] = await page.recordImmunizations(child, [theImmunization()], {});
  if (dose === undefined) throw new Error('nothing was recorded');
  const other = aSession({ account: anAccount(), grants: [aGrant()] });
  const otherHere = other.grants[0]?.posyanduId;
  return { ...phone, records: all, page, child, weighing, dose, other, otherHere, refusals };
}

async function contentOf(db: PhoneDb) {
  const tables = [db.meta, db.children, db.events, db.outbox, db.drafts, db.reviews];
  return Promise.all(tables.map((table) => table.toArray()));
}

const SAVES: Readonly<Record<string, (page: Records, on: Recorded) => Promise<unknown>>> = {
  'a registration': (page) => page.registerChild(aProfile(), { draftKey: 'form' }),
  'an edit': (page, { child }) =>
    page.patchChild(child, aProfile({ dusun: 'Barat' }), { draftKey: 'form' }),
  'a weighing': (page, { child }) =>
    page.recordMeasurement(child, theMeasurement(), { draftKey: 'form' }),
  'a weighing put right': (page, { child, weighing }) =>
    page.amendMeasurement(child, weighing, theMeasurement(), { ...REASON, draftKey: 'form' }),
  'a weighing taken back': (page, { child, weighing }) =>
    page.voidMeasurement(child, weighing, REASON),
  doses: (page, { child }) =>
    page.recordImmunizations(child, [theImmunization()], { draftKey: 'form' }),
  'a dose put right': (page, { child, dose }) =>
    page.amendImmunization(child, dose, theImmunization(), { ...REASON, draftKey: 'form' }),
  'a dose taken back': (page, { child, dose }) => page.voidImmunization(child, dose, REASON),
};

describe.each(Object.entries(SAVES))('%s from a page still open', (_name, save) => {
  test('is turned away while an account that never recorded there is signed in, and nothing is written', async () => {
    const { db, ids, page, other, posyanduId, refusals, ...on } = await aPage();
    await page.saveDraft('form', { typed: '7,8' });
    await keepSession(db, ids, other);
    const before = await contentOf(db);

    await expect(save(page, on)).rejects.toThrow(OTHER_ACCOUNT);
    expect(await contentOf(db)).toEqual(before);
    expect(refusals).toEqual([{ why: 'other-account', posyanduId }]);
  });

  test('is turned away while nobody is signed in, and nothing is written', async () => {
    const { db, page, posyanduId, refusals, ...on } = await aPage();
    await page.saveDraft('form', { typed: '7,8' });
    await dropSession(db, 0);
    const before = await contentOf(db);

    await expect(save(page, on)).rejects.toBeInstanceOf(SaveRefused);
    expect(await contentOf(db)).toEqual(before);
    expect(refusals).toEqual([{ why: 'signed-out', posyanduId }]);
  });

  test('is saved once the one who may is back', async () => {
    const { db, ids, page, other, session, ...on } = await aPage();
    await keepSession(db, ids, other);
    await expect(save(page, on)).rejects.toThrow(OTHER_ACCOUNT);
    await keepSession(db, ids, session);
    const before = await db.outbox.count();
    await save(page, on);
    expect(await db.outbox.count()).toBe(before + 1);
    const [last] = await db.outbox.reverse().sortBy('seq');
    expect(last?.mutation.authorId).toBe(session.account.id);
  });
});

describe('saved as ever, and sent,', () => {
  test('is what a kader who was moved away had open', async () => {
    const { db, ids, page, child, session, posyanduId } = await aPage();
    const moved = aSession({ account: session.account, grants: [aGrant()] });
    await keepSession(db, ids, moved);
    await page.recordMeasurement(child, theMeasurement(), {});
    expect(await sendableNow(db, ids, session.account.id)).toEqual(new Set([posyanduId]));
  });

  test('is what another kader of the same posyandu saves there', async () => {
    const { db, ids, page, child, session, posyanduId } = await aPage();
    const mate = aSession({ account: anAccount(), grants: session.grants });
    await keepSession(db, ids, mate);
    await page.recordMeasurement(child, theMeasurement(), {});
    expect(await sendableNow(db, ids, mate.account.id)).toEqual(new Set([posyanduId]));
  });

  test('is what somebody with two posyandu saves for the one that is not in use', async () => {
    const { db, ids, page, child, session, posyanduId } = await aPage();
    const [here] = session.grants;
    const there = aGrant();
    if (here === undefined) throw new Error('a kader has a posyandu');
    await keepSession(db, ids, aSession({ account: session.account, grants: [there] }));
    await keepSession(db, ids, aSession({ account: session.account, grants: [there, here] }));
    const used = await db.meta.get('session');
    expect(used).toMatchObject({ posyanduId: there.posyanduId });
    await page.recordMeasurement(child, theMeasurement(), {});
    const registered = await page.registerChild(aProfile(), {});
    expect(await db.children.get(registered)).toMatchObject({ posyanduId });
  });

  test('is what is recorded on a phone whose older build never noted whose posyandu it holds', async () => {
    const { db, ids, page, child, session, posyanduId } = await aPage();
    await db.grants.clear();
    await page.recordMeasurement(child, theMeasurement(), {});
    expect(await sendableNow(db, ids, session.account.id)).toEqual(new Set([posyanduId]));
  });
});

test('what is typed for a child who left meanwhile is turned away for that reason, where only another account may record', async () => {
  const { db, ids, world, tellChild } = await openFed();
  const ayu = newChildId();
  await tellChild(HERE, ayu);
  const other = aSession({ account: anAccount(), grants: [THERE] });
  const own = aSession({ grants: [HERE] });
  await db.grants.clear();
  await keepSession(db, ids, other);
  await keepSession(db, ids, own);
  await tellChild(THERE, ayu);
  await tellChild(HERE, ayu, { movedTo: toThere() });

  const refusals: (Refusal | null)[] = [];
  const { today, timeZone } = world.platform.clock;
  const onFailed = (refusal: Refusal | null) => refusals.push(refusal);
  const page = recordsHere(
    createRecords({ ...ids, db, app: 'test', today, timeZone, onFailed }, () => {}),
    HERE.posyanduId,
  );
  await page.saveDraft('form', { typed: '7,8' });
  const weigh = page.recordMeasurement(ayu, theMeasurement(), { draftKey: 'form' });
  await expect(weigh).rejects.toThrow('the child lives in a posyandu');
  expect(refusals).toEqual([{ why: 'child-moved', posyanduId: HERE.posyanduId }]);
  expect(await page.draft('form')).toMatchObject({ typed: '7,8' });
  expect(await db.outbox.count()).toBe(0);
});

test('what staff may see at their desk makes no kader of them', async () => {
  const { db, ids, page, child, session } = await aPage();
  const staff = anAccount({ role: 'petugas' });
  await keepSession(db, ids, aSession({ account: staff, grants: session.grants }));
  await expect(page.recordMeasurement(child, theMeasurement(), {})).rejects.toThrow(OTHER_ACCOUNT);
});

describe('what is being typed', () => {
  test('on a page still open stays with its posyandu, unseen by the other account, for the one who typed it', async () => {
    const { db, ids, records, page, other, otherHere, session, posyanduId } = await aPage();
    await keepSession(db, ids, other);
    await records.saveDraft('register', { name: 'Budi' });
    await page.saveDraft('register', { name: 'Ayu' });

    expect(await records.draft('register')).toEqual({ name: 'Budi' });
    expect(await page.draft('register')).toBeNull();
    await records.registerChild(aProfile(), { draftKey: 'register' });
    expect((await db.drafts.toArray()).map((row) => row.posyanduId)).toEqual([posyanduId]);
    expect(otherHere).not.toBe(posyanduId);

    await keepSession(db, ids, session);
    expect(await page.draft('register')).toEqual({ name: 'Ayu' });
    await page.deleteDraft('register');
    expect(await db.drafts.count()).toBe(0);
  });

  test('is kept also when nobody is signed in any more', async () => {
    const { db, ids, page, session } = await aPage();
    await dropSession(db, 0);
    await page.saveDraft('register', { name: 'Ayu' });
    expect(await page.draft('register')).toBeNull();
    await keepSession(db, ids, session);
    expect(await page.draft('register')).toEqual({ name: 'Ayu' });
  });
});

test('why a save was turned away is remembered until the one who may is back, not while they are still shown', async () => {
  const { db, ids, session, other, posyanduId } = await aPage();
  const never = () => Promise.reject(new Error('no network here'));
  const api = { signIn: never, signOut: never, info: never };
  const inTurn = createTurns();
  const control = createSessionControl({ db, ids, api, inTurn, subtle: null, onSignIn: () => {} });
  const own = await readSession(db);
  await keepSession(db, ids, other);
  const others = await readSession(db);
  if (own === null) throw new Error('nobody was signed in');
  const refusal: Refusal = { why: 'other-account', posyanduId };

  control.show(own);
  control.noteFailedSave(refusal);
  control.show({ ...own, expired: true });
  expect(control.current()?.accountId).toBe(session.account.id);
  expect(control.refusal()).toEqual(refusal);
  control.show(others);
  expect(control.refusal()).toEqual(refusal);
  control.show({ ...own, account: anAccount({ role: 'petugas' }) });
  expect(control.refusal()).toEqual(refusal);
  control.show(own);
  expect(control.refusal()).toBeNull();
  control.noteFailedSave(refusal);
  control.noteFailedSave(null);
  expect(control.refusal()).toBeNull();
});

/** Of what waits, what sync would send for this account. */
async function sendableNow(
  db: PhoneDb,
  ids: Parameters<typeof keepSession>[1],
  accountId: AccountId,
): Promise<ReadonlySet<PosyanduId>> {
  const store = createOutboxStore({ ...ids, db, log: () => {} });
  const { mutations } = await store.nextChunk({ accountId, stamp: '' }, 50, new Set());
  const rows = await db.outbox.bulkGet(mutations.map(({ mid }) => mid));
  expect(rows).toHaveLength(await db.outbox.count());
  expect(rows.at(-1)?.mutation.authorId).toBe(accountId);
  return new Set(rows.flatMap((row) => row?.posyanduId ?? []));
}
