import { webcrypto } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AccountId, DeviceId } from '#domain/ids.ts';
import { challengeSchema, renewalMessage, sessionSchema } from '#protocol/session.ts';
import type { SignedIn } from '#server/store/session-store.ts';
import { newDeviceId } from '../../support/mutations.ts';
import {
  anAccount,
  PASSWORD,
  START_MS,
  startTestServer,
  type TestServer,
} from '../../support/server.ts';

const DAY_MS = 86_400_000;
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const REFUSED = {
  statusCode: 401,
  body: '{"server":"siposyandu","error":"not-signed-in"}',
  cookies: [],
};

let server: TestServer;
let kader: SignedIn;
beforeEach(async () => {
  server = await startTestServer();
  kader = await anAccount(server.db, 'kader');
  return () => server.close();
});

function post(url: string, payload: object, { cookie = '', remoteAddress = '127.0.0.1' } = {}) {
  const headers = { 'x-siposyandu': '1', cookie };
  return server.app.inject({ method: 'POST', url, headers, payload, remoteAddress });
}

const cookieIn = (answer: Awaited<ReturnType<typeof post>>) => {
  const [cookie] = answer.cookies.filter(({ value }) => value !== '');
  return cookie === undefined ? null : `${cookie.name}=${cookie.value}`;
};

async function newKeys() {
  const keys = await webcrypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);
  const { x = '', y = '' } = await webcrypto.subtle.exportKey('jwk', keys.publicKey);
  return { privateKey: keys.privateKey, publicKey: { kty: 'EC', crv: 'P-256', x, y } };
}

async function sign(
  key: webcrypto.CryptoKey,
  asked: { deviceId: DeviceId; accountId: AccountId; nonce: string },
) {
  const how = { name: 'ECDSA', hash: 'SHA-256' };
  const signature = await webcrypto.subtle.sign(how, key, Buffer.from(renewalMessage(asked)));
  return Buffer.from(signature).toString('base64url');
}

/** A browser on one device, with keys of its own. */
async function aDevice() {
  const deviceId = newDeviceId();
  const { privateKey, publicKey } = await newKeys();
  const device = {
    deviceId,
    privateKey,
    /** @returns the cookie */
    async signIn(account: SignedIn, deviceKey: object | null = publicKey) {
      const { username } = account;
      const body = { username, password: PASSWORD, deviceId, deviceKey };
      const answer = await post('/api/session', body);
      expect(answer.statusCode).toBe(200);
      return cookieIn(answer) ?? '';
    },
    async nonce() {
      const answer = await post('/api/session/challenge', { deviceId });
      return challengeSchema.parse(answer.json()).nonce;
    },
    async request(account: SignedIn) {
      const asked = { deviceId, accountId: account.id, nonce: await device.nonce() };
      return { ...asked, signature: await sign(privateKey, asked) };
    },
    renew: async (account: SignedIn) => post('/api/session/renew', await device.request(account)),
  };
  return device;
}

const disable = ({ id }: SignedIn) =>
  server.db
    .updateTable('account')
    .set({ disabled_at: new Date(START_MS) })
    .where('id', '=', id)
    .execute();
const whoIs = (cookie: string) => server.app.inject({ url: '/api/session', headers: { cookie } });

describe('a phone that lost its cookie', () => {
  test('gets a session for who signed in on it, without a password', async () => {
    const device = await aDevice();
    await device.signIn(kader);
    const answer = await device.renew(kader);
    expect(answer.statusCode).toBe(200);
    expect(sessionSchema.parse(answer.json()).account.id).toBe(kader.id);
    const session = await whoIs(cookieIn(answer) ?? '');
    expect(session.json()).toMatchObject({ account: { id: kader.id } });
  });

  test('renews for 180 days after the kader last used it', async () => {
    const device = await aDevice();
    let cookie = await device.signIn(kader);
    server.pass(170 * DAY_MS);
    // Used by its cookie: that counts as well.
    expect((await whoIs(cookie)).statusCode).toBe(200);
    server.pass(170 * DAY_MS);
    const renewed = await device.renew(kader);
    expect(renewed.statusCode).toBe(200);
    cookie = cookieIn(renewed) ?? '';
    server.pass(181 * DAY_MS);
    expect((await whoIs(cookie)).statusCode).toBe(401);
    expect((await device.renew(kader)).statusCode).toBe(401);
  });

  test('renews again and again', async () => {
    const device = await aDevice();
    await device.signIn(kader);
    for (let n = 0; n < 12; n += 1) expect((await device.renew(kader)).statusCode).toBe(200);
  });
});

