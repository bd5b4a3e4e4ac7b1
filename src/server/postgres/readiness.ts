/** Waits until Postgres answers SQL; a socket that accepts says nothing, it does so during recovery too. */

import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Address } from './address.ts';
import type { Postmaster } from './postmaster.ts';

export type Readiness =
  | { readonly state: 'ready'; readonly client: pg.Client; readonly address: Address }
  /** Its process ended, or is ending. */
  | { readonly state: 'gone' }
  /** Alive, but no way in: its socket was removed. */
  | { readonly state: 'unreachable' };

interface Waiting {
  /** Where it says it can be reached; `null` while it does not say. */
  readonly whereIs: () => Promise<Address | null>;
  readonly credentials: {
    readonly user: string;
    readonly database: string;
    readonly password?: string;
  };
  readonly signal: AbortSignal | undefined;
  /** Called once when it takes long, which after a crash is recovery at work. */
  readonly onSlow: () => void;
}

/** "The database system is starting up", "shutting down", "in recovery". */
const CANNOT_CONNECT_NOW = '57P03';
const SILENT = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

/** It names its socket only when that is there, so one that stays missing was taken away. */
const GIVE_UP_WITHOUT_SOCKET_MS = 3_000;
const GIVE_UP_IN_SILENCE_MS = 30_000;
const SLOW_MS = 4_000;
const POLL_MS = 25;

/**
 * Recovery may take as long as it takes: there is no limit while it says that it is at work.
 *
 * @throws the signal's reason, when it is given up
 */
export async function untilReady(postmaster: Postmaster, waiting: Waiting): Promise<Readiness> {
  const start = performance.now();
  let lastSign = start;
  let lastSocket = start;
  let told = false;
  while (await postmaster.isAlive()) {
    waiting.signal?.throwIfAborted();
    const address = await waiting.whereIs();
    const attempt = address === null ? 'silent' : await connect(address, waiting.credentials);
    if (typeof attempt === 'object' && address !== null) {
      return { state: 'ready', client: attempt, address };
    }
    const now = performance.now();
    if (attempt === 'not-now') lastSign = now;
    if (attempt !== 'no-socket') lastSocket = now;
    if (now - lastSocket > GIVE_UP_WITHOUT_SOCKET_MS || now - lastSign > GIVE_UP_IN_SILENCE_MS) {
      return { state: 'unreachable' };
    }
    if (now - start > SLOW_MS && !told) {
      waiting.onSlow();
      told = true;
    }
    await delay(POLL_MS);
  }
  return { state: 'gone' };
}

/** @throws Error for every refusal that waiting does not cure */
async function connect(
  address: Address,
  credentials: Waiting['credentials'],
): Promise<pg.Client | 'not-now' | 'no-socket' | 'silent'> {
  const client = new pg.Client({
    ...address,
    ...credentials,
    ssl: false,
    connectionTimeoutMillis: 10_000,
  });
  // An idle connection that breaks must not end the process; its 'end' tells who needs to know.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    void client.end().catch(() => undefined);
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === CANNOT_CONNECT_NOW) return 'not-now';
    if (code === 'ENOENT') return 'no-socket';
    if (typeof code === 'string' && SILENT.has(code)) return 'silent';
    // The server closes half-made connections when it goes down.
    if (error instanceof Error && /terminated/i.test(error.message)) return 'silent';
    throw error;
  }
}
