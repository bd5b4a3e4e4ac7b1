/** Finds the embedded Postgres that a server keeps running, for a tool that wants in beside it. */

import { readFile } from 'node:fs/promises';
import { ensurePasswordFile } from './address.ts';
import { clusterDirIn } from './cluster.ts';
import { APPLICATION } from './database.ts';
import { readPidFile } from './pid-file.ts';
import { findPostmaster } from './postmaster.ts';
import type { Connection } from './supervisor.ts';

/** @returns how to reach it; `null` where none runs on this folder */
export async function findRunningPostgres(dataDir: string): Promise<Connection | null> {
  const dir = clusterDirIn(dataDir);
  if ((await findPostmaster({ dir, user: null })) === null) return null;
  const address = (await readPidFile(dir))?.address ?? null;
  if (address === null) return null;
  const passwordFile = await ensurePasswordFile(dataDir);
  const password = passwordFile === null ? {} : { password: await readFile(passwordFile, 'utf8') };
  return { ...address, ...APPLICATION, ...password, ssl: false };
}