describe('a renewal is refused, always in the same words,', () => {
  async function outcome(answer: ReturnType<typeof post>) {
    const { statusCode, body, cookies } = await answer;
    return { statusCode, body, cookies };
  }

  test('to a device that never signed in', async () => {
    expect(await outcome((await aDevice()).renew(kader))).toEqual(REFUSED);
  });

  test('with a signature by another key', async () => {
    const [device, other] = [await aDevice(), await aDevice()];
    await device.signIn(kader);
    await other.signIn(kader);
    const { nonce } = await device.request(kader);
    const asked = { deviceId: device.deviceId, accountId: kader.id, nonce };
    const signature = await sign(other.privateKey, asked);
    expect(await outcome(post('/api/session/renew', { ...asked, signature }))).toEqual(REFUSED);
  });

  test('with a signature over anything else', async () => {
    const device = await aDevice();
    await device.signIn(kader);
    const good = await device.request(kader);
    const [first = ''] = good.signature;
    const bent = (first === 'A' ? 'B' : 'A') + good.signature.slice(1);
    expect(await outcome(post('/api/session/renew', { ...good, signature: bent }))).toEqual(
      REFUSED,
    );
    const { signature } = await device.request(kader);
    expect(
      await outcome(post('/api/session/renew', { ...(await device.request(kader)), signature })),
    ).toEqual(REFUSED);
  });

  test('when the challenge was used before, well or badly', async () => {
    const device = await aDevice();
    await device.signIn(kader);
    const good = await device.request(kader);
    expect((await post('/api/session/renew', good)).statusCode).toBe(200);
    expect(await outcome(post('/api/session/renew', good))).toEqual(REFUSED);

    const spoilt = await device.request(kader);
    expect(
      await outcome(post('/api/session/renew', { ...spoilt, signature: 'A'.repeat(86) })),
    ).toEqual(REFUSED);
    expect(await outcome(post('/api/session/renew', spoilt))).toEqual(REFUSED);
  });

  test('when two use one challenge at once, to one of them', async () => {
    const device = await aDevice();
    await device.signIn(kader);
    const good = await device.request(kader);
    const answers = await Promise.all([
      post('/api/session/renew', good),
      post('/api/session/renew', good),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
      200, 401,
    ]);
  });

  test('with the challenge of another device', async () => {
    const [device, other] = [await aDevice(), await aDevice()];
    await device.signIn(kader);
    const asked = {
      deviceId: device.deviceId,
      accountId: kader.id,
      nonce: await other.nonce(),
    };
    const signature = await sign(device.privateKey, asked);
    expect(await outcome(post('/api/session/renew', { ...asked, signature }))).toEqual(REFUSED);
  });

  test('after two minutes', async () => {
    const device = await aDevice();
    await device.signIn(kader);
    const late = await device.request(kader);
    server.pass(120_000);
    expect(await outcome(post('/api/session/renew', late))).toEqual(REFUSED);
    const inTime = await device.request(kader);
    server.pass(119_000);
    expect((await post('/api/session/renew', inTime)).statusCode).toBe(200);
  });

  test('to a disabled account', async () => {
    const device = await aDevice();
    await device.signIn(kader);
    await disable(kader);
    expect(await outcome(device.renew(kader))).toEqual(REFUSED);
  });

  test.each(['petugas', 'admin'] as const)('to staff: %s', async (role) => {
    const staff = await anAccount(server.db, role);
    const device = await aDevice();
    await device.signIn(staff);
    expect(await outcome(device.renew(staff))).toEqual(REFUSED);
  });

  test('to one who became staff since', async () => {
    const device = await aDevice();
    await device.signIn(kader);
    await server.db
      .updateTable('account')
      .set({ role: 'petugas' })
      .where('id', '=', kader.id)
      .execute();
    expect(await outcome(device.renew(kader))).toEqual(REFUSED);
  });

  test('after signing out on it', async () => {
    const device = await aDevice();
    const cookie = await device.signIn(kader);
    const headers = { 'x-siposyandu': '1', cookie };
    await server.app.inject({ method: 'DELETE', url: '/api/session', headers });
    expect(await outcome(device.renew(kader))).toEqual(REFUSED);
    await device.signIn(kader);
    expect((await device.renew(kader)).statusCode).toBe(200);
  });

  test('to a lost phone once its owner ended every session from another', async () => {
    const [lost, here] = [await aDevice(), await aDevice()];
    await lost.signIn(kader);
    const cookie = await here.signIn(kader);
    const headers = { 'x-siposyandu': '1', cookie };
    await server.app.inject({ method: 'DELETE', url: '/api/sessions', headers });
    expect(await outcome(lost.renew(kader))).toEqual(REFUSED);
    expect(await outcome(here.renew(kader))).toEqual(REFUSED);
  });

  test('to whoever signed in on the device before the last one', async () => {
    const other = await anAccount(server.db, 'kader');
    const device = await aDevice();
    await device.signIn(kader);
    await device.signIn(other);
    expect(await outcome(device.renew(kader))).toEqual(REFUSED);
    expect((await device.renew(other)).statusCode).toBe(200);
  });

  test('after a sign-in without a key', async () => {
    const device = await aDevice();
    await device.signIn(kader);
    await device.signIn(kader, null);
    expect(await outcome(device.renew(kader))).toEqual(REFUSED);
  });

  test('where the key is no point of the curve', async () => {
    const device = await aDevice();
    const nowhere = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) };
    await device.signIn(kader, nowhere);
    expect(await outcome(device.renew(kader))).toEqual(REFUSED);
  });
});

