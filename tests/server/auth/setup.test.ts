import pg from 'pg';
import { beforeEach, describe, expect, test } from 'vitest';
import { sessionSchema, type SetupRequest } from '#protocol/session.ts';
import { createSetupToken } from '#server/auth/setup.ts';
import {
  anAccount,
  browserOf,
  connectionsWaiting,
  START_MS,
  startTestServer,
  type TestServer,
} from '../../support/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  return () => server.close();
});

const someone = (username: string) => ({
  username,
  password: 'sandi-pertama',
  displayName: `Contoh ${username}`,
});
const form = (token: string, over: Partial<SetupRequest> = {}): SetupRequest => ({
  token,
  admin: someone('admin'),
  puskesmas: { name: 'Puskesmas Contoh', petugas: someone('petugas') },
  posyandu: { name: 'Posyandu Melati', villageName: 'Sintung', villageCode: '52.02.08.2005' },
  kader: someone('kader'),
  ...over,
});
const setUp = async (body: unknown) => (await browserOf(server, null)).post('/api/setup', body);
const accounts = () => server.db.selectFrom('account').select('username').execute();

describe('the one-time link', () => {
  test('makes everything a first posyandu needs, and signs the admin in', async () => {
    const answer = await setUp(form(await createSetupToken(server.db, START_MS)));
    expect(answer.statusCode).toBe(200);
    const session = sessionSchema.parse(answer.json());
    expect(session.account).toMatchObject({ username: 'admin', role: 'admin' });
    expect(session.grants).toMatchObject([{ posyanduName: 'Posyandu Melati' }]);

    const signIn = async (username: string) =>
      sessionSchema.parse(
        (
          await (
            await browserOf(server, null)
          ).post('/api/session', { username, password: 'sandi-pertama', deviceId: null })
        ).json(),
      );
    expect((await signIn('kader')).grants).toEqual(session.grants);
    expect((await signIn('petugas')).puskesmas?.name).toBe('Puskesmas Contoh');
    const counter = await server.db.selectFrom('scope_counter').selectAll().execute();
    expect(counter).toMatchObject([{ posyandu_id: session.grants[0]?.posyanduId, seq: 0 }]);
  });

  test('works once', async () => {
    const token = await createSetupToken(server.db, START_MS);
    await setUp(form(token));
    const again = await setUp(form(token, { admin: someone('admin2') }));
    expect(again.statusCode).toBe(403);
    expect(again.json()).toMatchObject({ error: 'setup-token-invalid' });
    expect(await accounts()).toHaveLength(3);
  });

  test('works once also when two people send theirs at the same moment', async () => {
    const tokens = [
      await createSetupToken(server.db, START_MS),
      await createSetupToken(server.db, START_MS),
    ];
    // Holds both where they have found their token open and are about to use it.
    const holder = new pg.Client(server.database.connection);
    await holder.connect();
    await holder.query('begin; select * from setup_token for update');
    const answers = tokens.map((token, index) =>
      setUp(
        form(token, {
          admin: someone(`admin${index}`),
          puskesmas: { name: 'Puskesmas Contoh', petugas: someone(`petugas${index}`) },
          kader: someone(`kader${index}`),
        }),
      ),
    );
    await connectionsWaiting(server.database, tokens.length);
    await holder.query('rollback');
    await holder.end();

    const codes = (await Promise.all(answers)).map((answer) => answer.statusCode);
    expect(codes.filter((code) => code === 200)).toHaveLength(1);
    expect(await accounts()).toHaveLength(3);
  });

  test('is of no use after a day', async () => {
    const token = await createSetupToken(server.db, START_MS);
    server.pass(24 * 3_600_000);
    expect((await setUp(form(token))).statusCode).toBe(403);
    expect(await accounts()).toEqual([]);
  });

  test('is of no use once there is an account', async () => {
    const token = await createSetupToken(server.db, START_MS);
    await anAccount(server.db, 'kader');
    expect((await setUp(form(token))).statusCode).toBe(403);
  });

  test('cannot be guessed, and a wrong one does not use up the right one', async () => {
    const token = await createSetupToken(server.db, START_MS);
    expect((await setUp(form('x'.repeat(43)))).statusCode).toBe(403);
    expect((await setUp(form(token))).statusCode).toBe(200);
  });

  test('asks again when two people would share a name, and stays good', async () => {
    const token = await createSetupToken(server.db, START_MS);
    const answer = await setUp(form(token, { kader: someone('Admin') }));
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ error: 'username-taken' });
    expect(await accounts()).toEqual([]);
    expect((await setUp(form(token))).statusCode).toBe(200);
  });

  test('is stored by its hash', async () => {
    const token = await createSetupToken(server.db, START_MS);
    const { rows } = await server.database.pool.query('select * from setup_token');
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});
