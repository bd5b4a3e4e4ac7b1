/** Ours under measurement: the app as it is built, the server as it runs, with a posyandu of invented children on a real PostgreSQL. */

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import {
  accountIdSchema,
  deviceIdSchema,
  mutationIdSchema,
  posyanduIdSchema,
  puskesmasIdSchema,
  type AccountId,
  type PosyanduId,
  type PuskesmasId,
} from '#domain/ids.ts';
import type { MutationEnvelope } from '#protocol/mutation.ts';
import type { PushResponse } from '#protocol/push.ts';
import { PROTOCOL_VERSION } from '#protocol/version.ts';
import { hashPassword } from '#server/auth/passwords.ts';
import { openSession } from '#server/auth/sessions.ts';
import { clusterDirIn } from '#server/postgres/cluster.ts';
import { APPLICATION } from '#server/postgres/database.ts';
import { readPidFile } from '#server/postgres/pid-file.ts';
import { decide } from '#server/review/decide.ts';
import { createAccount, grantPosyandu } from '#server/store/account-store.ts';
import { createDb, createPool, type Db } from '#server/store/database.ts';
import { createPosyandu, createPuskesmas } from '#server/store/posyandu-store.ts';
import { createReviewStore } from '#server/store/review-store.ts';
import { createPhone } from '../../support/mutations.ts';
import { createDataDir, removeDataDir, startServer } from '../../support/server-process.ts';
import type { Contender, Stage } from './contender.ts';
import type { Child } from './invented.ts';
import { PASSWORD } from './ours-page.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MAIN = join(ROOT, 'src/client/main.tsx');
const PAGE = join(ROOT, 'tests/bench/sync/ours-page.ts');

const SENT_AT_ONCE = 50;
const DECIDED_AT_ONCE = 200;
const DAY_MS = 86_400_000;

export const ours: Contender = {
  name: 'SiPosyandu',
  does: new Set(['first load', 'save', 'push', 'pull']),
  start: startOurs,
};

async function startOurs(children: readonly Child[]): Promise<Stage> {
  const files = await buildApp();
  const dataDir = await createDataDir();
  const server = await startServer({ dataDir, env: { PRACTICE: 'off' } });
  const address = (await readPidFile(clusterDirIn(dataDir)))?.address;
  // The server ends its PostgreSQL also where this ends early.
  const pool = createPool({ ...address, ...APPLICATION, max: 2 }, () => undefined);
  const db = createDb(pool);
  const posyandu = await openPosyandu(db);
  const elsewhere = await openPhone(db, posyandu.id, server.url);
  await fill(db, elsewhere, posyandu.puskesmasId, children);
  // What a database that has been there for a while knows of its tables.
  await pool.query('analyze');

  const passwordHash = await hashPassword(PASSWORD);
  let changed = 0;
  return {
    url: server.url,
    files,
    async newPerson() {
      const username = `kader-${randomUUID()}`;
      await aKader(db, posyandu.id, username, passwordHash);
      return username;
    },
    async changeElsewhere(count) {
      const records = children.slice(changed, changed + count).map(({ id, visits }) => {
        const last = visits.at(-1)?.measurement;
        if (last === undefined) throw new Error('a child without visits');
        const record = elsewhere.make.weigh(id, last);
        return { ...record, entity: record.mid };
      });
      changed = (changed + count) % (children.length - count);
      await elsewhere.push(records);
    },
    async stop() {
      await pool.end();
      await server.stop();
      await removeDataDir(dataDir);
      await rm(files, { recursive: true });
    },
  };
}

/** The app as `npm run build` makes it, with one line more: what the page's services are is told to the bench. */
async function buildApp(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'siposyandu-bench-app-'));
  await build({
    root: ROOT,
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
    plugins: [
      {
        name: 'offer-bench',
        enforce: 'pre',
        transform: (code, id) =>
          id === MAIN
            ? {
                code: `${code}\nimport { offerBench } from ${JSON.stringify(PAGE)};\nofferBench(services);`,
                map: null,
              }
            : null,
      },
    ],
  });
  return outDir;
}

