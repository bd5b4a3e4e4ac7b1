// @vitest-environment node
import { expect, test } from 'vitest';
import type { Records } from '#client/services.ts';
import type { ChildId } from '#domain/ids.ts';
import { aProfile, theMeasurement } from '../../support/builders.ts';
import { newChildId, newMid, theImmunization } from '../../support/mutations.ts';
import { aWeighing, HERE, openFed } from './told-feeds.ts';

const twice = newChildId();
const ayu = newChildId();

async function openMerged() {
  const phone = await openFed();
  await phone.tellChild(HERE, ayu, { profile: { name: 'Ayu Lestari' } });
  await phone.tellChild(HERE, twice, { profile: { name: 'Ayu' } });
  const weighing = aWeighing(twice, 7700);
  await phone.tellEvent(HERE, weighing);
  const merge = (id = twice, into: ChildId | null = ayu) =>
    phone.tellChild(HERE, id, { profile: { name: 'Ayu' }, mergedInto: into });
  return { ...phone, weighing, merge };
}

async function namesOf(records: Records) {
  return (await records.children()).map(({ profile }) => profile.name);
}

async function weightsOf(records: Records, id: ChildId) {
  const views = await records.eventsOf(id);
  return views.map(({ event }) => event.kind !== 'void' && event.measurement.weightGrams);
}

test('a merged child stands with the one it is, and its weighings count there', async () => {
  const { records, merge, weighing } = await openMerged();
  expect(await namesOf(records)).toEqual(['Ayu', 'Ayu Lestari']);
  await merge();

  expect(await namesOf(records)).toEqual(['Ayu Lestari']);
  expect(await weightsOf(records, ayu)).toEqual([7700]);
  const month = await records.eventsInMonths(['2026-11']);
  expect([...month]).toEqual([[ayu, [weighing.event]]]);
  expect(await records.child(ayu)).toMatchObject({
    mergedInto: null,
    mergedHere: [{ id: twice, name: 'Ayu' }],
  });
  expect(await records.child(twice)).toMatchObject({
    profile: { name: 'Ayu' },
    mergedInto: { id: ayu, name: 'Ayu Lestari' },
  });
});

test('a form still open for the merged child saves, and what it saved shows with the other', async () => {
  const { db, records, merge } = await openMerged();
  await merge();
  await records.recordMeasurement(twice, theMeasurement({ weightGrams: 7900 }), {});
  await records.recordImmunizations(twice, [theImmunization()], {});

  expect(await weightsOf(records, ayu)).toEqual([7700, 7900]);
  expect(await weightsOf(records, twice)).toEqual([7700, 7900]);
  expect(await records.immunizationsOf(ayu)).toHaveLength(1);
  expect([...(await records.immunizations()).keys()]).toEqual([ayu]);
  const outbox = await db.outbox.toArray();
  expect(outbox.map(({ mutation }) => mutation.payload)).toMatchObject([
    { childId: twice },
    { childId: twice },
  ]);
  expect((await records.outbox()).map(({ childName }) => childName)).toEqual([
    'Ayu Lestari',
    'Ayu Lestari',
  ]);
});

test('what is corrected on the page of the other names the child that was weighed', async () => {
  const { db, records, merge, weighing } = await openMerged();
  await merge();
  const { id } = weighing.event;
  const right = theMeasurement({ weightGrams: 7600 });
  await records.amendMeasurement(ayu, id, right, { reason: 'salah baca' });
  await records.voidMeasurement(ayu, id, { reason: 'salah anak' });

  const [amended, voided] = await db.outbox.orderBy('mid').toArray();
  expect(amended?.mutation.payload).toMatchObject({ childId: twice, targetId: id });
  expect(voided?.mutation.payload).toMatchObject({ childId: twice, targetId: id });
  expect(voided?.answers).toBe(amended?.mid);
  expect(await records.eventsOf(ayu)).toHaveLength(3);
});

test('an edit that waits of the merged child shows with the other, one that the server took does not', async () => {
  const { db, records, merge } = await openMerged();
  await records.patchChild(twice, aProfile({ name: 'Ayu', dusun: 'Karang' }), {});
  await merge();
  expect((await records.child(ayu))?.profile).toMatchObject({
    name: 'Ayu Lestari',
    dusun: 'Karang',
  });

  const [entry] = await db.outbox.toArray();
  if (entry === undefined) throw new Error('not saved');
  const verdict = { mid: entry.mid, status: 'applied' as const };
  await db.outbox.put({ ...entry, state: 'answered', verdict });
  expect((await records.child(ayu))?.profile.dusun).toBeNull();
});

