// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { effectiveMeasurements } from '#domain/growth-event.ts';
import type { ChildId } from '#domain/ids.ts';
import { aGrant, aProfile, theMeasurement } from '../../support/builders.ts';
import { startPhone } from '../../support/phone.ts';
import { createVillage, signIn, type Village, type VillagePhone } from '../../support/village.ts';

let village: Village;
let one: VillagePhone;
let two: VillagePhone;

beforeEach(async () => {
  village = createVillage();
  one = await village.phone(village.kader);
  two = await village.phone(village.otherKader);
});
afterEach(() => village.stop());

const posyandu = () => village.grant.posyanduId;

async function bothKnow(name = 'Ayu Contoh'): Promise<ChildId> {
  const child = await one.records.registerChild(aProfile({ name }), {});
  await one.sync.syncNow();
  await two.sync.syncNow();
  return child;
}

async function weighed(phone: VillagePhone, child: ChildId, weightGrams: number) {
  const id = await phone.records.recordMeasurement(child, theMeasurement({ weightGrams }), {});
  await phone.sync.syncNow();
  return id;
}

async function weightsOn(phone: VillagePhone, child: ChildId) {
  const events = await phone.records.eventsOf(child);
  const counting = events.filter(({ counts }) => counts).map(({ event }) => event);
  return effectiveMeasurements(counting).map(({ measurement }) => measurement.weightGrams);
}

describe('two phones of one posyandu', () => {
  test('see each other’s children and weighings', async () => {
    const child = await bothKnow();
    await weighed(two, child, 9100);
    await one.sync.syncNow();
    expect(await weightsOn(one, child)).toEqual([9100]);
    expect((await one.records.eventsOf(child))[0]?.state).toEqual({ state: 'sent' });
  });

  test('agree on which of two amendments counts: the one the server took last', async () => {
    const child = await bothKnow();
    const target = await weighed(one, child, 9100);
    await two.sync.syncNow();
    two.network.next('lost-request');
    await two.records.amendMeasurement(child, target, theMeasurement({ weightGrams: 9200 }), {
      reason: 'salah baca',
    });
    await two.sync.syncNow();
    await one.records.amendMeasurement(child, target, theMeasurement({ weightGrams: 9300 }), {
      reason: 'salah tulis',
    });
    for (const phone of [one, two, one]) await phone.sync.syncNow();
    expect(await weightsOn(one, child)).toEqual([9200]);
    expect(await weightsOn(two, child)).toEqual([9200]);
  });

  test('different fields of one child, edited on both, are all kept', async () => {
    const child = await bothKnow();
    two.network.next('lost-request');
    await two.records.patchChild(child, aProfile({ name: 'Ayu Contoh', dusun: 'Barat' }), {});
    await two.sync.syncNow();
    await one.records.patchChild(child, aProfile({ name: 'Ayu Lestari' }), {});
    for (const phone of [one, two, one]) await phone.sync.syncNow();
    for (const phone of [one, two]) {
      expect((await phone.records.child(child))?.profile).toMatchObject({
        name: 'Ayu Lestari',
        dusun: 'Barat',
      });
    }
  });

  test('the same name edited on both is for a person to settle, and neither is lost', async () => {
    const child = await bothKnow();
    two.network.next('lost-request');
    await two.records.patchChild(child, aProfile({ name: 'Ayu Dua' }), {});
    await two.sync.syncNow();
    expect((await two.records.child(child))?.profile.name).toBe('Ayu Dua');
    await one.records.patchChild(child, aProfile({ name: 'Ayu Satu' }), {});
    for (const phone of [one, two]) await phone.sync.syncNow();

    expect(await two.records.child(child)).toMatchObject({
      profile: { name: 'Ayu Satu' },
      state: { state: 'quarantined', reason: 'conflicting-edit' },
    });
    expect(await two.records.attention()).toMatchObject([
      { op: 'child.patch', childId: child, childName: 'Ayu Satu', targetId: null },
    ]);
  });

  test('an edit shows between the server’s yes and the child coming down', async () => {
    const child = await bothKnow();
    one.network.next(null, 'lost-request');
    await one.records.patchChild(child, aProfile({ name: 'Ayu Lestari' }), {});
    await one.sync.syncNow();
    expect(one.sync.status()).toMatchObject({ unsent: 0, obstacle: 'offline' });
    expect((await one.records.child(child))?.profile.name).toBe('Ayu Lestari');
  });
});

