/** A network that fails in every way a village knows, on command or by chance from a seed. */

import type { Fetch } from '#client/sync/platform.ts';
import { json, readBody, refuse } from './memory-server.ts';

export type Fault =
  /** Nothing arrives. */
  | 'lost-request'
  /** It arrives; the answer does not. */
  | 'lost-reply'
  /** It arrives twice; the second answer comes back. */
  | 'twice'
  /** The answer breaks off in the middle. */
  | 'truncated'
  /** A sign-in page of somebody's Wi-Fi, with status 200. */
  | 'portal'
  /** The same, as JSON. */
  | 'portal-json'
  | 'gateway'
  | 'too-large'
  | 'busy'
  | 'internal';

const FAULTS: readonly Fault[] = [
  'lost-request',
  'lost-reply',
  'twice',
  'truncated',
  'portal',
  'portal-json',
  'gateway',
  'too-large',
  'busy',
  'internal',
];

export interface FlakyNetwork {
  readonly fetch: Fetch;
  /** The next requests meet these, in order; `null` lets one through. */
  next(...faults: readonly (Fault | null)[]): void;
  /** Every request meets a fault with this probability; 0 heals. */
  chance(probability: number, fraction: () => number): void;
  /** Runs while the next request that gets through is on its way back. */
  during(work: () => Promise<void>): void;
  /** The next request waits before it leaves. @returns lets it go */
  hold(): () => void;
  /** Changes the next answer that gets through to a request of this path. */
  rewrite(path: string, change: (body: Record<string, unknown>) => Record<string, unknown>): void;
  /** Answers requests of this path in the server's place, where `by` has an answer. */
  answer(path: string, by: (body: unknown) => object | null): void;
  /** The server fails on every request whose body this says yes to. */
  refuseWhile(chokesOn: (body: unknown) => boolean): void;
}

export function createFlakyNetwork(through: Fetch): FlakyNetwork {
  const queue: (Fault | null)[] = [];
  const meanwhile: (() => Promise<void>)[] = [];
  const rewrites: Parameters<FlakyNetwork['rewrite']>[] = [];
  const held: Promise<void>[] = [];
  const answers = new Map<string, (body: unknown) => object | null>();
  let chokes: (body: unknown) => boolean = () => false;
  let byChance = { probability: 0, fraction: () => 1 };

  function fault(): Fault | null {
    const queued = queue.shift();
    if (queued !== undefined) return queued;
    const { probability, fraction } = byChance;
    if (fraction() >= probability) return null;
    return FAULTS[Math.floor(fraction() * FAULTS.length)] ?? null;
  }

  return {
    next: (...faults) => void queue.push(...faults),
    chance(probability, fraction) {
      byChance = { probability, fraction };
    },
    during: (work) => void meanwhile.push(work),
    hold() {
      let release = () => {};
      held.push(new Promise((resolve) => (release = resolve)));
      return release;
    },
    rewrite: (path, change) => void rewrites.push([path, change]),
    answer: (path, by) => void answers.set(path, by),
    refuseWhile(chokesOn) {
      chokes = chokesOn;
    },
    async fetch(path, init) {
      await held.shift();
      if (chokes(readBody(init))) return refuse(500, 'internal');
      const own = answers.get(path)?.(readBody(init)) ?? null;
      if (own !== null) return json(200, own);
      switch (fault()) {
        case 'lost-request':
          throw new TypeError('Failed to fetch');
        case 'lost-reply':
          await through(path, init);
          throw new TypeError('Failed to fetch');
        case 'twice':
          await through(path, init);
          return through(path, init);
        case 'truncated': {
          const reply = await through(path, init);
          const text = await reply.text();
          const { status, headers } = reply;
          return new Response(text.slice(0, text.length / 2), { status, headers });
        }
        case 'portal':
          return new Response('<html><body>Selamat datang</body></html>', {
            headers: { 'content-type': 'text/html' },
          });
        case 'portal-json':
          return json(200, { status: 'login-required' });
        case 'gateway':
          return new Response('<html>Bad Gateway</html>', {
            status: 502,
            headers: { 'content-type': 'text/html' },
          });
        case 'too-large':
          return refuse(413, 'too-large');
        case 'busy':
          return refuse(429, 'too-many-attempts', { 'retry-after': '30' });
        case 'internal':
          return refuse(500, 'internal');
        case null: {
          const reply = await through(path, init);
          await meanwhile.shift()?.();
          const due = rewrites.findIndex(([wanted]) => wanted === path);
          const [rewrite] = due === -1 ? [] : rewrites.splice(due, 1);
          if (rewrite === undefined) return reply;
          return json(reply.status, rewrite[1]((await reply.json()) as Record<string, unknown>));
        }
      }
    },
  };
}
