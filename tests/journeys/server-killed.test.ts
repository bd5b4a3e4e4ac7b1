import { afterAll, beforeAll, expect, test } from 'vitest';
import { mutationIdSchema, type PosyanduId } from '#domain/ids.ts';
import type { MutationEnvelope } from '#protocol/mutation.ts';
import { pullResponseSchema, type PullResponse } from '#protocol/pull.ts';
import { pushResponseSchema } from '#protocol/push.ts';
import { sessionSchema } from '#protocol/session.ts';
import { clusterDirIn } from '#server/postgres/cluster.ts';
import { readPidFile } from '#server/postgres/pid-file.ts';
import { PRACTICE_PASSWORD } from '#server/practice/practice-plan.ts';
import { createRandom } from '#server/practice/random.ts';
import { aProfile, createPhone, newDeviceId, theMeasurement } from '../support/mutations.ts';
import {
  createDataDir,
  removeDataDir,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';

/** Of the server process alone; every fourth time its Postgres dies with it. */
const KILLS = 20;
const PHONES = 6;
/** Between a start and the next kill: long enough for pushes to be under way, never for all to be done. */
const LONGEST_LIFE_MS = 350;

let dataDir: string;
let server: ServerProcess;
let cookie: string;
let posyanduId: PosyanduId;
let authorId: ReturnType<typeof sessionSchema.parse>['account']['id'];

beforeAll(async () => {
  dataDir = await createDataDir();
  server = await startServer({ dataDir });
  const answer = await post('/api/session', {
    username: 'kader',
    password: PRACTICE_PASSWORD,
    deviceId: null,
  });
  cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const session = sessionSchema.parse(await answer.json());
  const [grant] = session.grants;
  if (grant === undefined) throw new Error('the practice kader has no posyandu');
  ({ posyanduId } = grant);
  authorId = session.account.id;
}, 120_000);

afterAll(async () => {
  await server.stop();
  await removeDataDir(dataDir);
}, 60_000);

function post(path: string, body: unknown): Promise<Response> {
  return fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-siposyandu': '1', cookie: cookie ?? '' },
    body: JSON.stringify(body),
  });
}

/** A phone that registers one child and weighs it without end, and believes only whole answers. */
function createSender() {
  const phone = createPhone({ posyanduId, authorId });
  const register = phone.register(aProfile({ name: `Anak Uji ${phone.deviceId.slice(0, 4)}` }));
  const made: MutationEnvelope[] = [register];
  const acknowledged = new Set<string>();
  const stopped = new AbortController();

  /** A kader weighs slower than a phone sends: what waits stays below a push. */
  function weighSome(): void {
    if (made.length - acknowledged.size > 40) return;
    for (let count = 0; count < 5; count += 1) {
      made.push(phone.weigh(register.entity, theMeasurement({ weightGrams: 8000 + made.length })));
    }
  }

  async function push(): Promise<void> {
    const waiting = made.filter(({ mid }) => !acknowledged.has(mid)).slice(0, 50);
    const answer = await post('/api/sync/push', {
      protocol: 1,
      deviceId: phone.deviceId,
      app: 'test',
      wallMs: Date.now(),
      waiting: 0,
      mutations: waiting,
    });
    if (!answer.ok) return;
    const { verdicts } = pushResponseSchema.parse(await answer.json());
    for (const verdict of verdicts) {
      expect(['applied', 'duplicate']).toContain(verdict.status);
      acknowledged.add(mutationIdSchema.parse(verdict.mid));
    }
  }

  return {
    made,
    acknowledged,
    async run(): Promise<void> {
      while (!stopped.signal.aborted) {
        // The server is down or dies under the request: that is what is tried here.
        weighSome();
        await push().catch((error: unknown) => {
          if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
        });
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
      }
    },
    stop() {
      stopped.abort();
    },
    async finish(): Promise<void> {
      while (made.some(({ mid }) => !acknowledged.has(mid))) await push();
    },
  };
}

async function killPostgres(): Promise<void> {
  const file = await readPidFile(clusterDirIn(dataDir));
  if (file !== null) process.kill(file.pid, 'SIGKILL');
}

async function wholeFeed(): Promise<PullResponse['feeds'][number]['changes']> {
  const changes: PullResponse['feeds'][number]['changes'] = [];
  let epoch: string | null = null;
  let seq = 0;
  for (;;) {
    const answer = await post('/api/sync/pull', {
      protocol: 1,
      deviceId: newDeviceId(),
      app: 'test',
      epoch,
      cursors: [{ posyanduId, seq }],
      limit: 1000,
    });
    const pulled = pullResponseSchema.parse(await answer.json());
    const [feed] = pulled.feeds;
    if (feed === undefined) throw new Error('no feed');
    ({ epoch } = pulled);
    seq = feed.to;
    changes.push(...feed.changes);
    if (!feed.more) return changes;
  }
}

test(`a server killed ${KILLS} times in the middle of pushes loses nothing it acknowledged and doubles nothing`, async () => {
  const random = createRandom(20_261_123);
  const senders = Array.from({ length: PHONES }, createSender);
  const running = Promise.all(senders.map((sender) => sender.run()));
  const port = Number(new URL(server.url).port);

  for (let kill = 1; kill <= KILLS; kill += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, random.between(20, LONGEST_LIFE_MS));
    });
    if (kill % 4 === 0) await killPostgres();
    await server.kill();
    server = await startServer({ dataDir, port });
  }
  for (const sender of senders) sender.stop();
  await running;

  const acknowledged = senders.flatMap((sender) => [...sender.acknowledged]);
  const afterKills = await wholeFeed();
  const kept = afterKills.flatMap((change) => ('mid' in change ? [change.mid] : []));
  const children = afterKills.flatMap((change) =>
    'createdBy' in change ? [change.createdBy] : [],
  );
  const known = new Set<unknown>([...kept, ...children]);
  expect(acknowledged.filter((mid) => !known.has(mid))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(KILLS * 5);

  for (const sender of senders) await sender.finish();
  const events = (await wholeFeed()).flatMap((change) =>
    change.kind === 'event' && 'mid' in change ? [change.mid] : [],
  );
  expect(events.length).toBe(new Set(events).size);
  const made = senders.flatMap((sender) => sender.made.slice(1).map(({ mid }) => mid));
  const recorded = new Set<unknown>(events);
  expect(made.filter((mid) => !recorded.has(mid))).toEqual([]);
  console.log(
    `killed ${KILLS} times: ${acknowledged.length} acknowledged, 0 lost; ${events.length} events, 0 doubled`,
  );
}, 240_000);
