/** Gives a command the server's database, whether the server is running beside it or not. */

import { readConfig } from '#server/config.ts';
import { migrateOrRefuse, openDatabase } from '#server/database-ready.ts';
import { findRunningPostgres } from '#server/postgres/running-postgres.ts';
import { StartRefused } from '#server/start-refused.ts';
import { createDb, createPool, type Db } from '#server/store/database.ts';

/**
 * @param say hears whole sentences for the person at the terminal
 * @returns the exit code that `work` returned; 1 when there is no database to be had
 */
export async function withDatabase(
  say: (sentence: string) => void,
  work: (db: Db) => Promise<number>,
): Promise<number> {
  const config = readConfig(process.env);
  if (!config.ok) {
    for (const sentence of config.error) say(sentence);
    return 1;
  }
  const running =
    config.value.databaseUrl === null ? await findRunningPostgres(config.value.dataDir) : null;
  const gone = new AbortController();
  try {
    const database =
      running === null
        ? await openDatabase(config.value, {
            log: say,
            signal: gone.signal,
            onDatabaseLost: () => gone.abort(),
          })
        : { connection: running, stop: () => Promise.resolve() };
    const pool = createPool(database.connection, (error) => say(error.message));
    const db = createDb(pool);
    try {
      await migrateOrRefuse(pool);
      return await work(db);
    } finally {
      await db.destroy();
      await database.stop();
    }
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    say(error.message);
    return 1;
  }
}