async function openPosyandu(db: Db): Promise<{ id: PosyanduId; puskesmasId: PuskesmasId }> {
  const puskesmasId = puskesmasIdSchema.parse(randomUUID());
  await createPuskesmas(db, { id: puskesmasId, name: 'Puskesmas Ukur', practice: false });
  const id = posyanduIdSchema.parse(randomUUID());
  await createPosyandu(db, {
    id,
    puskesmasId,
    name: 'Posyandu Ukur',
    villageName: 'Desa Ukur',
    villageCode: '52.02.08.2005',
    practice: false,
  });
  return { id, puskesmasId };
}

async function aKader(
  db: Db,
  posyanduId: PosyanduId,
  username: string,
  passwordHash: string,
): Promise<AccountId> {
  const id = accountIdSchema.parse(randomUUID());
  await createAccount(db, {
    id,
    username,
    displayName: 'Kader Ukur',
    role: 'kader',
    puskesmasId: null,
    practice: false,
    passwordHash,
  });
  await grantPosyandu(db, { accountId: id, posyanduId, fromMs: Date.now() - 400 * DAY_MS });
  return id;
}

/** Another kader's phone, without a screen. */
async function openPhone(db: Db, posyanduId: PosyanduId, url: string) {
  const authorId = await aKader(db, posyanduId, `kader-${randomUUID()}`, 'nobody signs in here');
  const deviceId = deviceIdSchema.parse(randomUUID());
  const session = { deviceId, nowMs: Date.now() };
  const { token } = await openSession(db, { id: authorId, role: 'kader' }, session);
  const head = { protocol: PROTOCOL_VERSION, deviceId, app: 'bench', waiting: 0 };
  return {
    make: createPhone({ posyanduId, deviceId, authorId }),
    async push(mutations: readonly MutationEnvelope[]): Promise<void> {
      const answer = await fetch(`${url}/api/sync/push`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-encoding': 'gzip',
          'x-siposyandu': '1',
          cookie: `siposyandu=${token}`,
        },
        body: gzipSync(JSON.stringify({ ...head, wallMs: Date.now(), mutations })),
      });
      if (answer.status !== 200) throw new Error(`push: ${answer.status} ${await answer.text()}`);
      const { verdicts } = (await answer.json()) as PushResponse;
      const bad = verdicts.find(({ status }) => status !== 'applied');
      if (bad !== undefined) throw new Error(`not applied: ${JSON.stringify(bad)}`);
    },
  };
}

/** Month by month, as it came to be, and looked at by the puskesmas afterwards. */
async function fill(
  db: Db,
  phone: Awaited<ReturnType<typeof openPhone>>,
  puskesmasId: PuskesmasId,
  children: readonly Child[],
): Promise<void> {
  const registered = children.map(({ id, profile }) => ({
    ...phone.make.register(profile, id),
    mid: mutationIdSchema.parse(id),
  }));
  const months = children[0]?.visits.length ?? 0;
  const weighed = Array.from({ length: months }, (_none, month) =>
    children.flatMap(({ id, visits }) =>
      visits.slice(month, month + 1).map((visit) => ({
        ...phone.make.weigh(id, visit.measurement),
        entity: visit.id,
        mid: mutationIdSchema.parse(visit.id),
      })),
    ),
  );
  for (const batch of batches([...registered, ...weighed.flat()], SENT_AT_ONCE)) {
    await phone.push(batch);
  }

  const reviewer = accountIdSchema.parse(randomUUID());
  await createAccount(db, {
    id: reviewer,
    username: `petugas-${reviewer}`,
    displayName: 'Petugas Ukur',
    role: 'petugas',
    puskesmasId,
    practice: false,
    passwordHash: 'nobody signs in here',
  });
  const approved = [
    ...children,
    ...children.flatMap(({ visits }) => visits.filter((visit) => visit.approved)),
  ].map(({ id }) => mutationIdSchema.parse(id));
  for (const mids of batches(approved, DECIDED_AT_ONCE)) {
    const asked = { mids, decision: 'approve', reason: null } as const;
    const who = { id: reviewer, reach: { puskesmasId } };
    const decided = await decide(createReviewStore(db), who, asked, Date.now());
    if (decided.length !== mids.length) throw new Error('not all were approved');
  }
}

function batches<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_none, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
