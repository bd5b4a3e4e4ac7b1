import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { sessionSchema } from '#protocol/session.ts';
import { grantPosyandu } from '#server/store/account-store.ts';
import {
  anAccount,
  aPosyandu,
  aPuskesmas,
  browserOf,
  PASSWORD,
  START_MS,
  startTestServer,
  type TestServer,
} from '../../support/server.ts';

const DAY_MS = 86_400_000;

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  return () => server.close();
});

function signIn(username: string, password = PASSWORD, cookie = '') {
  return server.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'x-siposyandu': '1', cookie },
    payload: { username, password, deviceId: null },
  });
}

const cookieIn = (answer: Awaited<ReturnType<typeof signIn>>) => {
  const [cookie] = answer.cookies;
  if (cookie === undefined) throw new Error('no cookie set');
  return cookie;
};
const whoIs = (cookie: string) => server.app.inject({ url: '/api/session', headers: { cookie } });

describe('signing in', () => {
  test('tells who it is and what is open to them', async () => {
    const { kader, posyanduId } = await aPuskesmas(server.db, 'Puskesmas Contoh');
    const answer = await signIn(kader.username);
    expect(answer.statusCode).toBe(200);
    expect(sessionSchema.parse(answer.json())).toEqual({
      server: 'siposyandu',
      account: {
        id: kader.id,
        username: kader.username,
        displayName: kader.displayName,
        role: 'kader',
      },
      grants: [
        {
          posyanduId,
          posyanduName: 'Posyandu Uji',
          villageName: 'Sintung',
          puskesmasName: 'Puskesmas Contoh',
          region: '52.02',
        },
      ],
      puskesmas: null,
      practice: false,
    });
  });

  test('shows staff their puskesmas and all of its posyandu', async () => {
    const { petugas, puskesmasId } = await aPuskesmas(server.db, 'Puskesmas Contoh');
    await aPosyandu(server.db, puskesmasId, 'Posyandu Anggrek');
    await aPuskesmas(server.db, 'Puskesmas Lain');
    const session = sessionSchema.parse((await signIn(petugas.username)).json());
    expect(session.puskesmas).toEqual({ id: puskesmasId, name: 'Puskesmas Contoh' });
    expect(session.grants.map(({ posyanduName }) => posyanduName)).toEqual([
      'Posyandu Anggrek',
      'Posyandu Uji',
    ]);
  });

  test('takes a name however the keyboard capitalised it, and a password only as it is', async () => {
    await anAccount(server.db, 'kader', { username: 'siti.contoh' });
    expect((await signIn(' Siti.Contoh ')).statusCode).toBe(200);
    expect((await signIn('siti.contoh', PASSWORD.toUpperCase())).statusCode).toBe(401);
    expect((await signIn('siti.contoh', ` ${PASSWORD}`)).statusCode).toBe(401);
  });

  test('answers an unknown name, a wrong password and a disabled account alike', async () => {
    const known = await anAccount(server.db, 'kader');
    const gone = await anAccount(server.db, 'kader');
    await server.db
      .updateTable('account')
      .set({ disabled_at: new Date(START_MS) })
      .where('id', '=', gone.id)
      .execute();
    const answers = await Promise.all([
      signIn('tidak-ada'),
      signIn(known.username, 'sandi-yang-salah'),
      signIn(gone.username),
    ]);
    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toEqual({ server: 'siposyandu', error: 'wrong-credentials' });
      expect(answer.cookies).toEqual([]);
    }
  });

  test('gives a cookie that no script reads and no other site sends', async () => {
    const kader = await anAccount(server.db, 'kader');
    expect(cookieIn(await signIn(kader.username))).toMatchObject({
      name: 'siposyandu',
      path: '/',
      httpOnly: true,
      sameSite: 'Strict',
      maxAge: 180 * 24 * 3600,
    });
  });

  test('behind HTTPS gives a cookie for HTTPS alone', async () => {
    const https = await startTestServer({
      publicOrigin: 'https://posyandu.example',
      secureCookies: true,
    });
    const kader = await anAccount(https.db, 'kader');
    const answer = await https.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { 'x-siposyandu': '1', origin: 'https://posyandu.example' },
      payload: { username: kader.username, password: PASSWORD, deviceId: null },
    });
    expect(answer.cookies[0]).toMatchObject({ name: '__Host-siposyandu', secure: true });
    await https.close();
  });

  test('keeps neither password nor token as they are', async () => {
    const kader = await anAccount(server.db, 'kader');
    const token = cookieIn(await signIn(kader.username)).value;
    const { rows } = await server.database.pool.query<{ token_hash: Buffer }>(
      'select token_hash from session',
    );
    expect(rows[0]?.token_hash).toEqual(createHash('sha256').update(token).digest());
    const account = await server.db
      .selectFrom('account')
      .select('password_hash')
      .executeTakeFirstOrThrow();
    expect(account.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(server.logged()).not.toContain(token);
  });

  test('on a phone that somebody else had signed in on ends their session', async () => {
    const [first, second] = [
      await anAccount(server.db, 'kader'),
      await anAccount(server.db, 'kader'),
    ];
    const before = `siposyandu=${cookieIn(await signIn(first.username)).value}`;
    await signIn(second.username, PASSWORD, before);
    expect((await whoIs(before)).statusCode).toBe(401);
  });
});

