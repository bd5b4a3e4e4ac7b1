// @vitest-environment node
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createHttpTransport } from '#client/sync/http-transport.ts';
import type { Fetch } from '#client/sync/platform.ts';
import type { Pages } from '#client/sync/transport.ts';
import type { PullRequest } from '#protocol/pull.ts';
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

function answering(
  answer: () => Response | Promise<Response>,
  onAsked: (init: RequestInit) => void = () => {},
) {
  const seen: RequestInit[] = [];
  const fetch: Fetch = async (_path, init) => {
    seen.push(init);
    onAsked(init);
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
    ['a gateway asking for a day', () => html(503, { 'retry-after': '86400' }), 'busy', 120_000],
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

describe('an answer in lines', () => {
  const page = (epoch: string) => ({ ...good, epoch, grants: [], feeds: [] });
  const line = (epoch: string) => `${JSON.stringify(page(epoch))}\n`;
  const asked = {
    protocol: 1,
    deviceId: newDeviceId(),
    app: 'test',
    epoch: null,
    cursors: [],
    limit: 1,
  } satisfies PullRequest;

  /** What comes over the network, piece by piece; the test says when. */
  function inPieces() {
    const bytes = new TextEncoder();
    let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
    const body = new ReadableStream<Uint8Array>({ start: (begun) => void (controller = begun) });
    const headers = { 'content-type': 'application/x-ndjson', 'content-encoding': 'br' };
    return {
      answer: () => new Response(body, { headers }),
      come: (text: string) => controller?.enqueue(bytes.encode(text)),
      end: () => controller?.close(),
      breakOff: () => controller?.error(new TypeError('network error')),
    };
  }

  async function pagesOf(answer: () => Response) {
    const { transport, seen, world } = answering(answer);
    const answered = await transport.pull(asked);
    if (!answered.ok) throw new Error(answered.error.kind);
    return { pages: answered.value, seen, world };
  }

  const epochOf = (next: Awaited<ReturnType<Pages['next']>>) =>
    next === null ? null : next.ok ? next.value.epoch : next.error.kind;

  test('is asked for, and each is there as soon as it has come', async () => {
    const { answer, come, end } = inPieces();
    come(line('one') + line('two').slice(0, 9));
    const { pages, seen, world } = await pagesOf(answer);
    expect(new Headers(seen[0]?.headers).get('accept')).toBe(
      'application/x-ndjson, application/json',
    );
    expect(epochOf(await pages.next())).toBe('one');
    const second = pages.next();
    come(line('two').slice(9));
    expect(epochOf(await second)).toBe('two');
    const over = pages.next();
    end();
    expect(await over).toBeNull();
    expect(world.timers()).toEqual([]);
  });

  test('may be one page from a server that knows of no lines', async () => {
    const { pages } = await pagesOf(() => json(200, page('one')));
    expect(epochOf(await pages.next())).toBe('one');
    expect(await pages.next()).toBeNull();
  });

  test('that breaks off in the middle of one keeps those before it', async () => {
    for (const cut of ['breakOff', 'end'] as const) {
      const pieces = inPieces();
      pieces.come(line('one'));
      const { pages } = await pagesOf(pieces.answer);
      expect(epochOf(await pages.next())).toBe('one');
      const second = pages.next();
      pieces.come(line('two').slice(0, 30));
      pieces[cut]();
      expect(epochOf(await second)).toBe('offline');
    }
  });

  test('waits for each line as long as for an answer, and only while somebody waits for it', async () => {
    const { answer, come, breakOff } = inPieces();
    come(line('one'));
    const { transport, world } = answering(answer, ({ signal }) =>
      signal?.addEventListener('abort', breakOff),
    );
    const answered = await transport.pull(asked);
    if (!answered.ok) throw new Error(answered.error.kind);
    expect(epochOf(await answered.value.next())).toBe('one');
    world.pass(200_000);
    const second = answered.value.next();
    come(line('two'));
    expect(epochOf(await second)).toBe('two');

    const third = answered.value.next();
    world.pass(60_000);
    expect(epochOf(await third)).toBe('timeout');
  });

  test('of somebody else is not believed, nor a line of his', async () => {
    const { transport } = answering(
      () => new Response('{"hello":1}\n', { headers: { 'content-type': 'application/x-ndjson' } }),
    );
    expect(await transport.pull(asked)).toMatchObject({ ok: false, error: { kind: 'portal' } });
    const { answer, come } = inPieces();
    come(`${line('one')}{"hello":1}\n`);
    const { pages } = await pagesOf(answer);
    await pages.next();
    expect(epochOf(await pages.next())).toBe('portal');
  });

  test('that is let go ends its connection', async () => {
    let signal: AbortSignal | null | undefined;
    const { answer, come } = inPieces();
    come(line('one'));
    const { transport } = answering(answer, (init) => (signal = init.signal));
    const answered = await transport.pull(asked);
    if (answered.ok) answered.value.close();
    expect(signal?.aborted).toBe(true);
  });
});
