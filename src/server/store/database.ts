/** Opens the pool and teaches the driver our types: whole numbers for bigint, plain text for dates. */

import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { preparing } from './prepared.ts';
import type { Database } from './schema.ts';

export type Db = Kysely<Database>;

const { INT8, DATE } = pg.types.builtins;

/**
 * Counters and sizes stay far below 2^53, so a number is exact; a calendar day
 * has no time zone, so it stays the text it is.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (format !== 'binary' && oid === INT8) return Number;
    if (format !== 'binary' && oid === DATE) return String;
    return pg.types.getTypeParser(oid, format);
  },
};

/** @returns a pool whose errors on idle connections do not end the process; `onIdleError` hears of them */
export function createPool(config: pg.PoolConfig, onIdleError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ max: 10, ...config, types });
  pool.on('error', onIdleError);
  // Lost while in use, its query fails and tells; unheard here it would end the process as well.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Closing the result closes the pool. */
export function createDb(pool: pg.Pool): Db {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
}
