// @vitest-environment node
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createHttpTransport } from '#client/sync/http-transport.ts';
import type { Fetch } from '#client/sync/platform.ts';
import type { PushRequest } from '#protocol/push.ts';
import { json, refuse } from '../../support/memory-server.ts';
import { newDeviceId } from '../../support/mutations.ts';
import { createWorld } from '../../support/phone.ts';

const request: PushRequest = {
  protocol: 1,
  deviceId: newDeviceId(),
  app: 'test',
  wallMs: 0,
  waiting: 0,
  mutations: [{ mid: 'x' }],
};

const good = { server: 'siposyandu', protocol: 1, epoch: 'e', nowMs: 5, verdicts: [], have: [] };

function answering(answer: () => Response | Promise<Response>) {
  const seen: RequestInit[] = [];
  const fetch: Fetch = async (_path, init) => {
    seen.push(init);
    return answer();
  };
  const world = createWorld(fetch);
  return { transport: createHttpTransport(world.platform), seen, world };
}

async function failureOf(answer: () => Response | Promise<Response>) {
  const result = await answering(answer).transport.push(request);
  return result.ok ? null : { kind: result.error.kind, retryAfterMs: result.error.retryAfterMs };
}

const html = (status: number, headers: Record<string, string> = {}) =>
  new Response('<html></html>', { status, headers: { 'content-type': 'text/html', ...headers } });

describe('whose answer it is', () => {
  test('a good one of our server is taken', async () => {
    const { transport, world } = answering(() => json(200, good));
    expect(await transport.push(request)).toEqual({ ok: true, value: good });
    expect(world.timers()).toEqual([]);
  });

  test.each<[string, () => Response | Promise<Response>, string, number | null]>([
    ['no connection', () => Promise.reject(new TypeError('Failed to fetch')), 'offline', null],
    ['a page of somebody’s Wi-Fi', () => html(200), 'portal', null],
    ['a sign-in demanded by a proxy', () => html(401), 'portal', null],
    ['511', () => html(511), 'portal', null],
    ['JSON of somebody else', () => json(200, { ok: true }), 'portal', null],
    ['somebody else’s 401 in JSON', () => json(401, { error: 'not-signed-in' }), 'portal', null],
    [
      'JSON that breaks off',
      () => new Response('{"server":"sipos', { headers: { 'content-type': 'application/json' } }),
      'offline',
      null,
    ],
    [
      'our JSON under the name of a page',
      () => new Response(JSON.stringify(good), { headers: { 'content-type': 'text/html' } }),
      'portal',
      null,
    ],
    ['a gateway that finds no server', () => html(502), 'server', null],
    ['a gateway’s limit of size', () => html(413), 'too-large', null],
    ['a gateway’s limit of speed', () => html(429, { 'retry-after': '7' }), 'busy', 7_000],
    ['a gateway asking for a day', () => html(503, { 'retry-after': '86400' }), 'busy', 900_000],
    ['ours, of another shape', () => json(200, { server: 'siposyandu' }), 'server', null],
    ['ours, not knowing the session', () => refuse(401, 'not-signed-in'), 'signed-out', null],
    ['ours, signed in as staff', () => refuse(403, 'not-allowed'), 'signed-out', null],
    ['ours, cross-site', () => refuse(403, 'cross-site'), 'server', null],
    [
      'ours, too new for this build',
      () => refuse(400, 'unsupported-protocol'),
      'update-needed',
      null,
    ],
    ['ours, choking', () => refuse(500, 'internal'), 'refused', null],
    ['ours, not understanding', () => refuse(400, 'malformed-request'), 'refused', null],
    ['ours, busy', () => refuse(503, 'busy', { 'retry-after': '5' }), 'busy', 5_000],
    [
      'ours, asking by date',
      () => refuse(429, 'too-many-attempts', { 'retry-after': 'Tue, 10 Nov 2026 04:00:00 GMT' }),
      'busy',
      null,
    ],
  ])('%s', async (_name, answer, kind, retryAfterMs) => {
    expect(await failureOf(answer)).toEqual({ kind, retryAfterMs });
  });
});

describe('a request', () => {
  test('shows it comes from our own page, follows nobody elsewhere, and is packed when that pays', async () => {
    const { transport, seen } = answering(() => json(200, good));
    const mutations = Array.from({ length: 50 }, () => ({ mid: 'x'.repeat(60) }));
    await transport.push(request);
    await transport.push({ ...request, mutations });
    expect(seen).toMatchObject([
      {
        method: 'POST',
        credentials: 'same-origin',
        redirect: 'manual',
        cache: 'no-store',
        headers: { 'x-siposyandu': '1', 'content-type': 'application/json' },
        body: JSON.stringify(request),
      },
      { headers: { 'x-siposyandu': '1', 'content-encoding': 'gzip' } },
    ]);
    const packed = gunzipSync(new Uint8Array(seen[1]?.body as ArrayBuffer)).toString();
    expect(JSON.parse(packed)).toEqual({ ...request, mutations });
  });

  test('goes plain where the browser cannot pack', async () => {
    const seen: RequestInit[] = [];
    const world = createWorld(async (_path, init) => {
      seen.push(init);
      return json(200, good);
    });
    const transport = createHttpTransport({ ...world.platform, gzip: null });
    await transport.push({ ...request, app: 'x'.repeat(5_000) });
    expect(typeof seen[0]?.body).toBe('string');
  });

  test('that gets no answer is given up, and its connection ended', async () => {
    let signal: AbortSignal | null | undefined;
    const world = createWorld(
      (_path, init) =>
        new Promise((_resolve, reject) => {
          signal = init.signal;
          signal?.addEventListener('abort', () =>
            reject(new DOMException('aborted', 'AbortError')),
          );
        }),
    );
    const pushed = createHttpTransport(world.platform).push(request);
    await new Promise((resolve) => setImmediate(resolve));
    world.pass(60_000);
    expect(await pushed).toMatchObject({ ok: false, error: { kind: 'timeout' } });
    expect(signal?.aborted).toBe(true);
  });
});
