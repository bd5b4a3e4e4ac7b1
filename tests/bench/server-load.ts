/** Many phones at once, in a process of their own, so that making the load does not slow whoever carries it. */

import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { FIRST_UUID_STATE, nextUuidV7 } from '#client/data/uuid-v7.ts';
import { addMonths } from '#domain/dates.ts';
import {
  mutationIdSchema,
  type AccountId,
  type DeviceId,
  type MutationId,
  type PosyanduId,
} from '#domain/ids.ts';
import type { MutationEnvelope } from '#protocol/mutation.ts';
import type { PullResponse } from '#protocol/pull.ts';
import type { PushResponse } from '#protocol/push.ts';
import { PROTOCOL_VERSION } from '#protocol/version.ts';
import { aProfile, createPhone, theMeasurement } from '../support/mutations.ts';

export interface LoadPhone {
  readonly posyanduId: PosyanduId;
  readonly deviceId: DeviceId;
  readonly authorId: AccountId;
  /** Value of the `cookie` header. */
  readonly cookie: string;
}

export const BATCH = 50;

/** What the load is told to do; each ends with `LoadResult`. */
export type LoadJob =
  /** One phone after the other is given to the next server. */
  | {
      readonly kind: 'meet';
      readonly urls: readonly string[];
      readonly phones: readonly LoadPhone[];
      /** How often each child is weighed, month after month, before others are registered. */
      readonly visits: number;
    }
  /** Every phone makes its next so many batches, so that this costs nothing later. */
  | { readonly kind: 'prepare'; readonly batches: number }
  | {
      readonly kind: 'push';
      /** Phones that send at the same time. */
      readonly atOnce: number;
      readonly seconds: number;
      /** Stops short of the time when all have sent so many; a refused push counts once it is taken. */
      readonly batches?: number;
      /** Pause between two pushes of one phone. */
      readonly pauseMs?: number;
    }
  /** So many phones pull all there is, and remember where they are. */
  | { readonly kind: 'catch-up'; readonly atOnce: number }
  /** These phones ask for more, again and again. */
  | { readonly kind: 'pull'; readonly seconds: number };

export interface LoadResult {
  /** How long it took, seconds. */
  readonly seconds: number;
  readonly answered: number;
  /** How often each status was the answer; 0: no answer. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Of what was taken, ms, ascending. */
  readonly latencies: readonly number[];
  /** Mutations the server said it holds. */
  readonly acknowledged: readonly MutationId[];
  /** Shortest and longest `Retry-After` said, seconds. */
  readonly retryAfter: readonly number[];
}

/** A phone waits as long as it is told; a bench does not have the time. */
const LONGEST_PAUSE_MS = 1000;

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
let uuids = FIRST_UUID_STATE;
let urls: readonly string[] = [];
let phones: readonly Carrier[] = [];
const carriers = new Map<DeviceId, Carrier>();
let caughtUp: readonly CaughtUp[] = [];

/** A phone that has everything, and what it asks then. */
interface CaughtUp {
  readonly phone: Carrier;
  readonly body: Buffer;
}

interface Body {
  readonly packed: Buffer;
}

/** One phone with a posyandu's day after another: fifty children, and each of them weighed every month. */
class Carrier {
  readonly who: LoadPhone;
  readonly #url: string;
  readonly #phone: ReturnType<typeof createPhone>;
  readonly #ready: Body[] = [];
  readonly #visits: number;
  /** So that every monthly weighing lies before today. */
  readonly #bornOn: string;
  #children: string[] = [];
  #visit: number;
  #made = 0;

  constructor(who: LoadPhone, url: string, visits: number) {
    this.who = who;
    this.#url = url;
    this.#visits = visits;
    this.#visit = visits;
    this.#bornOn = addMonths(new Date().toISOString().slice(0, 10), -visits - 1);
    const { posyanduId, deviceId, authorId } = who;
    this.#phone = createPhone({ posyanduId, deviceId, authorId });
  }

  post(path: string, body: Buffer, packed: boolean): Promise<Answer> {
    return post(`${this.#url}${path}`, this.who, body, packed);
  }

  prepare(batches: number): void {
    while (this.#ready.length < batches) this.#ready.push(this.#make());
  }

  next(): Body {
    return this.#ready.shift() ?? this.#make();
  }

  #make(): Body {
    const mutations = this.#mutations().map((mutation) => ({ ...mutation, mid: newMid() }));
    const { deviceId } = this.who;
    const head = { protocol: PROTOCOL_VERSION, deviceId, app: 'bench', wallMs: Date.now() };
    return {
      packed: gzipSync(JSON.stringify({ ...head, waiting: this.#waiting(), mutations }), {
        level: 6,
      }),
    };
  }

  /** Another number each time, as a phone's that sends what piled up. */
  #waiting(): number {
    this.#made += 1;
    return (this.#visits - (this.#made % this.#visits)) * BATCH;
  }

  #mutations(): MutationEnvelope[] {
    if (this.#visit === this.#visits) {
      this.#visit = 0;
      this.#children = Array.from({ length: BATCH }, newUuid);
      return this.#children.map((id, index) =>
        this.#phone.register(aProfile({ name: `Anak ${index}`, bornOn: this.#bornOn }), id),
      );
    }
    this.#visit += 1;
    const months = this.#visit;
    const day = addMonths(this.#bornOn, months);
    return this.#children.map((id, index) => ({
      ...this.#phone.weigh(
        id,
        theMeasurement({
          measuredOn: day,
          weightGrams: Math.round(3500 + 9000 * (1 - Math.exp(-months / 20)) + 60 * months) + index,
          lengthMm: Math.round(500 + 380 * (1 - Math.exp(-months / 15)) + 4 * months) + index,
        }),
      ),
      entity: newUuid(),
    }));
  }
}

