// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_RANGES } from '#protocol/push.ts';
import { aProfile } from '../../support/builders.ts';
import { NOON } from '../../support/phone.ts';
import { createVillage, type Village, type VillagePhone } from '../../support/village.ts';

let village: Village;
let phone: VillagePhone;

beforeEach(async () => {
  village = createVillage();
  phone = await village.phone();
});
afterEach(() => village.stop());

const posyandu = () => village.grant.posyanduId;
const journaled = () =>
  village.server.store.journal(posyandu()).map(({ envelope }) => envelope.seq);
const pushes = () => village.server.arrived.filter((request) => request.endsWith('/push')).length;
const outbox = () => phone.look((db) => db.outbox.orderBy('mid').toArray());

async function send(name: string) {
  await phone.records.registerChild(aProfile({ name }), {});
  await phone.sync.syncNow();
}

async function sendThree() {
  for (const name of ['Anak Satu', 'Anak Dua', 'Anak Tiga']) await send(name);
  expect(journaled()).toEqual([1, 2, 3]);
}

/** Every further push answers as if the journal held these numbers of the phone. */
function pretend(have: { readonly contig: number; readonly also: readonly (readonly number[])[] }) {
  phone.network.rewrite('/api/sync/push', (body) => ({
    ...body,
    have: (body['have'] as object[]).map((numbers) => ({ ...numbers, ...have })),
  }));
}

