/** A process of its own that starts the embedded Postgres, says how to reach it, and stops it at SIGTERM. */

import process from 'node:process';
import { startPostgres } from '#server/postgres/supervisor.ts';
import { StartRefused } from '#server/start-refused.ts';

export interface HoldOptions {
  readonly dataDir: string;
  /** Who to become, after the code is read, so that the project may lie where only root may look. */
  readonly user: { readonly uid: number; readonly gid: number } | null;
  readonly nativeDir: string | null;
}

const options: HoldOptions = JSON.parse(process.argv[2] ?? '');
if (options.user !== null) {
  process.setgroups?.([]);
  process.setgid?.(options.user.gid);
  process.setuid?.(options.user.uid);
}

try {
  const postgres = await startPostgres({
    dataDir: options.dataDir,
    log: console.error,
    ...(options.nativeDir === null ? {} : { nativeDir: options.nativeDir }),
  });
  process.once('SIGTERM', () => {
    void postgres.stop().then(() => process.exit(0));
  });
  // Keeps the process up; Postgres alone does not.
  setInterval(() => undefined, 60_000);
  console.log(JSON.stringify({ connection: postgres.connection }));
} catch (error) {
  console.log(JSON.stringify({ refused: error instanceof StartRefused, message: String(error) }));
  process.exitCode = 1;
}
