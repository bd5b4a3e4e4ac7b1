/** Tells whether a process number is alive and is the Postgres of a given folder. */

import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * A number alone proves nothing: it may belong to a zombie that nobody reaps
 * (a container whose first process does not), or to another program by now.
 */
export async function isPostmasterOf(pid: number, clusterDir: string): Promise<boolean> {
  if (process.platform === 'linux') return standsIn(pid, clusterDir);
  // On Windows the number is all there is; it is the address that has to answer.
  if (process.platform === 'win32') return signalReaches(pid);
  return isListedWith(pid, clusterDir);
}

/** Postgres works in its data folder, whatever the path it was told. */
async function standsIn(pid: number, clusterDir: string): Promise<boolean> {
  try {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8');
    const [, name, state] = /\((.*)\) (\S)/s.exec(line) ?? [];
    if (name !== 'postgres' || state === 'Z' || state === 'X') return false;
    const [there, cluster] = await Promise.all([stat(`/proc/${pid}/cwd`), stat(clusterDir)]);
    return there.dev === cluster.dev && there.ino === cluster.ino;
  } catch {
    return false;
  }
}

async function isListedWith(pid: number, clusterDir: string): Promise<boolean> {
  try {
    const { stdout } = await run('ps', ['-o', 'stat=,command=', '-p', String(pid)]);
    return !stdout.trimStart().startsWith('Z') && stdout.includes(clusterDir);
  } catch {
    return false;
  }
}

/** True for zombies too. */
export function signalReaches(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