describe('the first load', () => {
  test('comes page by page, counts as it goes, and goes on where it broke off', async () => {
    for (let index = 0; index < 30; index += 1) {
      await one.records.registerChild(aProfile({ name: `Anak ${index}` }), {});
    }
    await one.sync.syncNow();
    const third = await village.phone(village.otherKader, 30);
    await third.look(async (db) => {
      await db.children.clear();
      await db.cursors.clear();
    });
    const loading: (number | null)[] = [];
    const parts: (number | null)[] = [];
    third.services.sync.subscribe(() => {
      loading.push(third.sync.status().loadingRows);
      parts.push(third.sync.status().loadingPart);
    });
    third.network.rewrite('/api/sync/pull', (body) => ({
      ...body,
      feeds: (body['feeds'] as { changes: { seq: number }[] }[]).map((feed) => ({
        ...feed,
        changes: feed.changes.slice(0, 10),
        to: feed.changes[9]?.seq,
        more: true,
      })),
    }));
    third.network.next(null, 'truncated');
    await third.sync.syncNow();
    expect(third.sync.status()).toMatchObject({ loadingRows: 10, obstacle: 'offline' });
    expect(third.sync.status().loadingPart).toBeCloseTo(10 / 30);
    expect(await third.records.children()).toHaveLength(10);

    await third.sync.syncNow();
    expect(third.sync.status()).toMatchObject({ loadingRows: null, loadingPart: null });
    expect(parts.every((part) => part === null || part < 1)).toBe(true);
    expect(await third.records.children()).toHaveLength(30);
  });

  test('a feed that says there is more and does not move ends the run', async () => {
    two.network.rewrite('/api/sync/pull', (body) => ({
      ...body,
      feeds: (body['feeds'] as object[]).map((feed) => ({ ...feed, more: true })),
    }));
    await two.sync.syncNow();
    expect(two.sync.status().obstacle).toBe('server');
  });
});

