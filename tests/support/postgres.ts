/** Gives a test file a database of its own on the run's real Postgres. */

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { SUPERUSER } from '#server/postgres/cluster.ts';
import type { Connection } from '#server/postgres/supervisor.ts';
import { createDb, createPool, type Db } from '#server/store/database.ts';

export interface TestDatabase {
  readonly connection: Connection;
  readonly pool: pg.Pool;
  /** The same connections through Kysely. */
  readonly db: Db;
  /** Closes the pool and removes the database, also under connections that others left open. */
  readonly drop: () => Promise<void>;
}

/**
 * Empty, with all migrations applied.
 *
 * `beforeAll(async () => { database = await createTestDatabase(); return database.drop; })`
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = inject('postgres');
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