/** The same one every time: its numbers go on. */
function carrierOf(phone: LoadPhone, index: number, visits: number): Carrier {
  const url = urls[index % urls.length] ?? '';
  const carrier = carriers.get(phone.deviceId) ?? new Carrier(phone, url, visits);
  carriers.set(phone.deviceId, carrier);
  return carrier;
}

process.on('message', (job: LoadJob) => {
  void work(job).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit());

async function work(job: LoadJob): Promise<LoadResult> {
  const tally = new Tally();
  switch (job.kind) {
    case 'meet':
      urls = job.urls;
      phones = job.phones.map((phone, index) => carrierOf(phone, index, job.visits));
      break;
    case 'prepare':
      for (const phone of phones) phone.prepare(job.batches);
      break;
    case 'push':
      await pushAll(job, tally);
      break;
    case 'catch-up':
      caughtUp = await Promise.all(phones.slice(0, job.atOnce).map(upToDate));
      break;
    case 'pull':
      await pullAll(job, tally);
      break;
  }
  return tally.result();
}

/** Phones take turns; one phone sends one batch after the other, as a real one does. */
async function pushAll(job: LoadJob & { kind: 'push' }, tally: Tally): Promise<void> {
  const until = performance.now() + job.seconds * 1000;
  const waiting = phones.map((phone) => ({ phone, left: job.batches ?? Infinity }));
  const sender = async (): Promise<void> => {
    for (let turn = waiting.shift(); turn !== undefined; turn = waiting.shift()) {
      if (performance.now() > until) return;
      await pushUntilTaken(turn.phone, tally);
      if (job.pauseMs !== undefined) await delay(job.pauseMs);
      turn.left -= 1;
      if (turn.left > 0) waiting.push(turn);
    }
  };
  await Promise.all(Array.from({ length: job.atOnce }, sender));
}

async function pushUntilTaken(phone: Carrier, tally: Tally): Promise<void> {
  const { packed } = phone.next();
  for (;;) {
    const answer = await phone.post('/api/sync/push', packed, true);
    tally.note(answer);
    if (answer.status === 200) {
      const { verdicts } = JSON.parse(answer.text) as PushResponse;
      const bad = verdicts.find(({ status }) => status !== 'applied' && status !== 'duplicate');
      if (bad !== undefined) throw new Error(`not applied: ${JSON.stringify(bad)}`);
      for (const { mid } of verdicts) tally.acknowledged.push(mid);
      return;
    }
    if (answer.status !== 429 && answer.status !== 503) {
      throw new Error(`push: ${answer.status} ${answer.text}`);
    }
    await delay(Math.min((answer.retryAfter ?? 1) * 1000, LONGEST_PAUSE_MS) * Math.random());
  }
}

async function pullAll(job: LoadJob & { kind: 'pull' }, tally: Tally): Promise<void> {
  const until = performance.now() + job.seconds * 1000;
  const puller = async ({ phone, body }: CaughtUp): Promise<void> => {
    while (performance.now() < until) {
      const answer = await phone.post('/api/sync/pull', body, false);
      tally.note(answer);
      if (answer.status !== 200) throw new Error(`pull: ${answer.status} ${answer.text}`);
    }
  };
  await Promise.all(caughtUp.map(puller));
}

async function upToDate(phone: Carrier): Promise<CaughtUp> {
  const { posyanduId, deviceId } = phone.who;
  let epoch: string | null = null;
  let seq = 0;
  for (;;) {
    const cursors = epoch === null ? [] : [{ posyanduId, seq }];
    const ask = { protocol: PROTOCOL_VERSION, deviceId, app: 'bench', epoch, cursors, limit: 1000 };
    const body = Buffer.from(JSON.stringify(ask));
    const { text } = await phone.post('/api/sync/pull', body, false);
    const answer = JSON.parse(text) as PullResponse;
    const [feed] = answer.feeds;
    if (feed === undefined) throw new Error(`pull: no feed in ${text}`);
    if (epoch !== null && feed.changes.length === 0) return { phone, body };
    epoch = answer.epoch;
    seq = feed.to;
  }
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: number | null;
  readonly ms: number;
}

/** `node:http`, because it costs this process the least. */
function post(url: string, { cookie }: LoadPhone, body: Buffer, packed: boolean): Promise<Answer> {
  const from = performance.now();
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      ...(packed ? { 'content-encoding': 'gzip' } : {}),
      'x-siposyandu': '1',
      cookie,
    };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const after = response.headers['retry-after'];
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(parts).toString('utf8'),
          retryAfter: after === undefined ? null : Number(after),
          ms: performance.now() - from,
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

class Tally {
  readonly acknowledged: MutationId[] = [];
  readonly #latencies: number[] = [];
  readonly #retryAfter: number[] = [];
  readonly #statuses: Record<number, number> = {};
  readonly #from = performance.now();

  note({ status, ms, retryAfter }: Answer): void {
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    if (status === 200) this.#latencies.push(ms);
    if (retryAfter !== null) this.#retryAfter.push(retryAfter);
  }

  result(): LoadResult {
    return {
      seconds: (performance.now() - this.#from) / 1000,
      answered: this.#latencies.length,
      statuses: this.#statuses,
      latencies: this.#latencies.sort((a, b) => a - b),
      acknowledged: this.acknowledged,
      retryAfter: [Math.min(...this.#retryAfter), Math.max(...this.#retryAfter)],
    };
  }
}

function newUuid(): string {
  const next = nextUuidV7(uuids, Date.now(), randomBytes);
  uuids = next.state;
  return next.uuid;
}

function newMid(): MutationId {
  return mutationIdSchema.parse(newUuid());
}
