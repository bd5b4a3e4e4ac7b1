/** Composition root: environment and clock in, one server up, signals and exit code out. */

// Before any schema is made: those made from here on are compiled when they are first asked.
import 'zod/compile';
import { once } from 'node:events';
import { readConfig } from './config.ts';
import { messages } from './messages.ts';
import { StartRefused } from './start-refused.ts';
import { startServer } from './start-server.ts';
import { stopSignal } from './stop-signal.ts';

process.exitCode = await run();
// Nothing of ours is open; somebody's idle keep-alive socket must not hold the process.
process.exit();

/** @returns the exit code, after everything is closed */
async function run(): Promise<number> {
  const config = readConfig(process.env);
  if (!config.ok) {
    for (const sentence of config.error) console.error(sentence);
    return 1;
  }

  const asked = stopSignal();
  const lost = new AbortController();
  const leave = AbortSignal.any([asked, lost.signal]);
  try {
    const server = await startServer(config.value, {
      log: console.log,
      now: Date.now,
      signal: leave,
      onDatabaseLost: () => {
        console.error(messages.postgresGone);
        lost.abort();
      },
    });
    if (!leave.aborted) await once(leave, 'abort');
    console.log(messages.stopping);
    await server.stop();
    console.log(messages.stopped);
    return lost.signal.aborted ? 1 : 0;
  } catch (error) {
    if (leave.aborted && error === leave.reason) return lost.signal.aborted ? 1 : 0;
    console.error(error instanceof StartRefused ? error.message : error);
    return 1;
  }
}
