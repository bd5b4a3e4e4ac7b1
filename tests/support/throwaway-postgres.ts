/** A real Postgres for a run of tests, and databases copied from one that has all migrations. */

import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { clusterDirIn, SUPERUSER } from '#server/postgres/cluster.ts';
import { readPidFile } from '#server/postgres/pid-file.ts';
import { isPostmasterOf, signalReaches } from '#server/postgres/process-table.ts';
import { startPostgres, type Connection } from '#server/postgres/supervisor.ts';
import { createDb, createPool, type Db } from '#server/store/database.ts';
import { migrate } from '#server/store/migrate.ts';

/** Followed by the number of the process it belongs to. */
const PREFIX = 'siposyandu-test-data-';

interface ThrowawayPostgres {
  /** The migrated database that `copyDatabase` copies. Nobody else may connect to it. */
  readonly template: Connection;
  readonly stop: () => Promise<void>;
}

export async function startThrowawayPostgres(): Promise<ThrowawayPostgres> {
  await sweepKilledRuns();
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const postgres = await startPostgres({ dataDir, durable: false, log: console.error });

  const pool = createPool(postgres.connection, () => undefined);
  await migrate(pool);
  await pool.end();
  return {
    template: postgres.connection,
    stop: async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export interface TestDatabase {
  readonly connection: Connection;
  readonly pool: pg.Pool;
  /** The same connections through Kysely. */
  readonly db: Db;
  /** Closes the pool and removes the database, also under connections that others left open. */
  readonly drop: () => Promise<void>;
}

/** Empty, with all migrations applied. */
export async function copyDatabase(template: Connection): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asSuperuser(
    template,
    `create database ${name} template ${template.database} owner ${template.user} strategy file_copy`,
  );

  const connection = { ...template, database: name };
  // Dropping under its feet ends idle connections; that is meant.
  const pool = createPool(connection, () => undefined);
  return {
    connection,
    pool,
    db: createDb(pool),
    drop: async () => {
      if (!pool.ended) await pool.end();
      await asSuperuser(template, `drop database ${name} with (force)`);
    },
  };
}

async function asSuperuser(template: Connection, sql: string): Promise<void> {
  const client = new pg.Client({ ...template, user: SUPERUSER, database: 'postgres' });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
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
