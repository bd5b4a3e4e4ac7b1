/** Composition root: environment and clock in, one server up, signals and exit code out. */

import { once } from 'node:events';
import { readConfig } from './config.ts';
import { messages } from './messages.ts';
import { StartRefused } from './start-refused.ts';
import { startServer } from './start-server.ts';

const PARENT_LOOK_MS = 500;

process.exitCode = await run();
// Nothing of ours is left; an idle keep-alive socket of somebody's must not hold the process.
process.exit();

/** @returns the exit code, after everything is closed */
async function run(): Promise<number> {
  const config = readConfig(process.env);
  if (!config.ok) {
    for (const sentence of config.error) console.error(sentence);
    return 1;
  }

  const leave = new AbortController();
  let exitCode = 0;
  // `on`, not `once`: npm passes the terminal's Ctrl-C on, so it arrives twice.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      leave.abort();
    });
  }
  leaveWithNpm(leave);

  try {
    const server = await startServer(config.value, {
      log: console.log,
      now: Date.now,
      signal: leave.signal,
      onDatabaseLost: () => {
        console.error(messages.postgresGone);
        exitCode = 1;
        leave.abort();
      },
    });
    if (!leave.signal.aborted) await once(leave.signal, 'abort');
    console.log(messages.stopping);
    await server.stop();
    console.log(messages.stopped);
    return exitCode;
  } catch (error) {
    if (error === leave.signal.reason) return exitCode;
    console.error(error instanceof StartRefused ? error.message : error);
    return 1;
  }
}

/**
 * A signal to npm alone reaches only the shell that npm has put between; the
 * shell dies of it without a word to us. So we look whether it is still there.
 */
function leaveWithNpm(leave: AbortController): void {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) leave.abort();
  }, PARENT_LOOK_MS).unref();
}
