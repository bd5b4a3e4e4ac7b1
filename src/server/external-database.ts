/** Looks at the database that `DATABASE_URL` names before anything is done to it. */

import pg from 'pg';
import { messages } from './messages.ts';
import { StartRefused } from './start-refused.ts';

const OLDEST = 15;

/** @throws StartRefused, without any part of the URL, when it cannot serve */
export async function checkExternalDatabase(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new StartRefused(messages.databaseUnreachable(codeOf(error)));
  }
  try {
    const { rows } = await client.query<{ number: number; name: string; standby: boolean }>(
      `select current_setting('server_version_num')::int as number,
              current_setting('server_version') as name,
              pg_is_in_recovery() as standby`,
    );
    const [server] = rows;
    if (server === undefined || server.number < OLDEST * 10_000) {
      throw new StartRefused(messages.databaseTooOld(server?.name ?? '?'));
    }
    if (server.standby) throw new StartRefused(messages.databaseReadOnly);
  } finally {
    await client.end();
  }
}

/** The driver's messages can hold names; its codes cannot. */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (error instanceof Error && 'code' in error) return String(error.code);
  return 'tidak menjawab';
}
