/** The bad network that other tests lean on is bad in the way it says. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFront, type Fate, type Front } from '../support/front.ts';

let done: string[] = [];
const target = createServer((request, response) => {
  done.push(request.url ?? '');
  response.setHeader('x-from', 'target').end('made for you');
});
let front: Front;

beforeAll(async () => {
  target.listen(0, 'localhost');
  await once(target, 'listening');
  front = await startFront(`http://localhost:${String((target.address() as AddressInfo).port)}`);
});
afterAll(async () => {
  await front.stop();
  target.close();
});
beforeEach(() => {
  done = [];
});

const ask = async (fate: Fate | undefined) => {
  front.decide(() => fate);
  return fetch(`${front.url}/thing`, { method: 'POST', body: 'x' });
};

describe('a request through the front', () => {
  test('passes untouched when nothing is decided', async () => {
    const response = await ask(undefined);
    expect(response.headers.get('x-from')).toBe('target');
    expect(await response.text()).toBe('made for you');
    expect(front.seen.at(-1)).toBe('POST /thing');
  });

  test('that is unreachable never arrives', async () => {
    await expect(ask('unreachable')).rejects.toThrow('fetch failed');
    expect(done).toEqual([]);
  });

  test('whose reply is lost was done all the same', async () => {
    await expect(ask('lost-reply')).rejects.toThrow('fetch failed');
    expect(done).toEqual(['/thing']);
  });

  test('in a hotspot gets a page that looks like success', async () => {
    const response = await ask('portal');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html']);
    expect(done).toEqual([]);
  });

  test('behind a broken machine gets its error', async () => {
    expect((await ask('server-error')).status).toBe(502);
  });

  test('can get a changed answer', async () => {
    const response = await ask((body) => body.replace('you', 'them'));
    expect(await response.text()).toBe('made for them');
  });
});
