/** How the machine's processors are shared between PostgreSQL and the server that asks it. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const WITHIN_MS = 2_000;

/**
 * On Linux PostgreSQL counts as a batch job, and so does every process it
 * starts from then on. The server wakes one with each statement; without this
 * the woken one is put before it on its own processor, and the one thread that
 * all requests go through waits for a third of its time while another processor
 * idles. Source: sched(7), SCHED_BATCH.
 *
 * Without `chrt` (util-linux, BusyBox), or where it is not allowed, things are only slower.
 */
export async function runAsBatch(pid: number): Promise<void> {
  if (process.platform !== 'linux') return;
  try {
    await run('chrt', ['-b', '-p', '0', String(pid)], { timeout: WITHIN_MS });
  } catch {
    // As said above.
  }
}
