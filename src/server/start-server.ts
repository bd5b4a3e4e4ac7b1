/** One running server: database, app and port, opened in this order and closed in the other. */

import { networkInterfaces } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createApp } from './app.ts';
import { carryRegularly } from './carry-regularly.ts';
import type { Config } from './config.ts';
import { migrateOrRefuse, openDatabase, settlePeople } from './database-ready.ts';
import type { Api } from './http/deps.ts';
import { messages } from './messages.ts';
import { PRACTICE_PASSWORD } from './practice/practice-plan.ts';
import { StartRefused } from './start-refused.ts';
import { practiceAccounts } from './store/account-store.ts';
import { createDb, createPool, type Db } from './store/database.ts';
import { createSyncStore } from './store/sync-store.ts';

export interface RunningServer {
  /** Takes no new requests, lets those at work finish for up to five seconds, then closes everything. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** Hears whole sentences for the person at the terminal. */
  readonly log: (sentence: string) => void;
  readonly now: () => number;
  /** Gives up a start that takes long. */
  readonly signal: AbortSignal;
  /** The database is gone for good; the server is of no use any more. */
  readonly onDatabaseLost: () => void;
}

const DIST_FOLDER = fileURLToPath(new URL('../../dist/', import.meta.url));
const REQUESTS_MAY_TAKE_MS = 5_000;
const SAY_AGAIN_AFTER_MS = 10_000;

/** @throws StartRefused with the reason; nothing stays open then */
export async function startServer(config: Config, options: StartOptions): Promise<RunningServer> {
  const { log, now } = options;
  const closers: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).toReversed()) await close();
  };
  try {
    const database = await openDatabase(config, options);
    closers.push(() => database.stop());

    const pool = createPool(database.connection, sayAtTimes(log, now));
    const db = createDb(pool);
    closers.push(() => db.destroy());
    await migrateOrRefuse(pool);
    const setUpToken = await settlePeople(db, config, { log, nowMs: now() });

    const app = await createApp({
      db,
      now,
      log: { level: 'warn' },
      config: {
        publicOrigin: config.publicOrigin,
        secureCookies: config.secureCookies,
        trustProxy: config.trustProxy,
        distFolder: DIST_FOLDER,
        practicePassword: config.practice ? PRACTICE_PASSWORD : null,
      },
    });
    closers.push(() => closeWithin(REQUESTS_MAY_TAKE_MS, app));
    closers.push(carryRegularly(createSyncStore(db), now, () => log(messages.notCarried)));
    const port = await listen(app, config);
    options.signal.throwIfAborted();

    log(await welcome(db, config, port, setUpToken));
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listen(app: Api, { host, port }: Config): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') throw new StartRefused(messages.portInUse(port), { cause: error });
    if (code === 'EACCES') throw new StartRefused(messages.portForbidden(port), { cause: error });
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
      throw new StartRefused(messages.hostUnusable(host), { cause: error });
    }
    throw error;
  }
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function closeWithin(ms: number, app: Api): Promise<void> {
  const patience = new AbortController();
  const closed = app.close();
  const tooLate = delay(ms, 'too-late', { signal: patience.signal }).catch(() => 'closed');
  if ((await Promise.race([closed, tooLate])) === 'too-late') {
    app.server.closeAllConnections();
  }
  patience.abort();
}

async function welcome(
  db: Db,
  { host, databaseUrl, dataDir, practice, publicOrigin }: Config,
  port: number,
  setUpToken: string | null,
): Promise<string> {
  const everywhere = host === '0.0.0.0' || host === '::';
  const local = everywhere || isLoopback(host);
  const origin = publicOrigin ?? `http://${local ? 'localhost' : host}:${String(port)}`;
  const parts = [messages.welcome(origin)];
  if (practice) parts.push(messages.practiceOn(PRACTICE_PASSWORD, await practiceAccounts(db)));
  if (setUpToken !== null) parts.push(messages.firstSetUp(`${origin}/mulai#${setUpToken}`));
  if (publicOrigin === null) {
    const addresses = everywhere ? networkAddresses() : [host];
    parts.push(
      isLoopback(host)
        ? messages.onlyThisMachine
        : messages.onNetwork(addresses.map((address) => `http://${address}:${String(port)}`)),
    );
  }
  if (databaseUrl === null) parts.push(messages.dataIsIn(dataDir));
  parts.push(messages.howToStop);
  return parts.join('');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function networkAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}

/** A database that goes away breaks all idle connections at once; one sentence is enough. */
function sayAtTimes(log: (sentence: string) => void, now: () => number): () => void {
  let saidAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (now() - saidAt < SAY_AGAIN_AFTER_MS) return;
    saidAt = now();
    log(messages.databaseAway);
  };
}
