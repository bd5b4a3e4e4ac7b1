/** How the machine's processors are shared between PostgreSQL and the server that asks it. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const WITHIN_MS = 2_000;

/**
 * On Linux PostgreSQL counts as a batch job, and so does every process it
 * starts from then on. The server wakes one with each statement; a batch job
 * just woken waits for the processor and does not interrupt whoever woke it,
 * the one thread that all requests go through. Source: sched(7), SCHED_BATCH;
 * what it brings is told in `src/protocol/README.md`.
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