describe('the server', () => {
  test('takes a public key and nothing more', async () => {
    const { publicKey } = await newKeys();
    const body = { username: kader.username, password: PASSWORD, deviceId: newDeviceId() };
    for (const deviceKey of [
      { ...publicKey, d: 'A'.repeat(43) },
      { ...publicKey, crv: 'P-384' },
      { ...publicKey, x: 'kurang' },
    ]) {
      expect((await post('/api/session', { ...body, deviceKey })).statusCode).toBe(400);
    }
  });

  test('keeps no challenge as it is, and none that is over', async () => {
    const device = await aDevice();
    const rows = () => server.db.selectFrom('renewal_challenge').selectAll().execute();
    const first = await device.nonce();
    expect(JSON.stringify(await rows())).not.toContain(first);
    await device.nonce();
    expect(await rows()).toHaveLength(2);
    server.pass(120_000);
    await device.nonce();
    expect(await rows()).toHaveLength(1);
  });

  test('hears ten bad signatures for a device from one address, and then none', async () => {
    const device = await aDevice();
    await device.signIn(kader);
    const attempt = async (remoteAddress: string, good: boolean) => {
      const request = await device.request(kader);
      const body = good ? request : { ...request, signature: 'A'.repeat(86) };
      return (await post('/api/session/renew', body, { remoteAddress })).statusCode;
    };
    for (let n = 0; n < 10; n += 1) expect(await attempt('10.0.0.1', false)).toBe(401);
    expect(await attempt('10.0.0.1', true)).toBe(429);
    expect(await attempt('10.0.0.2', true)).toBe(200);
  });

  test('hears an address only so often', async () => {
    let last = 0;
    for (let n = 0; n < 101 && last !== 429; n += 1) {
      last = (await post('/api/session/challenge', { deviceId: newDeviceId() })).statusCode;
    }
    expect(last).toBe(429);
  });
});