describe('guessing', () => {
  const address = (remoteAddress: string, username: string, password: string) =>
    server.app.inject({
      method: 'POST',
      url: '/api/session',
      remoteAddress,
      headers: { 'x-siposyandu': '1' },
      payload: { username, password, deviceId: null },
    });

  test('one name from one address ends after ten, also with the right password', async () => {
    const kader = await anAccount(server.db, 'kader');
    const other = await anAccount(server.db, 'kader');
    for (let n = 0; n < 10; n += 1) {
      const typed = n % 2 === 0 ? kader.username : kader.username.toUpperCase();
      expect((await address('10.0.0.1', typed, 'salah-salah')).statusCode).toBe(401);
    }
    const stopped = await address('10.0.0.1', kader.username, PASSWORD);
    expect(stopped.statusCode).toBe(429);
    expect(stopped.json()).toEqual({ server: 'siposyandu', error: 'too-many-attempts' });
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);

    // Nobody else is locked out: not another person there, not the same one elsewhere.
    expect((await address('10.0.0.1', other.username, PASSWORD)).statusCode).toBe(200);
    expect((await address('10.0.0.2', kader.username, PASSWORD)).statusCode).toBe(200);
  });

  test('does not lock out a person who signs in often', async () => {
    const kader = await anAccount(server.db, 'kader');
    for (let n = 0; n < 15; n += 1) {
      expect((await signIn(kader.username)).statusCode).toBe(200);
    }
  });

  test('many names from one address ends, too', async () => {
    let last = 0;
    for (let n = 0; n < 101 && last !== 429; n += 1) {
      last = (await address('10.0.0.9', `tebakan-${n}`, 'x')).statusCode;
    }
    expect(last).toBe(429);
  }, 60_000);
});

describe('a session', () => {
  test('of a phone lives as long as it is used now and then', async () => {
    const kader = await anAccount(server.db, 'kader');
    const cookie = `siposyandu=${cookieIn(await signIn(kader.username)).value}`;
    server.pass(170 * DAY_MS);
    const used = await whoIs(cookie);
    expect(used.statusCode).toBe(200);
    expect(used.cookies[0]).toMatchObject({ value: cookie.slice('siposyandu='.length) });
    server.pass(170 * DAY_MS);
    expect((await whoIs(cookie)).statusCode).toBe(200);
    server.pass(181 * DAY_MS);
    expect((await whoIs(cookie)).statusCode).toBe(401);
  });

  test('on a shared computer at the puskesmas ends after a week unused', async () => {
    const { petugas } = await aPuskesmas(server.db);
    const cookie = `siposyandu=${cookieIn(await signIn(petugas.username)).value}`;
    server.pass(8 * DAY_MS);
    expect((await whoIs(cookie)).statusCode).toBe(401);
  });

  test('is not written at every request', async () => {
    const kader = await anAccount(server.db, 'kader');
    const cookie = `siposyandu=${cookieIn(await signIn(kader.username)).value}`;
    server.pass(DAY_MS);
    expect((await whoIs(cookie)).cookies).toEqual([]);
  });

  test('ends with signing out, and signing out never fails', async () => {
    const kader = await anAccount(server.db, 'kader');
    const person = await browserOf(server, kader);
    expect((await person.get('/api/session')).statusCode).toBe(200);
    expect((await person.delete('/api/session')).statusCode).toBe(204);
    expect((await person.get('/api/session')).statusCode).toBe(401);
    expect((await person.delete('/api/session')).statusCode).toBe(204);
  });

  test('on a lost phone is ended from another', async () => {
    const kader = await anAccount(server.db, 'kader');
    const stranger = await browserOf(server, await anAccount(server.db, 'kader'));
    const lost = await browserOf(server, kader);
    const here = await browserOf(server, kader);
    expect((await here.delete('/api/sessions')).statusCode).toBe(204);
    expect((await lost.get('/api/session')).statusCode).toBe(401);
    expect((await here.get('/api/session')).statusCode).toBe(401);
    expect((await stranger.get('/api/session')).statusCode).toBe(200);
  });

  test('ends when its account is disabled', async () => {
    const kader = await anAccount(server.db, 'kader');
    const person = await browserOf(server, kader);
    await server.db
      .updateTable('account')
      .set({ disabled_at: new Date(START_MS) })
      .where('id', '=', kader.id)
      .execute();
    expect((await person.get('/api/session')).statusCode).toBe(401);
  });

  test.each(['siposyandu=', 'siposyandu=abc', 'siposyandu=%ff', `siposyandu=${'x'.repeat(5000)}`])(
    'is not had with the cookie %.20s',
    async (cookie) => {
      expect((await whoIs(cookie)).statusCode).toBe(401);
    },
  );
});

describe('a grant', () => {
  test('opens a posyandu from its first moment to its last', async () => {
    const { posyanduId } = await aPuskesmas(server.db);
    const kader = await anAccount(server.db, 'kader');
    await grantPosyandu(server.db, {
      accountId: kader.id,
      posyanduId,
      fromMs: START_MS + DAY_MS,
    });
    await server.db
      .updateTable('access_grant')
      .set({ valid_until: new Date(START_MS + 2 * DAY_MS) })
      .where('account_id', '=', kader.id)
      .execute();
    const person = await browserOf(server, kader);
    const open = async () =>
      sessionSchema.parse((await person.get('/api/session')).json()).grants.length;
    expect(await open()).toBe(0);
    server.pass(DAY_MS);
    expect(await open()).toBe(1);
    server.pass(DAY_MS);
    expect(await open()).toBe(0);
  });
});