test('an edit that the server took for the other is not laid over the merged child once they are split', async () => {
  const { db, records, merge } = await openMerged();
  await merge();
  await records.patchChild(twice, aProfile({ name: 'Ayu', dusun: 'Karang' }), {});
  const [entry] = await db.outbox.toArray();
  if (entry === undefined) throw new Error('not saved');
  const childSeq = (await db.children.get(twice))?.base?.seq ?? null;
  const verdict = { mid: entry.mid, status: 'applied' as const };
  await db.outbox.put({ ...entry, state: 'answered', verdict, childSeq });
  expect((await records.child(twice))?.profile.dusun).toBe('Karang');

  await merge(twice, null);
  expect((await records.child(twice))?.profile.dusun).toBeNull();
});

test('merges are followed to their end', async () => {
  const { records, merge, tellChild } = await openMerged();
  const third = newChildId();
  await tellChild(HERE, third, { profile: { name: 'Ayu L.' }, mergedInto: twice });
  await merge();
  expect(await namesOf(records)).toEqual(['Ayu Lestari']);
  expect((await records.child(third))?.mergedInto?.id).toBe(ayu);
  expect((await records.child(ayu))?.mergedHere.map(({ id }) => id)).toEqual([twice, third]);
});

test('one whose other half is not on this phone yet stays in the list', async () => {
  const { records, merge } = await openMerged();
  await merge(twice, newChildId());
  expect(await namesOf(records)).toEqual(['Ayu', 'Ayu Lestari']);
  expect((await records.child(twice))?.mergedInto).toBeNull();
});

test('a circle hides nobody and ends', async () => {
  const { records, merge } = await openMerged();
  const third = newChildId();
  await merge(ayu, twice);
  await merge(twice, ayu);
  await merge(third, twice);
  expect(await namesOf(records)).toHaveLength(3);
});

test('taken apart again, both stand in the list with their own weighings', async () => {
  const { records, merge } = await openMerged();
  await merge();
  await merge(twice, null);
  expect(await namesOf(records)).toEqual(['Ayu', 'Ayu Lestari']);
  expect(await weightsOf(records, ayu)).toEqual([]);
  expect(await weightsOf(records, twice)).toEqual([7700]);
});

test('a feed told anew without the merge knows of none', async () => {
  const { records, merge, startOver, tellChild, cameToItsEnd } = await openMerged();
  await merge();
  await startOver(HERE);
  await tellChild(HERE, ayu, { profile: { name: 'Ayu Lestari' } });
  expect(await namesOf(records)).toEqual(['Ayu Lestari']);
  await tellChild(HERE, twice, { profile: { name: 'Ayu' } });
  await cameToItsEnd(HERE);
  expect(await namesOf(records)).toEqual(['Ayu', 'Ayu Lestari']);
});

test('what was typed for the merged child is found in the form of the other, once', async () => {
  const { records, merge } = await openMerged();
  await records.saveDraft(`weigh:${twice}`, { weight: '7,8' });
  await merge();
  expect(await records.draft(`weigh:${ayu}`)).toEqual({ weight: '7,8' });
  expect(await records.draft(`immunize:${ayu}`)).toBeNull();

  await records.recordMeasurement(ayu, theMeasurement(), { draftKey: `weigh:${ayu}` });
  expect(await records.draft(`weigh:${ayu}`)).toBeNull();
  expect(await records.draft(`weigh:${twice}`)).toBeNull();
});

test('a returned weighing is a task of the other, a returned second registration is none any more', async () => {
  const { db, posyanduId, records, merge, weighing } = await openMerged();
  const returned = {
    posyanduId,
    childId: twice,
    status: 'returned' as const,
    reason: 'Sepertinya sudah terdaftar',
    decidedBy: null,
    decidedAtMs: 1,
    seq: 90,
    generation: 1,
  };
  const { createdBy = newMid() } = (await db.children.get(twice)) ?? {};
  await db.reviews.bulkPut([
    { ...returned, mid: weighing.mid, about: 'event', entity: weighing.event.id },
    { ...returned, mid: createdBy, about: 'child', entity: twice },
  ]);
  expect((await records.attention()).map(({ childName }) => childName)).toEqual(['Ayu', 'Ayu']);
  await merge();
  expect(await records.attention()).toMatchObject([
    { op: 'measure.record', childId: ayu, childName: 'Ayu Lestari' },
  ]);
});
