/** Brings a database to the newest shape: runs each `migrations/NNNN-name.sql` once, in order, all or nothing. */

import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';

const FOLDER = new URL('./migrations/', import.meta.url);
/** Any number that no other user of the database locks. */
const LOCK = 520_013;

/**
 * Two servers starting at once on one database take turns. A database that a
 * newer build has migrated is refused.
 *
 * @throws Error with message `newer-database` when the database knows a migration this build does not
 */
export async function migrate(pool: pg.Pool): Promise<void> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).toSorted();
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await client.query(
      'create table if not exists migration (name text primary key, ran_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string }>('select name from migration');
    const ran = new Set(rows.map((row) => row.name));
    if ([...ran].some((name) => !files.includes(name))) throw new Error('newer-database');
    for (const name of files.filter((file) => !ran.has(file))) {
      await client.query(await readFile(new URL(name, FOLDER), 'utf8'));
      await client.query('insert into migration (name) values ($1)', [name]);
    }
    // Names this database's history: a phone that meets another epoch starts its cursors anew.
    await client.query(
      "insert into server_meta (key, value) values ('epoch', $1) on conflict do nothing",
      [randomUUID()],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