describe('the puskesmas’ answer', () => {
  test('a returned weighing comes back with its reason, and its correction answers it', async () => {
    const child = await bothKnow();
    const target = await weighed(one, child, 91_00);
    const [view] = await one.records.eventsOf(child);
    if (view === undefined) throw new Error('not recorded');
    village.server.store.review(
      posyandu(),
      view.mid,
      'returned',
      'Berat turun banyak, timbang ulang',
    );
    await one.sync.syncNow();

    expect(await one.records.attention()).toEqual([
      {
        mid: view.mid,
        op: 'measure.record',
        childId: child,
        childName: 'Ayu Contoh',
        state: {
          state: 'returned',
          reason: 'Berat turun banyak, timbang ulang',
          by: 'Bidan Contoh',
        },
        decidedAtMs: expect.any(Number),
        immunization: null,
        measurement: theMeasurement({ weightGrams: 9100 }),
        targetId: target,
      },
    ]);

    one.network.next('lost-request');
    await one.records.amendMeasurement(child, target, theMeasurement({ weightGrams: 8100 }), {
      reason: 'sudah ditimbang ulang',
      answers: view.mid,
    });
    await one.sync.syncNow();
    expect(await one.records.attention()).toEqual([]);
    expect((await one.records.eventsOf(child)).map(({ state }) => state.state)).toEqual([
      'corrected',
      'unsent',
    ]);

    await one.sync.syncNow();
    await two.sync.syncNow();
    for (const phone of [one, two]) {
      expect((await phone.records.eventsOf(child)).map(({ state }) => state.state)).toEqual([
        'corrected',
        'sent',
      ]);
      expect(await phone.records.attention()).toEqual([]);
    }
  });

  test('the other kader of the posyandu sees the return too', async () => {
    const child = await bothKnow();
    await weighed(one, child, 9100);
    const [view] = await one.records.eventsOf(child);
    if (view === undefined) throw new Error('not recorded');
    village.server.store.review(posyandu(), view.mid, 'returned', 'Timbang ulang');
    await two.sync.syncNow();
    expect(await two.records.attention()).toMatchObject([{ op: 'measure.record', childId: child }]);
  });

  test('a second return after the correction is news again', async () => {
    const child = await bothKnow();
    const target = await weighed(one, child, 9100);
    const [first] = await one.records.eventsOf(child);
    if (first === undefined) throw new Error('not recorded');
    village.server.store.review(posyandu(), first.mid, 'returned', 'Timbang ulang');
    await one.sync.syncNow();
    await one.records.amendMeasurement(child, target, theMeasurement({ weightGrams: 8100 }), {
      reason: 'ditimbang ulang',
      answers: first.mid,
    });
    await one.sync.syncNow();
    village.server.store.review(posyandu(), first.mid, 'returned', 'Masih salah');
    await one.sync.syncNow();
    expect(await one.records.attention()).toMatchObject([{ state: { reason: 'Masih salah' } }]);
  });

  test('approval is shown', async () => {
    const child = await bothKnow();
    const created = (await one.records.child(child))?.createdBy;
    if (created === undefined) throw new Error('not registered');
    village.server.store.review(posyandu(), created, 'approved', null);
    await one.sync.syncNow();
    expect((await one.records.child(child))?.state).toEqual({ state: 'approved' });
  });
});

describe('what was decided before a phone came', () => {
  async function approvedAndNew() {
    const child = await bothKnow();
    const target = await weighed(one, child, 9100);
    const [view] = await one.records.eventsOf(child);
    const created = (await one.records.child(child))?.createdBy;
    if (view === undefined || created === undefined) throw new Error('not recorded');
    for (const mid of [created, view.mid]) {
      village.server.store.review(posyandu(), mid, 'approved', null);
    }
    const fresh = await village.phone();
    await fresh.sync.syncNow();
    return { child, target, mid: view.mid, fresh };
  }
  const stateOf = async (phone: VillagePhone, child: ChildId) =>
    (await phone.records.eventsOf(child)).map(({ state }) => state);

  test('comes with the records, and takes no row of its own', async () => {
    const { child, fresh } = await approvedAndNew();
    expect((await fresh.records.child(child))?.state).toEqual({ state: 'approved' });
    expect((await fresh.records.children()).map(({ state }) => state)).toEqual([
      { state: 'approved' },
    ]);
    expect(await stateOf(fresh, child)).toEqual([{ state: 'approved' }]);
    expect(await fresh.look((db) => db.reviews.count())).toBe(0);
  });

  test('gives way to what is decided afterwards', async () => {
    const { child, mid, fresh } = await approvedAndNew();
    village.server.store.review(posyandu(), mid, 'returned', 'Timbang ulang');
    await fresh.sync.syncNow();
    expect(await stateOf(fresh, child)).toMatchObject([{ state: 'returned' }]);
    expect(await fresh.records.attention()).toMatchObject([{ mid, childId: child }]);

    village.server.store.review(posyandu(), mid, 'approved', null);
    await fresh.sync.syncNow();
    expect(await stateOf(fresh, child)).toEqual([{ state: 'approved' }]);
    expect(await fresh.records.attention()).toEqual([]);
  });

  test('does not keep a correction from being one', async () => {
    const { child, target, fresh } = await approvedAndNew();
    await fresh.records.amendMeasurement(child, target, theMeasurement({ weightGrams: 8100 }), {
      reason: 'salah ketik',
    });
    expect(await stateOf(fresh, child)).toMatchObject([
      { state: 'corrected' },
      { state: 'unsent' },
    ]);
  });

  test('is told again to a phone whose feed starts over', async () => {
    const { child, fresh } = await approvedAndNew();
    village.server.store.newEpoch();
    await fresh.sync.syncNow();
    expect(await stateOf(fresh, child)).toEqual([{ state: 'approved' }]);
    expect(await fresh.look((db) => db.reviews.count())).toBe(0);
  });

  test('stands in one place on the phone that made the record', async () => {
    const { child, mid } = await approvedAndNew();
    await one.sync.syncNow();
    village.server.store.newEpoch();
    await one.sync.syncNow();
    expect(await stateOf(one, child)).toEqual([{ state: 'approved' }]);
    expect(await one.look((db) => db.reviews.get(mid))).toMatchObject({ status: 'approved' });
  });
});

