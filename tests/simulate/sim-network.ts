/** One phone's way to the server in virtual time: slow, broken, repeated, out of order, or somebody else's. */

import { TOO_LATE_MS } from '#client/sync/http-call.ts';
import type { Fetch } from '#client/sync/platform.ts';
import { json, readBody, refuse } from '../support/memory-server.ts';
import type { Chance } from './chance.ts';
import type { VirtualTime } from './virtual-time.ts';

export type Weather = 'good' | 'flaky' | 'none' | 'portal';

export const NETWORK_FAULTS = {
  'lost-request': 3,
  'lost-reply': 4,
  'late-copy': 3,
  twice: 2,
  truncated: 2,
  'in-pieces': 4,
  slow: 3,
  silent: 1,
  portal: 1,
  'portal-json': 1,
  gateway: 1,
  'too-large': 2,
  busy: 2,
  restarting: 1,
  internal: 2,
  'not-signed-in': 1,
  forbidden: 1,
} as const;
export type NetworkFault = keyof typeof NETWORK_FAULTS;

interface SimRequest {
  readonly atMs: number;
  readonly path: string;
  /** It brought something new to either side. */
  fruitful: boolean;
}

/** Somebody asked to be left alone, and a request left before the time was over. */
interface TooSoon {
  readonly path: string;
  readonly atMs: number;
  readonly askedAtMs: number;
}

export interface SimNetwork {
  weather: Weather;
  /** The connection of one page: what arrives for it goes through `deliver`. */
  connect(deliver: (run: () => void) => void): Fetch;
  /** How often each fault struck. */
  readonly struck: Map<string, number>;
  readonly requests: SimRequest[];
  readonly tooSoon: TooSoon[];
  /** When copies of earlier requests, long after them, were answered. */
  readonly copiesAtMs: number[];
}

const DAY_MS = 86_400_000;

export function createSimNetwork({
  through,
  time,
  chance,
  note,
}: {
  readonly through: Fetch;
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly note: (what: string) => void;
}): SimNetwork {
  const struck = new Map<string, number>();
  const requests: SimRequest[] = [];
  const tooSoon: TooSoon[] = [];
  const copiesAtMs: number[] = [];
  let pauses: { readonly fromMs: number; readonly untilMs: number }[] = [];

  function leave(path: string): SimRequest {
    const atMs = time.nowMs();
    pauses = pauses.filter(({ untilMs }) => untilMs > atMs);
    for (const { fromMs } of pauses) {
      if (fromMs < atMs) tooSoon.push({ path, atMs, askedAtMs: fromMs });
    }
    const request = { atMs, path, fruitful: false };
    requests.push(request);
    return request;
  }

  /** An answer has come to a page. One that lay there while the page was frozen is let go, and what it asks for. */
  async function hear(sentMs: number, make: () => Response | Promise<Response>): Promise<Response> {
    const reply = await make();
    if (time.nowMs() - sentMs > TOO_LATE_MS) return reply;
    const seconds = Number(reply.headers.get('retry-after') ?? '0');
    if ((reply.status === 429 || reply.status === 503) && seconds > 0) {
      pauses.push({ fromMs: time.nowMs(), untilMs: time.nowMs() + seconds * 1000 });
    }
    return reply;
  }

  function fate(weather: Weather): NetworkFault | null {
    if (weather === 'none') return 'lost-request';
    if (weather === 'portal') return chance.is(0.5) ? 'portal' : 'portal-json';
    if (weather === 'good' || chance.is(0.5)) return null;
    return chance.weighted<NetworkFault>(NETWORK_FAULTS);
  }

  const network: SimNetwork = {
    weather: 'good',
    struck,
    requests,
    tooSoon,
    copiesAtMs,
    connect: (deliver) => (path, init) => {
      const fault = fate(network.weather);
      const wayMs = 20 + chance.below(1500);
      const sentMs = time.nowMs();
      note(`${path} ${fault ?? 'good'} ${sizeOf(init)}`);
      if (fault !== null) struck.set(fault, (struck.get(fault) ?? 0) + 1);
      const request = leave(path);

      return new Promise<Response>((resolve, reject) => {
        init.signal?.addEventListener('abort', () => {
          reject(new DOMException('Aborted', 'AbortError'));
        });
        const back = (afterMs: number, make: () => Response | Promise<Response>) => {
          time.after(afterMs, () => deliver(() => void hear(sentMs, make).then(resolve, reject)));
        };
        const ask = async () => {
          const { fruitful, reply } = await look(path, await through(path, init));
          request.fruitful ||= fruitful;
          if (path === '/api/session/renew' && reply.ok) {
            struck.set('renewed', (struck.get('renewed') ?? 0) + 1);
          }
          return reply;
        };
        const lose = (afterMs: number) => {
          time.after(afterMs, () => deliver(() => reject(new TypeError('Failed to fetch'))));
        };
        const arrive = (afterMs: number, then: (reply: Response) => void) => {
          time.after(afterMs, () => void ask().then(then));
        };
        if (fault === null) {
          arrive(wayMs, (reply) => back(wayMs, () => reply));
          return;
        }
        switch (fault) {
          case 'slow': {
            const slowMs = chance.below(40_000);
            arrive(slowMs, (reply) => back(slowMs, () => reply));
            return;
          }
          case 'lost-request':
            lose(wayMs);
            return;
          case 'lost-reply':
            arrive(wayMs, () => lose(wayMs));
            return;
          case 'silent':
            return;
          case 'late-copy':
            arrive(wayMs, (reply) => back(wayMs, () => reply));
            arrive(chance.below(chance.is(0.2) ? 90 * DAY_MS : 3_600_000), () => {
              copiesAtMs.push(time.nowMs());
            });
            return;
          case 'twice':
            arrive(wayMs, () => {});
            arrive(wayMs + chance.below(2000), (reply) => back(wayMs, () => reply));
            return;
          case 'truncated':
            arrive(wayMs, (reply) =>
              back(wayMs, async () => {
                const text = await reply.text();
                const { status, headers } = reply;
                return new Response(text.slice(0, chance.below(text.length)), { status, headers });
              }),
            );
            return;
          case 'in-pieces':
            arrive(wayMs, (reply) =>
              back(wayMs, async () => {
                const pieces = piecesOf(await reply.text(), chance);
                const { status, headers } = reply;
                return new Response(trickling(pieces, chance, time, deliver), { status, headers });
              }),
            );
            return;
          case 'portal':
          case 'portal-json':
          case 'gateway':
          case 'too-large':
          case 'busy':
          case 'restarting':
          case 'internal':
          case 'not-signed-in':
          case 'forbidden':
            back(wayMs, () => answerOf(fault, chance));
        }
      });
    },
  };
  return network;
}

