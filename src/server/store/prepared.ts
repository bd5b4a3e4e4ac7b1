/**
 * Lets PostgreSQL read a statement once for each connection and only carry it
 * out from then on: for what every request of sync asks, reading and planning
 * cost more than doing.
 */

import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';

/** How a statement begins that is to be prepared; its text is always the same. */
const PREPARED_AS = /^\s*\/\* prepared: (\w+) \*\//;

/** The same pool, in which a statement that begins with `prepared: name` in a comment is prepared under that name. */
export function preparing(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PreparingClient>();
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client) ?? new PreparingClient(client);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

class PreparingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  /** As Kysely would see it. */
  readonly #plain: PostgresPoolClient;

  constructor(client: pg.PoolClient) {
    this.#client = client;
    this.#plain = client;
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    asked: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof asked !== 'string') return this.#plain.query(asked);
    const name = PREPARED_AS.exec(asked)?.[1];
    return name === undefined
      ? this.#plain.query<R>(asked, parameters)
      : this.#prepared(name, asked, parameters);
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy);
  }

  async #prepared<R>(
    name: string,
    text: string,
    parameters: readonly unknown[],
  ): Promise<PostgresQueryResult<R>> {
    const { rows, rowCount } = await this.#client.query({ name, text, values: [...parameters] });
    return { command: 'SELECT', rowCount: rowCount ?? 0, rows };
  }
}
