import { beforeEach, describe, expect, test } from 'vitest';
import { serverInfoSchema } from '#protocol/session.ts';
import { grantPosyandu } from '#server/store/account-store.ts';
import {
  anAccount,
  aPosyandu,
  aPuskesmas,
  START_MS,
  startTestServer,
  type TestServer,
} from '../../support/server.ts';

let server: TestServer;

async function withPractice(practicePassword: string | null) {
  server = await startTestServer({ practicePassword });
  const { puskesmasId, posyanduId, kader, petugas } = await aPuskesmas(server.db, 'Puskesmas Uji');
  const second = await aPosyandu(server.db, puskesmasId, 'Posyandu Anggrek');
  await grantPosyandu(server.db, { accountId: kader.id, posyanduId: second, fromMs: START_MS });
  const admin = await anAccount(server.db, 'admin');
  await server.db.updateTable('account').set({ practice: true }).execute();
  const real = await anAccount(server.db, 'kader');
  return { posyanduId, kader, petugas, admin, real };
}

const info = async () => serverInfoSchema.parse((await server.app.inject('/api/info')).json());

describe('what the sign-in page may know', () => {
  beforeEach(() => () => server.close());

  test('is who can practise and where, kader first, while practice is on', async () => {
    const { kader, petugas, admin } = await withPractice('latihan-uji');
    expect(await info()).toMatchObject({
      practice: true,
      practicePassword: 'latihan-uji',
      practiceAccounts: [
        { username: kader.username, role: 'kader', place: 'Posyandu Anggrek, Posyandu Uji' },
        { username: petugas.username, role: 'petugas', place: 'Puskesmas Uji' },
        { username: admin.username, role: 'admin', place: '' },
      ],
    });
  });

  test('is nobody while practice is off', async () => {
    await withPractice(null);
    expect(await info()).toMatchObject({
      practice: false,
      practicePassword: null,
      practiceAccounts: [],
    });
  });
});
