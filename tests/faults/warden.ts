/**
 * A process of its own that outlives a run that is ended in the middle, however
 * that is done, and clears up after it: the Postgres of a server that was just
 * killed, data folders, browser profiles.
 */

import { fork, type ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { removeDataDir } from '../support/server-process.ts';

/** A server sees within half a second that whoever started it is gone, and then stops its Postgres by itself. */
const SERVERS_END_MS = 4000;

let warden: ChildProcess | null = null;

/**
 * From now on this folder does not outlive the process that calls.
 *
 * @param dir of a server's data, or anything else to be removed
 */
export function guardDir(dir: string): void {
  warden ??= startWarden();
  warden.send(dir);
}

function startWarden(): ChildProcess {
  // Out of the group that a terminal's Ctrl-C or the end of a step reaches.
  const child = fork(fileURLToPath(import.meta.url), { detached: true, stdio: 'ignore' });
  child.unref();
  child.channel?.unref();
  return child;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dirs = new Set<string>();
  process.on('message', (dir: string) => dirs.add(dir));
  process.on('disconnect', () => {
    void delay(SERVERS_END_MS).then(() => Promise.all([...dirs].map(removeDataDir)));
  });
}
