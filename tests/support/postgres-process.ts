/** Servers that only hold a Postgres, to be killed and asked in tests; and data folders that clear themselves up. */

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, lchownSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { startPostgres, type Connection } from '#server/postgres/supervisor.ts';
import type { HoldOptions } from './hold-postgres.ts';
import { removeDataDir } from './server-process.ts';

export type User = HoldOptions['user'];

export interface Holder {
  readonly pid: number;
  readonly connection: Connection;
  /** Ends as the server does at Ctrl-C. */
  readonly stop: () => Promise<void>;
  /** Ends as the server does when memory runs out; its Postgres does not hear of it. */
  readonly kill: () => Promise<void>;
}

const SCRIPT = new URL('./hold-postgres.ts', import.meta.url).pathname;

const answerSchema = z.union([
  z.object({
    connection: z.object({
      host: z.string(),
      port: z.number(),
      user: z.string(),
      database: z.string(),
      ssl: z.literal(false),
    }),
  }),
  z.object({ refused: z.boolean(), message: z.string() }),
]);

/** @throws Error with the sentence for the person, when the start is refused */
export async function hold(options: HoldOptions): Promise<Holder> {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  onTestFinished(() => end('SIGKILL'));

  for await (const line of createInterface(child.stdout)) {
    const answer = answerSchema.parse(JSON.parse(line));
    if ('message' in answer) throw new Error(answer.message);
    return {
      pid: child.pid ?? 0,
      connection: answer.connection,
      stop: () => end('SIGTERM'),
      kill: () => end('SIGKILL'),
    };
  }
  throw new Error('the holder ended without a word');
}

/** Runs one statement on a connection of its own. */
export async function query(
  connection: Connection,
  sql: string,
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ ...connection });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

/** An empty folder that is gone after the test, with whatever still runs in it. */
export function emptyDataDir(user: User): string {
  const dir = mkdtempSync(join(tmpdir(), 'siposyandu-data-'));
  if (user !== null) chownSync(dir, user.uid, user.gid);
  onTestFinished(() => removeDataDir(dir));
  return dir;
}

/** As `emptyDataDir`, with a stopped cluster copied in, which is faster than making one. */
export async function usedDataDir(user: User): Promise<string> {
  const source = await (prepared ??= prepare());
  const dir = emptyDataDir(user);
  cpSync(join(source, 'postgres'), join(dir, 'postgres'), { recursive: true });
  if (user !== null) {
    for (const entry of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
      lchownSync(join(dir, entry), user.uid, user.gid);
    }
  }
  return dir;
}

let prepared: Promise<string> | null = null;

async function prepare(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'siposyandu-data-'));
  const postgres = await startPostgres({ dataDir, log: console.error });
  await query(postgres.connection, 'create table weighing (grams int)');
  await postgres.stop();
  return dataDir;
}

/** To be called once, at the top of a file that uses `usedDataDir`. */
export function removePreparedAtEnd(): void {
  afterAll(async () => {
    if (prepared !== null) await removeDataDir(await prepared);
  });
}

/** Every process that has the folder's name on its command line; zombies have none. */
export function processesOf(dataDir: string): number[] {
  try {
    const listed = execFileSync('pgrep', ['-f', '--', dataDir], { encoding: 'utf8' });
    return listed.trim().split('\n').map(Number);
  } catch {
    return [];
  }
}