describe('a server set back from a backup that says nothing of it', () => {
  test('gets back what it lost with the next record that is sent', async () => {
    await sendThree();
    village.server.store.restore(posyandu(), 1, 'unnoticed');
    expect(journaled()).toEqual([1]);

    await send('Anak Empat');
    expect(journaled().toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
    expect(phone.sync.status()).toMatchObject({ unsent: 0, obstacle: null });
    expect(await phone.look((db) => db.diag.where('id').above(0).toArray())).toContainEqual(
      expect.objectContaining({ what: 'server-lacks', detail: '2' }),
    );
  });

  test('shows what it made of edits that came back in another order, once it says that it was set back', async () => {
    await send('Anak Satu');
    const setBack = village.server.store.backup();
    const moveTo = async (dusun: string) => {
      const [child] = await phone.records.children();
      if (child === undefined) throw new Error('nobody was registered');
      await phone.records.patchChild(child.id, { ...child.profile, dusun }, { seen: child });
      await phone.sync.syncNow();
    };
    await moveTo('Dusun 2');
    await moveTo('Dusun 3');
    setBack();
    await moveTo('Dusun 2');
    village.server.store.newEpoch();
    await phone.sync.syncNow();
    const shown = await phone.records.children();
    const held = village.server.store.children(posyandu());
    expect([shown[0]?.profile.dusun, held[0]?.profile.dusun]).toEqual(['Dusun 3', 'Dusun 3']);
  });

  test('is believed in the same transaction as its verdicts', async () => {
    await sendThree();
    village.server.store.restore(posyandu(), 1, 'unnoticed');
    phone.network.next(null, 'lost-request');
    await send('Anak Empat');
    expect((await outbox()).map(({ state }) => state)).toEqual([
      'answered',
      'pending',
      'pending',
      'answered',
    ]);
    expect(phone.sync.status()).toMatchObject({ unsent: 2, obstacle: 'offline' });
  });
});

describe('numbers a server tells', () => {
  test('what lies in a stretch beyond the first gap is not sent again', async () => {
    await sendThree();
    pretend({ contig: 1, also: [[3, 4]] });
    phone.network.next(null, 'lost-request');
    await send('Anak Empat');
    expect((await outbox()).filter(({ state }) => state === 'pending')).toMatchObject([{ seq: 2 }]);
  });

  test('beyond a list that was cut, nothing is taken for missing', async () => {
    await sendThree();
    const also = Array.from({ length: MAX_RANGES }, (_, index) => [-2 * index, -2 * index]);
    pretend({ contig: 0, also: also.toReversed() });
    phone.network.next(null, 'lost-request');
    await send('Anak Empat');
    expect((await outbox()).every(({ state }) => state === 'answered')).toBe(true);
  });

  test('a server that never has them is sent them once a run', async () => {
    await sendThree();
    for (let answers = 0; answers < 20; answers += 1) {
      phone.network.rewrite('/api/sync/push', (body) => ({
        ...body,
        verdicts: (body['verdicts'] as object[]).map((verdict) => ({
          ...verdict,
          status: 'applied',
        })),
        have: (body['have'] as object[]).map((numbers) => ({ ...numbers, contig: 0, also: [] })),
      }));
    }
    for (const name of ['Anak Empat', 'Anak Lima']) {
      const before = pushes();
      await send(name);
      // The new one, the old ones, and the new one once more.
      expect(pushes() - before).toBe(3);
      expect(phone.sync.status()).toMatchObject({ unsent: 0, obstacle: null });
    }
    expect(journaled()).toEqual([1, 2, 3, 4, 5]);
  });

  test('what was kept beside the journal has no number there, and stays answered', async () => {
    phone.network.rewrite('/api/sync/push', (body) => ({
      ...body,
      verdicts: (body['verdicts'] as object[]).map((verdict) => ({
        ...verdict,
        status: 'quarantined',
        reason: 'malformed-payload',
        aside: true,
      })),
      have: [],
    }));
    await send('Anak Satu');
    village.server.store.restore(posyandu(), 0, 'unnoticed');
    const before = pushes();
    await send('Anak Dua');
    expect(journaled()).toEqual([2]);
    expect(pushes() - before).toBe(1);
  });

  test('what the server knows under an earlier number is not sent for ever', async () => {
    phone.network.next('lost-reply');
    await send('Anak Satu');
    const other = await village.clone(phone, 77);
    await other.services.stop();
    // As after a fork: the waiting record has a new device id, the journal has the old one.
    await phone.look(async (db) => {
      const [row] = await db.outbox.toArray();
      const [meta] = await db.meta.where('key').equals('phone').toArray();
      if (row === undefined || meta?.key !== 'phone') throw new Error('nothing waits');
      const deviceId = row.deviceId.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
      const renamed = { deviceId: deviceId as typeof row.deviceId };
      await db.meta.put({ ...meta, ...renamed });
      await db.outbox.put({
        ...row,
        ...renamed,
        state: 'pending',
        mutation: { ...row.mutation, ...renamed },
      });
    });
    await phone.sync.syncNow();
    expect((await outbox())[0]).toMatchObject({ state: 'answered', numberElsewhere: true });

    const before = pushes();
    await send('Anak Dua');
    expect(pushes() - before).toBe(1);
    expect(phone.sync.status()).toMatchObject({ unsent: 0, obstacle: null });
  });
});

describe('a phone that has nothing to send', () => {
  const DAY = 86_400_000;
  /** The server as it is when it takes a push of nothing and tells what it holds. */
  function takingReports() {
    const bodies: { readonly waiting: number; readonly mutations: readonly unknown[] }[] = [];
    const numbers = journaled().toSorted((a, b) => a - b);
    let contig = 0;
    while (numbers[contig] === contig + 1) contig += 1;
    phone.network.answer('/api/sync/push', (body) => {
      const request = body as (typeof bodies)[number] & { readonly deviceId: string };
      if (request.mutations.length > 0) return null;
      bodies.push(request);
      const have = [{ posyanduId: posyandu(), deviceId: request.deviceId, contig, also: [] }];
      const { server } = village;
      const epoch = server.store.epochNow();
      return { server: 'siposyandu', protocol: 1, epoch, nowMs: NOON, verdicts: [], have };
    });
    return bodies;
  }

  test('reports once a day, and hears what a server set back in silence has lost', async () => {
    await sendThree();
    phone.world.pass(DAY - 1);
    await phone.sync.syncNow();
    village.server.store.restore(posyandu(), 1, 'unnoticed');
    const reports = takingReports();
    await phone.sync.syncNow();
    expect([reports.length, journaled()]).toEqual([0, [1]]);

    phone.world.pass(1);
    await phone.sync.syncNow();
    expect(reports).toMatchObject([{ waiting: 0, mutations: [] }]);
    expect(journaled()).toEqual([1, 2, 3]);
    expect(phone.sync.status()).toMatchObject({ unsent: 0, obstacle: null });
    await phone.sync.syncNow();
    expect(reports).toHaveLength(1);
  });

  test('reports at once when the server has gone back behind what the phone knows', async () => {
    await sendThree();
    village.server.store.restore(posyandu(), 1, 'unnoticed');
    const reports = takingReports();
    phone.network.rewrite('/api/sync/pull', (body) => ({
      ...body,
      feeds: [{ posyanduId: posyandu(), mode: 'reset', to: 1, more: false, changes: [] }],
    }));
    await phone.sync.syncNow();
    expect(reports).toHaveLength(1);
    expect(journaled()).toEqual([1, 2, 3]);
  });

  test('and sends what it sent as another device, of which no number tells', async () => {
    await sendThree();
    await phone.look(async (db) => {
      const [first] = await db.outbox.toArray();
      if (first === undefined) throw new Error('nothing was sent');
      const deviceId = first.deviceId.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
      const earlier = { deviceId: deviceId as typeof first.deviceId };
      await db.outbox.put({
        ...first,
        ...earlier,
        mutation: { ...first.mutation, ...earlier },
      });
    });
    village.server.store.restore(posyandu(), 0, 'unnoticed');
    await send('Anak Empat');
    expect(journaled().toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  });

  test('does so also when its clock was set back by years', async () => {
    await sendThree();
    phone.world.nowMs -= 3 * 365 * DAY;
    const reports = takingReports();
    await phone.sync.syncNow();
    expect(reports).toHaveLength(1);
  });

  test('goes on without where the server knows no such report', async () => {
    await sendThree();
    phone.world.pass(DAY);
    let reports = 0;
    phone.network.refuseWhile((body) => {
      const isReport = (body as { mutations?: unknown[] }).mutations?.length === 0;
      if (isReport) reports += 1;
      return isReport;
    });
    for (let runs = 0; runs < 3; runs += 1) await phone.sync.syncNow();
    await send('Anak Empat');
    expect(phone.sync.status()).toMatchObject({ unsent: 0, obstacle: null });
    expect([reports, journaled()]).toEqual([1, [1, 2, 3, 4]]);
  });

  test('has nothing to report where nothing was ever saved', async () => {
    const reports = takingReports();
    phone.world.pass(DAY);
    await phone.sync.syncNow();
    expect(reports).toEqual([]);
  });
});