describe('what the server’s rules keep out', () => {
  async function recordImpossible(child: ChildId) {
    const id = await one.records.recordMeasurement(
      child,
      theMeasurement({ weightGrams: 90_000 }),
      {},
    );
    await one.sync.syncNow();
    return id;
  }

  test('is shown with the reason and counts in nothing', async () => {
    const child = await bothKnow();
    await weighed(one, child, 9100);
    const refused = await recordImpossible(child);
    expect(await one.records.eventsOf(child)).toMatchObject([
      { counts: true },
      { counts: false, state: { state: 'quarantined', reason: 'weight-too-high' } },
    ]);
    const counting = (await one.records.eventsInMonths(['2026-11'])).get(child) ?? [];
    expect(counting.map(({ id }) => id)).not.toContain(refused);
    expect(await one.records.attention()).toMatchObject([
      { op: 'measure.record', childName: 'Ayu Contoh', targetId: refused },
    ]);
  });

  test('counts in nothing from the server’s first word on', async () => {
    const child = await bothKnow();
    one.network.next(null, 'lost-request');
    await recordImpossible(child);
    expect(one.sync.status().obstacle).toBe('offline');
    expect(await one.records.eventsOf(child)).toMatchObject([
      { counts: false, state: { state: 'quarantined' } },
    ]);
    expect(await one.records.attention()).toHaveLength(1);
  });

  test('is answered by correcting it, which records it anew', async () => {
    const child = await bothKnow();
    const refused = await recordImpossible(child);
    const [item] = await one.records.attention();
    if (item === undefined) throw new Error('nothing to answer');
    await one.records.amendMeasurement(child, refused, theMeasurement({ weightGrams: 9000 }), {
      reason: 'salah ketik',
      answers: item.mid,
    });
    await one.sync.syncNow();
    await two.sync.syncNow();
    expect(await one.records.attention()).toEqual([]);
    expect(await weightsOn(one, child)).toEqual([9000]);
    expect(await weightsOn(two, child)).toEqual([9000]);
  });

  test('a refused registration is answered by the corrected one, under the same child', async () => {
    const child = await one.records.registerChild(aProfile({ bornOn: '2027-02-01' }), {});
    await one.sync.syncNow();
    expect((await one.records.child(child))?.state).toMatchObject({ reason: 'born-in-future' });

    await one.records.patchChild(child, aProfile({ bornOn: '2026-02-01' }), {});
    await one.sync.syncNow();
    await two.sync.syncNow();
    expect(await one.records.attention()).toEqual([]);
    expect((await one.records.child(child))?.state).toEqual({ state: 'sent' });
    expect((await two.records.child(child))?.profile.bornOn).toBe('2026-02-01');
  });
});

