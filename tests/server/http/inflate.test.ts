import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pushResponseSchema } from '#protocol/push.ts';
import { inflateBody } from '#server/http/inflate.ts';
import { createPhone, newDeviceId } from '../../support/mutations.ts';
import {
  aPuskesmas,
  browserOf,
  startTestServer,
  type Person,
  type TestServer,
} from '../../support/server.ts';

let server: TestServer;
let kader: Person;
let phone: ReturnType<typeof createPhone>;
beforeAll(async () => {
  server = await startTestServer();
  const world = await aPuskesmas(server.db);
  kader = await browserOf(server, world.kader);
  phone = createPhone({ posyanduId: world.posyanduId, authorId: world.kader.id });
});
afterAll(() => server.close());

function push(payload: Buffer, headers: Record<string, string> = {}) {
  return server.app.inject({
    method: 'POST',
    url: '/api/sync/push',
    headers: {
      'x-siposyandu': '1',
      cookie: kader.cookie,
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'content-length': String(payload.length),
      ...headers,
    },
    payload,
  });
}

const pushBody = (padding = '') =>
  JSON.stringify({
    protocol: 1,
    deviceId: newDeviceId(),
    app: 'test',
    wallMs: 0,
    waiting: 0,
    mutations: [phone.register()],
    ...(padding === '' ? {} : { padding }),
  });

describe('a gzipped push', () => {
  test('is read as if it had come plain', async () => {
    const answer = await push(gzipSync(pushBody()));
    expect(answer.statusCode).toBe(200);
    expect(pushResponseSchema.parse(answer.json()).verdicts).toMatchObject([{ status: 'applied' }]);
  });

  test('that inflates beyond the limit is refused as too large', async () => {
    const bomb = gzipSync(pushBody(' '.repeat(50_000_000)));
    expect(bomb.length).toBeLessThan(100_000);
    const answer = await push(bomb);
    expect(answer.statusCode).toBe(413);
    expect(answer.json()).toEqual({ server: 'siposyandu', error: 'too-large' });
  });

  test('is inflated no further than the limit', async () => {
    const request = {
      headers: { 'content-encoding': 'gzip' },
      routeOptions: { bodyLimit: 1_000_000 },
    } as FastifyRequest;
    const packed = (length: number) => Readable.from([gzipSync(' '.repeat(length))]);
    await expect(inflateBody(request, null, packed(50_000_000))).rejects.toThrow('too-large');
    await expect(inflateBody(request, null, packed(1_000_001))).rejects.toThrow('too-large');
    let length = 0;
    for await (const chunk of await inflateBody(request, null, packed(1_000_000))) {
      length += (chunk as Buffer).length;
    }
    expect(length).toBe(1_000_000);
  });

  test('that is too large is told so on a real connection, too', async () => {
    await server.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.app.server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/api/sync/push`, {
      method: 'POST',
      headers: {
        'x-siposyandu': '1',
        cookie: kader.cookie,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      },
      body: gzipSync(pushBody(' '.repeat(50_000_000))),
    });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toEqual({ server: 'siposyandu', error: 'too-large' });
  });

  test('that is large already is refused as too large', async () => {
    const answer = await push(gzipSync(randomBytes(1_200_000)));
    expect(answer.statusCode).toBe(413);
  });

  test.each([
    ['is cut off', gzipSync('{"protocol":1}').subarray(0, 20), {}],
    ['is no gzip', Buffer.from('{"protocol":1}'), {}],
    ['holds no JSON', gzipSync('halo'), {}],
    ['is packed another way', Buffer.from('x'), { 'content-encoding': 'br' }],
  ])('that %s is refused, and the next one is read', async (_, payload, headers) => {
    const answer = await push(payload, headers);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toEqual({ server: 'siposyandu', error: 'malformed-request' });
    expect((await push(gzipSync(pushBody()))).statusCode).toBe(200);
  });
});
