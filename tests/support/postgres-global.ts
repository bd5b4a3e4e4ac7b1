/** Starts the one real Postgres that all test files of a run share, with the migrations applied once. */

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { clusterDirIn } from '#server/postgres/cluster.ts';
import { readPidFile } from '#server/postgres/pid-file.ts';
import { isPostmasterOf, signalReaches } from '#server/postgres/process-table.ts';
import { type Connection, startPostgres } from '#server/postgres/supervisor.ts';
import { createPool } from '#server/store/database.ts';
import { migrate } from '#server/store/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated database that `createTestDatabase` copies. Nobody else may connect to it. */
    postgres: Connection;
  }
}

/** Followed by the number of the process it belongs to. */
const PREFIX = 'siposyandu-test-data-';

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweepKilledRuns();
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const postgres = await startPostgres({ dataDir, durable: false, log: console.error });

  const pool = createPool(postgres.connection, () => undefined);
  await migrate(pool);
  await pool.end();
  project.provide('postgres', postgres.connection);

  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** A run that was killed could not clear up after itself. */
async function sweepKilledRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const [, owner] = new RegExp(`^${PREFIX}(\\d+)-`).exec(name) ?? [];
    if (owner === undefined || signalReaches(Number(owner))) continue;
    const dataDir = join(tmpdir(), name);
    const clusterDir = clusterDirIn(dataDir);
    const file = await readPidFile(clusterDir);
    if (file !== null && (await isPostmasterOf(file.pid, clusterDir))) {
      process.kill(file.pid, 'SIGQUIT');
    }
    await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
  }
}