describe('a feed that starts over', () => {
  test('lower numbers than the phone has: everything comes again, and what waits stays', async () => {
    const child = await bothKnow();
    await weighed(one, child, 9100);
    await weighed(one, child, 9200);
    await two.sync.syncNow();
    village.server.store.renumber(posyandu());
    await two.look(async (db) => {
      const cursor = await db.cursors.get(posyandu());
      if (cursor !== undefined) await db.cursors.put({ ...cursor, seq: 500 });
    });
    two.network.refuseWhile((body) => JSON.stringify(body).includes('mutations'));
    const own = await two.records.registerChild(aProfile({ name: 'Menunggu' }), {});
    await two.records.recordMeasurement(child, theMeasurement({ weightGrams: 9300 }), {});
    await two.sync.syncNow();
    const [cursor] = await two.look((db) => db.cursors.toArray());
    expect(cursor).toMatchObject({ seq: 3, startedOver: false, loaded: true });
    expect(await two.records.child(own)).toMatchObject({ state: { state: 'unsent' } });
    // Of one day, in the order of ids, which two phones make each for itself.
    expect(new Set(await weightsOn(two, child))).toEqual(new Set([9100, 9200, 9300]));

    two.network.refuseWhile(() => false);
    await two.sync.syncNow();
    expect(two.sync.status()).toMatchObject({ unsent: 0, loadingRows: null });
    expect(village.server.store.events(posyandu())).toHaveLength(3);
  });

  test('a server set back from a backup is filled again by the phones', async () => {
    const child = await bothKnow();
    await weighed(one, child, 9100);
    const fromTwo = await two.records.registerChild(aProfile({ name: 'Dari dua' }), {});
    await two.sync.syncNow();
    await weighed(one, child, 9200);
    await two.sync.syncNow();

    village.server.store.restore(posyandu(), 1);
    await one.sync.syncNow();
    await two.sync.syncNow();
    await one.sync.syncNow();
    expect(village.server.store.journal(posyandu())).toHaveLength(4);
    for (const phone of [one, two]) {
      expect(await weightsOn(phone, child)).toEqual([9100, 9200]);
      expect(await phone.records.child(fromTwo)).not.toBeNull();
      expect(phone.sync.status()).toMatchObject({ unsent: 0, obstacle: null });
    }
  });

  test('a record that it took once and now refuses does not count any more', async () => {
    const child = await bothKnow();
    await weighed(one, child, 9100);
    await signIn(one, village.otherKader);
    village.server.store.restore(posyandu(), 1);
    village.server.store.revoke(village.kader.id, posyandu(), 1);
    await one.records.registerChild(aProfile({ name: 'Sesudah itu' }), {});
    await one.sync.syncNow();
    expect(await one.records.eventsOf(child)).toMatchObject([
      { counts: false, state: { state: 'quarantined', reason: 'no-authority' } },
    ]);
  });

  test('a page of the old telling that arrives after another tab has the new one is let go', async () => {
    const child = await bothKnow();
    await weighed(one, child, 9100);
    const tab = startPhone(two.world, two.dbName).services;
    two.network.during(async () => {
      village.server.store.restore(posyandu(), 1);
      await one.sync.syncNow();
      await tab.sync.syncNow();
    });
    await two.sync.syncNow();
    await tab.stop();
    expect(await two.look((db) => db.meta.get('sync'))).toMatchObject({ epoch: 'epoch-2' });
    expect(await weightsOn(two, child)).toEqual([9100]);
  });

  test('what the server has lost for good and no phone made is gone; the list never empties meanwhile', async () => {
    await bothKnow('Anak Satu');
    const lost = await bothKnow('Anak Hilang');
    village.server.store.restore(posyandu(), 1);
    two.network.rewrite('/api/sync/pull', (body) => ({
      ...body,
      feeds: (body['feeds'] as object[]).map((feed) => ({
        ...feed,
        changes: [],
        to: 0,
        more: true,
      })),
    }));
    await two.sync.syncNow();
    expect(await two.records.children()).toHaveLength(2);

    await two.sync.syncNow();
    expect(await two.records.child(lost)).toBeNull();
    expect(await two.records.children()).toHaveLength(1);
  });
});

