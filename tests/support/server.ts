/** A whole server without a port, and people who use it. */

import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import {
  accountIdSchema,
  posyanduIdSchema,
  puskesmasIdSchema,
  type PosyanduId,
  type PuskesmasId,
} from '#domain/ids.ts';
import type { Role } from '#protocol/session.ts';
import { createApp } from '#server/app.ts';
import { hashPassword } from '#server/auth/passwords.ts';
import { openSession } from '#server/auth/sessions.ts';
import type { Api, AppConfig } from '#server/http/deps.ts';
import { createAccount, grantPosyandu } from '#server/store/account-store.ts';
import type { Db } from '#server/store/database.ts';
import { createPosyandu, createPuskesmas } from '#server/store/posyandu-store.ts';
import type { SignedIn } from '#server/store/session-store.ts';
import { createTestDatabase, type TestDatabase } from './postgres.ts';

/** Tuesday 10 November 2026, 11:00 in NTB. */
export const START_MS = Date.parse('2026-11-10T03:00:00Z');
export const PASSWORD = 'sandi-uji-2026';

export interface TestServer {
  readonly app: Api;
  readonly db: Db;
  readonly database: TestDatabase;
  /** What was logged so far, as text. */
  readonly logged: () => string;
  /** Moves the server's clock. */
  readonly pass: (ms: number) => void;
  readonly nowMs: () => number;
  readonly close: () => Promise<void>;
}

export const plainHttp: AppConfig = {
  distFolder: '/nonexistent/dist',
  publicOrigin: null,
  secureCookies: false,
  trustProxy: false,
  practicePassword: null,
};

export async function startTestServer(over: Partial<AppConfig> = {}): Promise<TestServer> {
  const database = await createTestDatabase();
  let nowMs = START_MS;
  const lines: string[] = [];
  const app = await createApp({
    db: database.db,
    config: { ...plainHttp, ...over },
    now: () => nowMs,
    log: { level: 'debug', stream: { write: (line) => lines.push(line) } },
  });
  return {
    app,
    db: database.db,
    database,
    logged: () => lines.join(''),
    pass: (ms) => {
      nowMs += ms;
    },
    nowMs: () => nowMs,
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

/** One hash for everybody: hashing is slow on purpose. */
let passwordHash: Promise<string> | null = null;

export async function anAccount(
  db: Db,
  role: Role,
  over: { readonly puskesmasId?: PuskesmasId; readonly username?: string } = {},
): Promise<SignedIn> {
  passwordHash ??= hashPassword(PASSWORD);
  const id = accountIdSchema.parse(randomUUID());
  const account = {
    id,
    username: over.username ?? `${role}-${id.slice(0, 8)}`,
    displayName: `Contoh ${role} ${id.slice(0, 4)}`,
    role,
    puskesmasId: over.puskesmasId ?? null,
    practice: false,
  };
  await createAccount(db, { ...account, passwordHash: await passwordHash });
  return account;
}

export async function aPosyandu(
  db: Db,
  puskesmasId: PuskesmasId,
  name = 'Posyandu Uji',
  over: { readonly villageName?: string; readonly practice?: boolean } = {},
): Promise<PosyanduId> {
  const id = posyanduIdSchema.parse(randomUUID());
  await createPosyandu(db, {
    id,
    puskesmasId,
    name,
    villageName: 'Sintung',
    villageCode: '52.02.08.2005',
    practice: false,
    ...over,
  });
  return id;
}

/** A puskesmas with its reviewer, one posyandu, and that posyandu's kader. */
export async function aPuskesmas(db: Db, name = 'Puskesmas Uji') {
  const puskesmasId = puskesmasIdSchema.parse(randomUUID());
  await createPuskesmas(db, { id: puskesmasId, name, practice: false });
  const posyanduId = await aPosyandu(db, puskesmasId);
  const petugas = await anAccount(db, 'petugas', { puskesmasId });
  const kader = await anAccount(db, 'kader');
  await grantPosyandu(db, { accountId: kader.id, posyanduId, fromMs: START_MS - 86_400_000 });
  return { puskesmasId, posyanduId, petugas, kader };
}

export interface Person {
  readonly cookie: string;
  get(url: string): Promise<LightMyRequestResponse>;
  post(url: string, body: unknown): Promise<LightMyRequestResponse>;
  delete(url: string): Promise<LightMyRequestResponse>;
}

/** Somebody at a browser of this server: signed in, or nobody with `null`. */
export async function browserOf(
  { app, db, nowMs }: TestServer,
  account: SignedIn | null,
): Promise<Person> {
  let cookie = '';
  if (account !== null) {
    const { token } = await openSession(db, account, { deviceId: null, nowMs: nowMs() });
    cookie = `siposyandu=${token}`;
  }
  const headers = { 'x-siposyandu': '1', cookie };
  return {
    cookie,
    get: (url) => app.inject({ method: 'GET', url, headers: { cookie } }),
    post: (url, body) =>
      app.inject({ method: 'POST', url, headers, payload: JSON.parse(JSON.stringify(body)) }),
    delete: (url) => app.inject({ method: 'DELETE', url, headers }),
  };
}

/**
 * Resolves when that many connections wait for a lock that somebody else holds.
 *
 * @returns their process numbers in the database
 */
export async function connectionsWaiting({ pool }: TestDatabase, count: number): Promise<number[]> {
  for (;;) {
    // Each time a transaction of its own: inside one, the view would stay as first seen.
    const { rows } = await pool.query<{ pid: number }>(
      `select pid from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length >= count) return rows.map(({ pid }) => pid);
  }
}
