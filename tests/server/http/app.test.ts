import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '#server/app.ts';
import { createDb, createPool } from '#server/store/database.ts';
import { plainHttp, startTestServer, type TestServer } from '../../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const refusal = (error: string) => ({ server: 'siposyandu', error });
const own = { 'x-siposyandu': '1' };

describe('a refusal', () => {
  test.each([
    ['an unknown address of the API', 'GET', '/api/tidak-ada', {}, 404, 'not-found'],
    ['an address that cannot be decoded', 'GET', '/api/%zz', {}, 400, 'malformed-request'],
    ['an unknown method', 'PUT', '/api/session', {}, 404, 'not-found'],
    ['nobody signed in', 'GET', '/api/session', {}, 401, 'not-signed-in'],
  ] as const)('for %s has one shape and a code', async (_, method, url, headers, status, code) => {
    const answer = await server.app.inject({ method, url, headers });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual(refusal(code));
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test.each([
    ['broken JSON', '{"username": "siti rahasia', 'application/json', 400, 'malformed-request'],
    ['no body', '', 'application/json', 400, 'malformed-request'],
    ['a field nobody knows', undefined, 'application/json', 400, 'malformed-request'],
    [
      'another type',
      'username=siti',
      'application/x-www-form-urlencoded',
      400,
      'malformed-request',
    ],
    ['a file where none belongs', 'PK', 'application/octet-stream', 400, 'malformed-request'],
    ['a body too large', `"${'x'.repeat(1_000_001)}"`, 'application/json', 413, 'too-large'],
  ] as const)('of %s repeats nothing that was sent', async (_, body, type, status, code) => {
    const payload =
      body ??
      JSON.stringify({ username: 'siti', password: 'rahasia', deviceId: null, role: 'admin' });
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { ...own, 'content-type': type },
      payload,
    });
    expect(answer.json()).toEqual(refusal(code));
    expect(answer.statusCode).toBe(status);
  });

  test('of a key that would reach into prototypes is a refusal like any other', async () => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { ...own, 'content-type': 'application/json' },
      payload:
        '{"__proto__": {"role": "admin"}, "username": "a", "password": "b", "deviceId": null}',
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toEqual(refusal('malformed-request'));
  });

  test.each([
    ['no HTTP', 'halo posyandu\r\n\r\n'],
    ['headers without end', `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`],
  ])('of %s has the same shape', async (_, bytes) => {
    const { app, close } = await startTestServer();
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    socket.end(bytes);
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toEqual(refusal('malformed-request'));
    await close();
  });

  test('while the database is away asks to come again', async () => {
    const pool = createPool({ host: '/nonexistent/socket' }, () => undefined);
    const app = await createApp({
      db: createDb(pool),
      config: plainHttp,
      now: () => 0,
      log: null,
    });
    const answer = await app.inject('/api/health');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual(refusal('busy'));
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    await app.close();
    await pool.end();
  });

  test('for a fault of ours shows neither statement nor stack, and the log no value', async () => {
    const { app, database, logged } = await startTestServer();
    await database.pool.query('alter table account rename to hidden');
    const answer = await app.inject({
      method: 'POST',
      url: '/api/session',
      headers: own,
      payload: { username: 'sitirahasia', password: 'kata-sandi-ku', deviceId: null },
    });
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toEqual(refusal('internal'));
    expect(logged()).toContain('42P01');
    expect(logged()).not.toMatch(/sitirahasia|kata-sandi-ku|relation/);
    await app.close();
    await database.drop();
  });
});

describe('the log', () => {
  test('names the route, never what was asked or who asked from where', async () => {
    await server.app.inject({
      url: '/api/health?nik=5202080000000001',
      headers: { cookie: 'siposyandu=abcdef', 'user-agent': 'telepon-siti' },
    });
    await server.app.inject({ url: '/anak/melati-contoh?nama=melati' });
    await server.app.inject({ url: '/api/sync/%zz?nama=melati' });
    expect(server.logged()).toContain('"route":"/api/health"');
    expect(server.logged()).not.toMatch(/5202080000000001|abcdef|telepon-siti|melati|127\.0\.0\.1/);
  });
});

describe('headers', () => {
  test('forbid inline script, frames and guessing of types', async () => {
    const { headers } = await server.app.inject('/api/info');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-|upgrade-insecure-requests|http:/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['referrer-policy']).toBe('same-origin');
  });

  test('lock nobody out of a server on plain HTTP, and keep one on HTTPS there', async () => {
    expect((await server.app.inject('/')).headers['strict-transport-security']).toBeUndefined();
    const https = await startTestServer({
      publicOrigin: 'https://posyandu.example',
      secureCookies: true,
    });
    const { headers } = await https.app.inject('/');
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
    await https.close();
  });
});

describe('the built app', () => {
  let folder: string;
  let withApp: TestServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'siposyandu-dist-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>SiPosyandu</title>');
    await writeFile(join(folder, 'sw.js'), '/* worker */');
    await writeFile(join(folder, 'assets', 'index-abc123.js'), 'export {};');
    withApp = await startTestServer({ distFolder: folder });
  });
  afterAll(async () => {
    await withApp.close();
    await rm(folder, { recursive: true });
  });
  const asPage = { accept: 'text/html,application/xhtml+xml' };

  test.each(['/', '/anak/0197', '/puskesmas/tinjauan?status=waiting'])(
    'is the first page at %s, asked for anew each time',
    async (url) => {
      const answer = await withApp.app.inject({ url, headers: asPage });
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toContain('<title>SiPosyandu</title>');
      expect(answer.headers['cache-control']).toBe('no-cache');
    },
  );

  test('has files that never change and a worker that may', async () => {
    const asset = await withApp.app.inject('/assets/index-abc123.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(asset.headers['content-type']).toMatch(/javascript/);
    const worker = await withApp.app.inject('/sw.js');
    expect(worker.headers['cache-control']).toBe('no-cache');
  });

  test.each([
    ['a file that is gone', '/assets/index-old.js', asPage],
    ['the API', '/api/tidak-ada', asPage],
    ['the API itself', '/api', asPage],
    ['a question that is no page', '/anak/0197', { accept: 'application/json' }],
    ['a file outside', '/../package.json', asPage],
    ['a file outside, in disguise', '/..%2fpackage.json', asPage],
  ])('is no answer to %s', async (_, url, headers) => {
    const answer = await withApp.app.inject({ url, headers });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toContain('SiPosyandu</title>');
    expect(answer.json()).toMatchObject({ server: 'siposyandu' });
  });

  test('is missed in plain words where nobody built it', async () => {
    const answer = await server.app.inject({ url: '/', headers: asPage });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.body).toContain('npm start');
  });
});