describe('a posyandu that is not granted any more', () => {
  test('what waits is sent first, then its records leave the phone', async () => {
    const child = await bothKnow();
    one.network.next('lost-request');
    await one.records.recordMeasurement(child, theMeasurement({ weightGrams: 9100 }), {});
    await one.sync.syncNow();
    village.server.store.revoke(village.kader.id, posyandu());

    one.network.next('gateway');
    await one.sync.syncNow();
    expect(await one.look((db) => db.children.count())).toBe(1);
    await one.sync.syncNow();
    expect(village.server.store.events(posyandu())).toHaveLength(1);
    expect(await one.look((db) => db.children.count())).toBe(0);
    expect(await one.look((db) => db.events.count())).toBe(0);
    expect(await one.look((db) => db.outbox.count())).toBe(2);
    expect(one.services.session.current()?.posyandu).toBeNull();
  });

  test('what was recorded before anything came from the server leaves as well', async () => {
    const fresh = await village.phone();
    await fresh.look((db) => db.cursors.clear());
    const child = await fresh.records.registerChild(aProfile(), {});
    village.server.store.revoke(village.kader.id, posyandu());
    await fresh.sync.syncNow();
    await fresh.sync.syncNow();

    expect(village.server.store.children(posyandu()).map(({ id }) => id)).toEqual([child]);
    expect(await fresh.look((db) => db.children.count())).toBe(0);
  });

  test('unsent work outlasts the end of the grant however long it cannot be sent', async () => {
    const child = await bothKnow();
    village.server.store.revoke(village.kader.id, posyandu());
    one.network.refuseWhile((body) => JSON.stringify(body).includes('measure.record'));
    await one.records.recordMeasurement(child, theMeasurement(), {});
    for (let tries = 0; tries < 3; tries += 1) await one.sync.syncNow();
    expect(await one.look((db) => db.events.count())).toBe(1);
    expect(one.sync.status().unsent).toBe(1);

    one.network.refuseWhile(() => false);
    await one.sync.syncNow();
    expect(village.server.store.events(posyandu())).toHaveLength(1);
    expect(await one.look((db) => db.events.count())).toBe(0);
  });
});

describe('several people on one phone', () => {
  test('the next one sees only their own posyandu, and nothing of the first is lost or sent in their name', async () => {
    const theirs = aGrant({ posyanduName: 'Posyandu Lain' });
    const stranger = { ...village.otherKader, id: village.otherKader.id, username: 'kader.tiga' };
    const account = {
      ...stranger,
      id: (await import('../../support/mutations.ts')).newAccountId(),
    };
    village.server.addAccount(account);
    village.server.store.open(theirs, [account.id]);

    const child = await bothKnow();
    one.network.next('lost-request');
    await one.records.recordMeasurement(child, theMeasurement(), {});
    await one.sync.syncNow();
    await one.services.session.signOut();
    expect(await one.records.children()).toEqual([]);

    await signIn(one, account);
    expect(one.services.session.current()?.posyandu).toEqual(theirs);
    expect(await one.records.children()).toEqual([]);
    expect(await one.records.child(child)).toBeNull();
    expect(await one.records.outbox()).toMatchObject([{ childName: null }]);
    expect(one.sync.status()).toMatchObject({ unsent: 1, obstacle: null });

    await one.services.session.signOut();
    await signIn(one, village.kader);
    expect(await one.records.children()).toHaveLength(1);
    expect(one.sync.status().unsent).toBe(0);
    expect(village.server.store.events(posyandu())).toHaveLength(1);
  });
});

