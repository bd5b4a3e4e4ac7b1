// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_RANGES } from '#protocol/push.ts';
import { aProfile } from '../../support/builders.ts';
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
