// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { theMeasurement } from '../../support/builders.ts';
import { newChildId, newPosyanduId } from '../../support/mutations.ts';
import { aWeighing, HERE, openFed, THERE, toHere, toThere, goOverTo } from './told-feeds.ts';

const ayu = newChildId();

describe('a phone that holds only the posyandu a child left', () => {
  test('keeps its page, out of the list and of the month', async () => {
    const { records, tellChild, tellEvent } = await openFed([HERE]);
    await tellChild(HERE, ayu);
    await tellEvent(HERE, aWeighing(ayu));
    await tellChild(HERE, ayu, { movedTo: toThere() });
    expect(await records.children()).toEqual([]);
    expect(await records.movedChildren()).toMatchObject([{ id: ayu, movedTo: toThere() }]);
    expect(await records.child(ayu)).toMatchObject({ movedTo: toThere() });
    expect(await records.eventsOf(ayu)).toHaveLength(1);
  });

  test('sends what waits, and shows it until then', async () => {
    const { db, records, tellChild } = await openFed([HERE]);
    await tellChild(HERE, ayu);
    await records.recordMeasurement(ayu, theMeasurement(), {});
    const before = await db.outbox.toArray();
    await tellChild(HERE, ayu, { movedTo: toThere() });
    expect(await db.outbox.toArray()).toEqual(before);
    expect((await records.eventsOf(ayu)).map(({ state }) => state.state)).toEqual(['unsent']);
  });

  test('has it back in the list when it comes back', async () => {
    const { records, tellChild } = await openFed([HERE]);
    await tellChild(HERE, ayu, { movedTo: toThere() });
    await tellChild(HERE, ayu);
    expect(await records.children()).toHaveLength(1);
    expect(await records.movedChildren()).toEqual([]);
  });
});

describe('a phone that holds both posyandu', () => {
  const tellings = {
    'the old one first': [HERE, THERE],
    'the new one first': [THERE, HERE],
  } as const;

  test.each(Object.entries(tellings))('has the child in the new one, %s', async (_, order) => {
    const { db, records, tellChild, tellEvent } = await openFed();
    const weighing = aWeighing(ayu);
    await tellChild(HERE, ayu);
    await tellEvent(HERE, weighing);
    for (const grant of order) {
      await tellChild(grant, ayu, grant === HERE ? { movedTo: toThere() } : {});
      await tellEvent(grant, weighing);
    }
    expect(await records.children()).toEqual([]);
    expect(await records.movedChildren()).toMatchObject([{ id: ayu, movedTo: toThere() }]);
    await goOverTo(db, THERE);
    expect(await records.children()).toMatchObject([{ id: ayu, movedTo: null }]);
    expect([...(await records.eventsInMonths(['2026-11'])).keys()]).toEqual([ayu]);
    await records.recordMeasurement(ayu, theMeasurement(), {});
    expect(await db.outbox.toArray()).toMatchObject([{ posyanduId: THERE.posyanduId }]);
  });

  test.each(Object.entries(tellings))(
    'has one that went there and came back where it is, %s',
    async (_, order) => {
      const { records, tellChild, tellEvent } = await openFed();
      const weighing = aWeighing(ayu);
      await tellChild(THERE, ayu);
      await tellEvent(THERE, weighing);
      await tellChild(HERE, ayu, { movedTo: toThere() });
      for (const grant of order) {
        await tellEvent(grant, weighing);
        await tellChild(grant, ayu, grant === THERE ? { movedTo: toHere() } : {});
      }
      expect(await records.children()).toMatchObject([{ id: ayu, movedTo: null }]);
      expect(await records.movedChildren()).toEqual([]);
      expect([...(await records.eventsInMonths(['2026-11'])).keys()]).toEqual([ayu]);
    },
  );

  test.each(Object.entries(tellings))(
    'says where one went that went on from the new one, %s',
    async (_, order) => {
      const { records, tellChild } = await openFed();
      const onward = { posyanduId: newPosyanduId(), posyanduName: 'Posyandu Melati' };
      for (const grant of order) {
        await tellChild(grant, ayu, { movedTo: grant === HERE ? toThere() : onward });
      }
      expect(await records.child(ayu)).toMatchObject({
        posyanduId: THERE.posyanduId,
        movedTo: onward,
      });
    },
  );

  test.each(Object.entries(tellings))(
    'keeps what the new one holds when the old one goes, %s',
    async (_, order) => {
      const { db, records, tellChild, tellEvent, evict } = await openFed();
      const weighing = aWeighing(ayu);
      for (const grant of order) {
        await tellEvent(grant, weighing);
        await tellChild(grant, ayu, grant === HERE ? { movedTo: toThere() } : {});
      }
      await evict(HERE);
      await goOverTo(db, THERE);
      expect(await records.children()).toHaveLength(1);
      expect(await records.eventsOf(ayu)).toHaveLength(1);
      expect([...(await records.eventsInMonths(['2026-11'])).keys()]).toEqual([ayu]);
      await evict(THERE);
      expect([await db.children.count(), await db.events.count()]).toEqual([0, 0]);
    },
  );

  test('keeps what the old one holds when the new one goes', async () => {
    const { records, tellChild, tellEvent, evict } = await openFed();
    const weighing = aWeighing(ayu);
    for (const grant of [HERE, THERE]) {
      await tellChild(grant, ayu, grant === HERE ? { movedTo: toThere() } : {});
      await tellEvent(grant, weighing);
    }
    await evict(THERE);
    expect(await records.child(ayu)).toMatchObject({ movedTo: toThere() });
    expect(await records.eventsOf(ayu)).toHaveLength(1);
  });

  test('goes by what each feed says once both were told anew, whichever ends first', async () => {
    for (const order of [
      [HERE, THERE],
      [THERE, HERE],
    ]) {
      const { db, records, tellChild, tellEvent, startOver, cameToItsEnd } = await openFed();
      const kept = aWeighing(ayu);
      const lost = aWeighing(ayu, 9900);
      for (const grant of [HERE, THERE]) {
        await tellChild(grant, ayu, grant === HERE ? { movedTo: toThere() } : {});
        await tellEvent(grant, kept);
      }
      await tellEvent(THERE, lost);
      await startOver(HERE);
      await startOver(THERE);
      // The server was set back to before the move.
      await tellChild(HERE, ayu);
      await tellEvent(HERE, kept);
      await db.cursors.update(THERE.posyanduId, { seq: 1 });
      for (const grant of order) await cameToItsEnd(grant);
      expect(await records.children()).toMatchObject([{ id: ayu, movedTo: null }]);
      expect((await records.eventsOf(ayu)).map(({ event }) => event.id)).toEqual([kept.event.id]);
    }
  });

  test('lists what waits of the child where it lives now, and sends it where it was made', async () => {
    const { db, records, tellChild, startOver, cameToItsEnd } = await openFed();
    await tellChild(HERE, ayu);
    await tellChild(THERE, newChildId());
    await records.recordMeasurement(ayu, theMeasurement(), {});
    await tellChild(HERE, ayu, { movedTo: toThere() });
    await tellChild(THERE, ayu);
    await goOverTo(db, THERE);
    expect([...(await records.eventsInMonths(['2026-11'])).keys()]).toEqual([ayu]);
    expect(await db.outbox.toArray()).toMatchObject([{ posyanduId: HERE.posyanduId }]);

    await startOver(THERE);
    await tellChild(THERE, ayu);
    await cameToItsEnd(THERE);
    expect(await records.eventsOf(ayu)).toHaveLength(1);
  });
});
