/** Reads `postmaster.pid`, where Postgres writes who serves a data folder and how to reach it. */

import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Address } from './address.ts';

export interface PidFile {
  readonly pid: number;
  /** `null` in the first moments of a start. */
  readonly address: Address | null;
}

/** Line numbers from Postgres' own pidfile.h, counted from 0. */
const PORT = 3;
const SOCKET_DIR = 4;
const LISTEN_ADDRESS = 5;

/** @returns `null` where nobody serves, or the file is not yet written */
export async function readPidFile(clusterDir: string): Promise<PidFile | null> {
  const text = await readFile(pathIn(clusterDir), 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;

  const host = lines[SOCKET_DIR] === '' ? lines[LISTEN_ADDRESS] : lines[SOCKET_DIR];
  const port = Number(lines[PORT]);
  // The last line only counts once its end is there.
  const written = lines.length > LISTEN_ADDRESS && host !== undefined && host !== '' && port > 0;
  return { pid, address: written ? { host, port } : null };
}

/**
 * Takes away the file of a process that is known not to be this folder's
 * Postgres. If another start has put a fresh one in its place in the meantime,
 * that one is put back.
 */
export async function removePidFile(clusterDir: string, stalePid: number): Promise<void> {
  const aside = join(clusterDir, `postmaster.pid.${randomUUID()}`);
  await rename(pathIn(clusterDir), aside).catch(() => undefined);
  const text = await readFile(aside, 'utf8').catch(() => '');
  if (text !== '' && Number.parseInt(text, 10) !== stalePid) {
    await link(aside, pathIn(clusterDir)).catch(() => undefined);
  }
  await rm(aside, { force: true });
}

function pathIn(clusterDir: string): string {
  return join(clusterDir, 'postmaster.pid');
}
