/** The one Postgres process of a cluster: finds it, starts it, waits for it, stops it. */

import { execFile, spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Address, closeAddress, sweepAddress } from './address.ts';
import { bareEnvironment } from './bare-environment.ts';
import type { Binaries } from './binaries.ts';
import { type Cluster, dirArgument } from './cluster.ts';
import { readPidFile, removePidFile } from './pid-file.ts';
import { isPostmasterOf, signalReaches } from './process-table.ts';
import { runAsBatch } from './scheduling.ts';
import { runAs } from './service-user.ts';

export interface Postmaster {
  readonly pid: number;
  isAlive(): Promise<boolean>;
}

/** A fast shutdown writes out what is in memory; on a slow disk that takes a while. */
const FAST_SHUTDOWN_MS = 30_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;
const POLL_MS = 20;

const run = promisify(execFile);

/** @returns the one that serves this cluster now, whoever started it */
export async function findPostmaster({ dir }: Cluster): Promise<Postmaster | null> {
  const file = await readPidFile(dir);
  if (file === null || !(await isPostmasterOf(file.pid, dir))) return null;
  return { pid: file.pid, isAlive: () => isPostmasterOf(file.pid, dir) };
}

/**
 * Starts one where none serves. If two servers do this at once, Postgres' own
 * lock lets one live and the other's process ends.
 *
 * It is in a session of its own: the Ctrl-C meant for the server must not end
 * Postgres under a request that is still being answered.
 *
 * @param logPath gets its output, also when the server is gone; the owner's alone
 */
export async function launchPostmaster(
  cluster: Cluster,
  binaries: Binaries,
  settings: readonly string[],
  address: Address,
  logPath: string,
): Promise<Postmaster> {
  await clearTraces(cluster, address);
  const log = await open(logPath, 'a', 0o600);
  try {
    const child = spawn(binaries.postgres, ['-D', dirArgument(cluster), ...settings], {
      ...runAs(cluster.user),
      cwd: cluster.dir,
      env: bareEnvironment(),
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    const { pid } = await new Promise<{ pid: number }>((resolve, reject) => {
      child.once('error', reject);
      child.once('spawn', () => {
        resolve({ pid: child.pid ?? 0 });
      });
    });
    child.unref();
    await runAsBatch(pid);
    return {
      pid,
      isAlive: () => Promise.resolve(child.exitCode === null && child.signalCode === null),
    };
  } finally {
    await log.close();
  }
}

/**
 * What a killed Postgres left. It clears most of that itself, but takes a
 * zombie, or another program that has its number by now, for a living one.
 */
async function clearTraces({ dir }: Cluster, address: Address): Promise<void> {
  const stale = await readPidFile(dir);
  if (stale !== null && signalReaches(stale.pid)) await removePidFile(dir, stale.pid);
  if (stale?.address && stale.address.host !== address.host) await closeAddress(stale.address);
  await sweepAddress(address);
}

/** Lets running statements end with an error, writes everything out, and returns when the process is gone. */
export async function stopPostmaster(
  postmaster: Postmaster,
  cluster: Cluster,
  binaries: Binaries,
): Promise<void> {
  if (!(await postmaster.isAlive())) return;
  await request('fast', postmaster, cluster, binaries);
  if (await endsWithin(FAST_SHUTDOWN_MS, postmaster)) return;
  // Loses nothing that was acknowledged: the next start replays the log.
  await request('immediate', postmaster, cluster, binaries);
  if (await endsWithin(IMMEDIATE_SHUTDOWN_MS, postmaster)) return;
  throw new Error(`postgres ${postmaster.pid} does not stop`);
}

async function request(
  mode: 'fast' | 'immediate',
  { pid }: Postmaster,
  { dir }: Cluster,
  { pgCtl }: Binaries,
): Promise<void> {
  if (process.platform === 'win32') {
    await run(pgCtl, ['stop', '-D', dir, '-m', mode, '--no-wait'], { windowsHide: true });
    return;
  }
  try {
    process.kill(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
  } catch {
    // Gone already, which is what was wanted; a refusal shows in that it does not end.
  }
}

async function endsWithin(ms: number, postmaster: Postmaster): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (await postmaster.isAlive()) {
    if (performance.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}
