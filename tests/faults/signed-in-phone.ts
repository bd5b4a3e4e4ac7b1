/** The phone's real code in Node, over a real network to a real server: a database of its own, and a signal that can be cut. */

import 'fake-indexeddb/auto';
import { PhoneDb } from '#client/data/db.ts';
import type { OutboxRow } from '#client/data/rows.ts';
import type { Fetch } from '#client/sync/platform.ts';
import type { ChildId, MutationId, PosyanduId } from '#domain/ids.ts';
import { aProfile, theMeasurement } from '../support/mutations.ts';
import { createWorld, startPhone } from '../support/phone.ts';

export interface Kader {
  readonly username: string;
  readonly password: string;
  readonly posyanduId: PosyanduId;
}

export interface SignedInPhone {
  readonly posyanduId: PosyanduId;
  readonly signIn: () => Promise<void>;
  readonly registerChild: () => Promise<void>;
  /** Weighs its own children in turn. */
  readonly weigh: (times: number) => Promise<void>;
  /** Sends and fetches once. @returns what stood in the way */
  readonly sync: () => Promise<string | null>;
  /** After so many more pushes there is no signal; `Infinity` for one that stays. */
  readonly cutAfter: (pushes: number) => void;
  readonly outbox: () => Promise<OutboxRow[]>;
  /** Every weighing that counts on this phone's screens. */
  readonly seen: () => Promise<MutationId[]>;
  readonly stop: () => Promise<void>;
}

/** @param address of the server, asked for each request */
export function openPhone(kader: Kader, address: () => string, seed: number): SignedInPhone {
  let pushesLeft = Infinity;
  const online = browserFetch(address);
  const fetchWhileSignal: Fetch = async (path, init) => {
    if (pushesLeft === 0) throw new TypeError('no signal');
    const reply = await online(path, init);
    if (path === '/api/sync/push') pushesLeft -= 1;
    return reply;
  };
  const world = createWorld(fetchWhileSignal, { seed, nowMs: Date.now() });
  const { services, dbName } = startPhone(world);
  const { records, session, sync } = services;
  const own: ChildId[] = [];
  let weighed = 0;

  return {
    posyanduId: kader.posyanduId,
    async signIn() {
      const problem = await session.signIn(kader.username, kader.password);
      if (problem !== null) throw new Error(`${kader.username} cannot sign in: ${problem}`);
    },
    async registerChild() {
      const name = `Anak Uji ${seed} ${own.length}`;
      own.push(await records.registerChild(aProfile({ name }), {}));
    },
    async weigh(times) {
      for (let time = 0; time < times; time += 1) {
        weighed += 1;
        const child = own[weighed % own.length];
        if (child === undefined) throw new Error('no child to weigh');
        const weightGrams = 8000 + (weighed % 900);
        await records.recordMeasurement(child, theMeasurement({ weightGrams }), {});
      }
    },
    async sync() {
      await sync.syncNow();
      return sync.status().obstacle;
    },
    cutAfter(pushes) {
      pushesLeft = pushes;
    },
    async outbox() {
      const db = new PhoneDb(dbName);
      try {
        return await db.outbox.toArray();
      } finally {
        db.close();
      }
    },
    async seen() {
      const mids: MutationId[] = [];
      for (const { id } of await records.children()) {
        for (const { mid, counts } of await records.eventsOf(id)) if (counts) mids.push(mid);
      }
      return mids.sort();
    },
    stop: () => services.stop(),
  };
}

/** A browser's `fetch`, with a cookie jar of its own. */
function browserFetch(address: () => string): Fetch {
  const jar = new Map<string, string>();
  return async (path, init) => {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const reply = await fetch(`${address()}${path}`, { ...init, headers });
    for (const line of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return reply;
  };
}
