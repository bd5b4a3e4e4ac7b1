/** Makes the folder that holds all data of Postgres, once, and sees that it can be used as it is. */

import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmod,
  chown,
  lchown,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messages } from '#server/messages.ts';
import { StartRefused } from '#server/start-refused.ts';
import { bareEnvironment } from './bare-environment.ts';
import type { Binaries } from './binaries.ts';
import { runAs, type ServiceUser } from './service-user.ts';

export interface Cluster {
  /** Absolute. */
  readonly dir: string;
  readonly user: ServiceUser | null;
}

export interface ClusterOptions {
  /** Whether an acknowledged write must survive a power cut; `false` only for tests. */
  readonly durable: boolean;
  /** Where connections carry a password; `null` where the socket's folder is the lock. */
  readonly passwordFile: string | null;
}

/** The role that may do everything; the application never uses it. */
export const SUPERUSER = 'postgres';

const run = promisify(execFile);
const DRAFT = 'postgres.new-';
const DRAFT_IS_ABANDONED_AFTER_MS = 10 * 60_000;

export function clusterDirIn(dataDir: string): string {
  return join(dataDir, 'postgres');
}

/**
 * How the cluster is named to Postgres' programs, which are started inside it.
 *
 * As root the data may lie below a folder that the service user may not enter,
 * such as /root. Postgres can still work in its own folder when it is already
 * standing in it and never has to walk there.
 */
export function dirArgument(cluster: Cluster): string {
  return cluster.user !== null && process.platform === 'linux' ? '/proc/self/cwd' : cluster.dir;
}

/**
 * A power cut at any moment leaves either no cluster or a whole one: it is made
 * under another name and renamed.
 *
 * @throws StartRefused when the folder cannot be written, belongs to somebody
 *   else, holds something else, or was made by another major version
 */
export async function ensureCluster(
  dataDir: string,
  cluster: Cluster,
  binaries: Binaries,
  options: ClusterOptions,
): Promise<void> {
  await removeAbandonedDrafts(dataDir);
  const version = await readFile(join(cluster.dir, 'PG_VERSION'), 'utf8').catch(codeOf);
  if (typeof version === 'string') {
    if (Number(version) !== binaries.major) {
      throw new StartRefused(messages.otherMajorVersion(version.trim(), binaries.major));
    }
    return takeOwnership(cluster);
  }
  if (version.code !== 'ENOENT') throw new StartRefused(messages.dataDirForeign(cluster.dir));

  const draft: Cluster = { ...cluster, dir: join(dataDir, `${DRAFT}${randomUUID()}`) };
  try {
    await mkdir(draft.dir, { mode: 0o700 });
    if (cluster.user !== null) await chown(draft.dir, cluster.user.uid, cluster.user.gid);
    await initialise(draft, binaries, options);
    await rename(draft.dir, cluster.dir);
    await flushFolder(dataDir);
  } catch (error) {
    await rm(draft.dir, { recursive: true, force: true });
    // Somebody else's start was faster; theirs is as good.
    if (await isCluster(cluster.dir)) return;
    const { code } = codeOf(error);
    if (code === 'ENOTEMPTY' || code === 'EEXIST') {
      throw new StartRefused(messages.dataDirForeign(cluster.dir));
    }
    throw error;
  }
}

async function initialise(
  draft: Cluster,
  binaries: Binaries,
  { durable, passwordFile }: ClusterOptions,
): Promise<void> {
  const access =
    passwordFile === null ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const args = [
    `--pgdata=${dirArgument(draft)}`,
    `--username=${SUPERUSER}`,
    ...access,
    '--data-checksums',
    '--encoding=UTF8',
    // Sorts the same on every machine and after every update of the system.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  try {
    await run(binaries.initdb, args, {
      ...runAs(draft.user),
      cwd: draft.dir,
      env: bareEnvironment(),
      windowsHide: true,
    });
  } catch (error) {
    throw new StartRefused(messages.initdbFailed(wordsOf(error)), { cause: error });
  }
}

/** A backup that root put back belongs to root, and `cp` may have opened the folder to others. */
async function takeOwnership({ dir, user }: Cluster): Promise<void> {
  const found = await stat(dir);
  if (user === null) {
    if (process.getuid !== undefined && found.uid !== process.getuid()) {
      throw new StartRefused(messages.dataDirForeign(dir));
    }
  } else if (found.uid === 0) {
    for (const entry of await readdir(dir, { recursive: true })) {
      await lchown(join(dir, entry), user.uid, user.gid);
    }
    await chown(dir, user.uid, user.gid);
  }
  if ((found.mode & 0o777) !== 0o700) await chmod(dir, 0o700);
}

async function isCluster(dir: string): Promise<boolean> {
  return (await stat(join(dir, 'PG_VERSION')).catch(() => null)) !== null;
}

/** Drafts of a start that was killed. A young one may belong to a start that is still at work. */
async function removeAbandonedDrafts(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(DRAFT)) continue;
    const path = join(dataDir, name);
    const found = await stat(path).catch(() => null);
    if (found !== null && Date.now() - found.mtimeMs > DRAFT_IS_ABANDONED_AFTER_MS) {
      await rm(path, { recursive: true, force: true });
    }
  }
}

/** Makes the rename itself survive a power cut. Windows cannot open a folder for this. */
async function flushFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function codeOf(error: unknown): { readonly code: unknown } {
  return { code: error instanceof Error && 'code' in error ? error.code : undefined };
}

/** What the program itself said, which is more use than "exit code 1". */
function wordsOf(error: unknown): string {
  if (error instanceof Error && 'stderr' in error && typeof error.stderr === 'string') {
    const said = error.stderr.trim();
    if (said !== '') return said;
  }
  return String(error);
}