/** Whether an answer brought anything: a change, or a verdict for something that waited. */
async function look(
  path: string,
  reply: Response,
): Promise<{ fruitful: boolean; reply: Response }> {
  const { status, headers } = reply;
  if (status !== 200) return { fruitful: false, reply };
  const text = await reply.text();
  // What one line brings, the whole answer does.
  const { verdicts = [], feeds = [] } = JSON.parse(text.split('\n', 1).join('')) as {
    readonly verdicts?: readonly { readonly status: string }[];
    readonly feeds?: readonly { readonly mode: string; readonly changes: readonly unknown[] }[];
  };
  const fruitful = path.endsWith('/push')
    ? verdicts.some(({ status: outcome }) => outcome !== 'device-fork')
    : feeds.some(({ mode, changes }) => mode === 'reset' || changes.length > 0);
  return { fruitful, reply: new Response(text, { status, headers }) };
}

type Answered = Exclude<
  NetworkFault,
  | 'slow'
  | 'lost-request'
  | 'lost-reply'
  | 'silent'
  | 'late-copy'
  | 'twice'
  | 'truncated'
  | 'in-pieces'
>;

function piecesOf(text: string, chance: Chance): string[] {
  const cuts = [1, 2, 3].map(() => chance.below(text.length + 1)).sort((a, b) => a - b);
  return [0, ...cuts].map((from, index) => text.slice(from, cuts[index] ?? text.length));
}

/** A body that comes bit by bit, and now and then not to its end. */
function trickling(
  pieces: readonly string[],
  chance: Chance,
  time: VirtualTime,
  deliver: (run: () => void) => void,
): ReadableStream<Uint8Array> {
  const breaksAt = chance.is(0.3) ? chance.below(pieces.length) : null;
  const bytes = new TextEncoder();
  return new ReadableStream({
    start(body) {
      let afterMs = 0;
      for (const [index, piece] of [...pieces, null].entries()) {
        if (breaksAt !== null && index > breaksAt) break;
        afterMs += chance.below(20_000);
        time.after(afterMs, () =>
          deliver(() => {
            if (index === breaksAt) body.error(new TypeError('network error'));
            else if (piece === null) body.close();
            else body.enqueue(bytes.encode(piece));
          }),
        );
      }
    },
  });
}

function answerOf(fault: Answered, chance: Chance): Response {
  const html = { 'content-type': 'text/html' };
  switch (fault) {
    case 'portal':
      return new Response('<html><body>Selamat datang</body></html>', { headers: html });
    case 'portal-json':
      return json(200, { status: 'login-required' });
    case 'gateway':
      return new Response('<html>Bad Gateway</html>', { status: 502, headers: html });
    case 'too-large':
      return refuse(413, 'too-large');
    case 'busy':
      return refuse(429, 'too-many-attempts', {
        'retry-after': String(1 + chance.below(chance.is(0.2) ? 900 : 120)),
      });
    case 'restarting':
      return refuse(503, 'busy');
    case 'internal':
      return refuse(500, 'internal');
    case 'not-signed-in':
      return refuse(401, 'not-signed-in');
    case 'forbidden':
      return new Response('<html>Forbidden</html>', { status: 403, headers: html });
  }
}

function sizeOf(init: RequestInit): string {
  const body = readBody(init);
  const { mutations } = (body ?? {}) as { readonly mutations?: readonly unknown[] };
  return mutations === undefined ? '' : `×${mutations.length}`;
}