describe('a newer server', () => {
  test('changes of an unknown kind are kept as they came, and the rest goes on', async () => {
    const change = { kind: 'vaccination', id: 'x', dose: { antigen: 'BCG' } };
    village.server.store.sendUnknown(posyandu(), change);
    const child = await bothKnow();
    const kept = await two.look((db) => db.unknown.toArray());
    expect(kept.map((row) => row.change)).toEqual([{ ...change, seq: 1 }]);
    expect(await two.records.child(child)).not.toBeNull();
  });

  test('what an older build set aside is taken up when a build can read it', async () => {
    const child = await bothKnow();
    await two.look(async (db) => {
      const row = await db.children.get(child);
      const base = row?.base ?? null;
      if (row === undefined || base === null) throw new Error('not loaded');
      const { profile, seq, fieldVersions } = base;
      const change = { kind: 'child', id: child, createdBy: row.createdBy, fieldVersions };
      await db.children.delete(child);
      await db.unknown.put({
        posyanduId: row.posyanduId,
        seq,
        ordinal: 0,
        generation: row.generation,
        change: { ...change, seq, profile },
      });
    });
    const again = await village.clone(two, 55);
    expect(await again.records.child(child)).not.toBeNull();
    expect(await again.look((db) => db.unknown.count())).toBe(0);
  });
});

describe('what was answered', () => {
  test('is kept for 60 days and then forgotten, but never what the rules kept out', async () => {
    const child = await bothKnow();
    await one.records.recordMeasurement(child, theMeasurement({ weightGrams: 90_000 }), {});
    await one.sync.syncNow();
    expect(await one.look((db) => db.outbox.count())).toBe(2);
    const startMs = one.world.nowMs;
    const daysLater = async (days: number) => {
      one.world.nowMs = startMs + days * 86_400_000;
      one.network.rewrite('/api/sync/pull', (body) => ({ ...body, nowMs: one.world.nowMs }));
      await one.sync.syncNow();
    };
    await daysLater(59.5);
    expect(await one.look((db) => db.outbox.count())).toBe(2);
    // Looked for once a day.
    await daysLater(60.2);
    expect(await one.look((db) => db.outbox.count())).toBe(2);
    await daysLater(60.6);
    expect((await one.look((db) => db.outbox.toArray())).map(({ op }) => op)).toEqual([
      'measure.record',
    ]);
    expect((await one.records.child(child))?.state).toEqual({ state: 'sent' });
  });

  test('stays where it takes back what the rules kept out, so that this never shows again', async () => {
    const child = await bothKnow();
    const refused = await one.records.recordMeasurement(
      child,
      theMeasurement({ weightGrams: 90_000 }),
      {},
    );
    await one.sync.syncNow();
    await one.records.voidMeasurement(child, refused, { reason: 'salah anak' });
    await one.sync.syncNow();
    const shown = await one.records.eventsOf(child);
    one.world.nowMs += 61 * 86_400_000;
    one.network.rewrite('/api/sync/pull', (body) => ({ ...body, nowMs: one.world.nowMs }));
    await one.sync.syncNow();
    expect((await one.look((db) => db.outbox.toArray())).map(({ op }) => op)).toEqual([
      'measure.record',
      'measure.void',
    ]);
    village.server.store.renumber(posyandu());
    village.server.store.newEpoch();
    await one.sync.syncNow();
    expect(await one.records.eventsOf(child)).toEqual(shown);
    expect(await one.records.attention()).toEqual([]);
  });

  test('is kept while only the phone’s own clock says that 60 days are over', async () => {
    await bothKnow();
    const before = await one.look((db) => db.outbox.count());
    one.world.nowMs += 10 * 365 * 86_400_000;
    await one.sync.syncNow();
    expect(before).toBeGreaterThan(0);
    expect(await one.look((db) => db.outbox.count())).toBe(before);
  });

  test('the server’s clock is heard and goes along with what is saved later', async () => {
    one.world.nowMs -= 3_600_000;
    await one.sync.syncNow();
    expect(one.sync.status().serverOffsetMs).toBe(3_600_000);
    await one.records.registerChild(aProfile(), {});
    const [row] = await one.look((db) => db.outbox.toArray());
    expect(row?.mutation.captured.serverOffsetMs).toBe(3_600_000);
  });
});
