import compress from '@fastify/compress';
import fastify from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { accepts, PACKED_BY_LINE, sendLines } from '#server/http/in-lines.ts';

const TYPE = 'application/x-ndjson';

let stop = async () => {};
afterEach(() => stop());

/** A server on a port of its own whose one route sends these lines. */
async function serve(rest: () => AsyncIterable<object>, onLog: (line: string) => void = () => {}) {
  const app = fastify({ logger: { stream: { write: onLog } } });
  await app.register(compress, { encodings: ['br', 'gzip'] });
  app.get('/lines', { compress: PACKED_BY_LINE }, (request, reply) =>
    accepts(request, TYPE) ? sendLines(request, reply, TYPE, { line: 0 }, rest()) : { line: 0 },
  );
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  stop = () => app.close();
  return (encoding: string, accept = TYPE) =>
    fetch(`${url}/lines`, { headers: { accept, 'accept-encoding': encoding } });
}

/** Each waits until it is let go. */
function heldBack(count: number) {
  const gates = Array.from({ length: count }, () => {
    let open = () => {};
    const opened = new Promise<void>((resolve) => (open = resolve));
    return { open, opened };
  });
  async function* lines() {
    for (const [index, { opened }] of gates.entries()) {
      await opened;
      // Long enough to be worth packing.
      yield { line: index + 1, text: 'kata '.repeat(500) };
    }
  }
  return { lines, letGo: (nth: number) => gates[nth]?.open() };
}

test.each(['br', 'gzip', 'identity'])(
  'each line is there before the next is made, packed with %s',
  async (encoding) => {
    const { lines, letGo } = heldBack(2);
    const ask = await serve(lines);
    const answer = await ask(encoding);
    expect(answer.headers.get('content-type')).toBe(TYPE);
    expect(answer.headers.get('content-encoding') ?? 'identity').toBe(encoding);
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (const line of [0, 1, 2]) {
      if (line > 0) letGo(line - 1);
      while (text.split('\n').length < line + 2) text += (await reader?.read())?.value ?? '';
    }
    expect(
      text
        .split('\n')
        .filter((part) => part !== '')
        .map(lineOf),
    ).toEqual([0, 1, 2]);
    expect((await reader?.read())?.done).toBe(true);
  },
);

function lineOf(text: string): number {
  return (JSON.parse(text) as { readonly line: number }).line;
}

test('who does not say that lines are welcome gets one answer', async () => {
  const ask = await serve(heldBack(1).lines);
  expect(await (await ask('identity', 'application/json')).json()).toEqual({ line: 0 });
});

test('where a line cannot be made the answer ends after a whole one, and the log tells of it', async () => {
  const logged: string[] = [];
  const ask = await serve(
    async function* () {
      yield { line: 1 };
      throw new RangeError('out of range');
    },
    (line) => logged.push(line),
  );
  expect(await (await ask('br')).text()).toBe('{"line":0}\n{"line":1}\n');
  expect(logged.filter((line) => line.includes('request failed'))).toHaveLength(1);
});

test('nobody makes lines for one who has gone', async () => {
  let made = 0;
  let ended = () => {};
  const over = new Promise<void>((resolve) => (ended = resolve));
  const ask = await serve(async function* () {
    try {
      for (;;) {
        made += 1;
        yield { line: made, text: String(made).repeat(50_000) };
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      ended();
    }
  });
  const answer = await ask('identity');
  await answer.body?.cancel();
  await over;
  expect(made).toBeGreaterThan(0);
});
