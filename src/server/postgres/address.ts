/** Where the server and its Postgres meet: a socket that nobody else can reach. */

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '#server/free-port.ts';
import { messages } from '#server/messages.ts';
import { StartRefused } from '#server/start-refused.ts';
import { runAs, type ServiceUser } from './service-user.ts';

export interface Address {
  /** The socket's folder, or on Windows 127.0.0.1. */
  readonly host: string;
  readonly port: number;
}

/** Only names the socket file; each cluster has a folder of its own. */
const SOCKET_PORT = 5432;
const SOCKET_FILE = `.s.PGSQL.${SOCKET_PORT}`;
const FOLDER = 'siposyandu-pg-';
/** macOS allows 103 bytes, Linux 107; longer ones fail at connecting with no hint of why. */
const LONGEST_SOCKET_PATH = 103;

const run = promisify(execFile);

/** Node reaches a named pipe on Windows, not a Unix socket. */
const usesTcp = process.platform === 'win32';

/**
 * A new folder with rights for one user only: its lock is the whole access
 * control, so there is no password to keep. It lies outside the data because a
 * socket's path must be short.
 */
export async function openAddress(user: ServiceUser | null): Promise<Address> {
  if (usesTcp) return { host: '127.0.0.1', port: await freePort() };

  for (const parent of new Set([tmpdir(), '/tmp'])) {
    const dir = await mkdtemp(join(parent, FOLDER)).catch(() => null);
    if (dir === null) continue;
    if (Buffer.byteLength(join(dir, SOCKET_FILE)) <= LONGEST_SOCKET_PATH) {
      if (user === null) return { host: dir, port: SOCKET_PORT };
      await chown(dir, user.uid, user.gid);
      if (await canWrite(dir, user)) return { host: dir, port: SOCKET_PORT };
    }
    await rmdir(dir);
  }
  throw new StartRefused(messages.noSocketFolder);
}

/** A private TMPDIR of root is closed to the service user. */
async function canWrite(dir: string, user: ServiceUser): Promise<boolean> {
  return run('test', ['-w', dir], { ...runAs(user), cwd: '/' }).then(
    () => true,
    () => false,
  );
}

/**
 * Removes what a postmaster that is gone left in the folder. A zombie's or a
 * reused number in the lock file there would stop the next one from starting.
 */
export async function sweepAddress({ host }: Address): Promise<void> {
  if (usesTcp || !basename(host).startsWith(FOLDER)) return;
  for (const name of [SOCKET_FILE, `${SOCKET_FILE}.lock`]) {
    await rm(join(host, name), { force: true });
  }
}

/** By name and never recursively: the path may come from a file. */
export async function closeAddress(address: Address): Promise<void> {
  if (usesTcp || !basename(address.host).startsWith(FOLDER)) return;
  await sweepAddress(address);
  await rmdir(address.host).catch(() => undefined);
}

/** @returns `null` where none is needed; otherwise a file of ours with one line, made once */
export async function ensurePasswordFile(dataDir: string): Promise<string | null> {
  if (!usesTcp) return null;
  const path = join(dataDir, 'postgres.password');
  await writeFile(path, randomBytes(24).toString('hex'), { flag: 'wx', mode: 0o600 }).catch(
    async () => readFile(path),
  );
  return path;
}
