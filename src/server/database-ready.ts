/** Brings the database to where the app can work: reachable, migrated, and with the people it should have. */

import type pg from 'pg';
import { createSetupToken } from './auth/setup.ts';
import type { Config } from './config.ts';
import { checkExternalDatabase, codeOf } from './external-database.ts';
import { messages } from './messages.ts';
import { startPostgres } from './postgres/supervisor.ts';
import { createPractice } from './practice/create-practice.ts';
import { StartRefused } from './start-refused.ts';
import { accountsPresent } from './store/account-store.ts';
import type { Db } from './store/database.ts';
import { migrate } from './store/migrate.ts';

export interface OpenDatabase {
  readonly connection: pg.PoolConfig;
  /** Ends the embedded Postgres; leaves another's alone. */
  stop(): Promise<void>;
}

interface Surroundings {
  readonly log: (sentence: string) => void;
  readonly signal: AbortSignal;
  readonly onDatabaseLost: () => void;
}

/** @throws StartRefused */
export async function openDatabase(
  { databaseUrl, dataDir }: Config,
  { log, signal, onDatabaseLost }: Surroundings,
): Promise<OpenDatabase> {
  if (databaseUrl === null) {
    return startPostgres({ dataDir, log, signal, onLost: onDatabaseLost });
  }
  await checkExternalDatabase(databaseUrl);
  return { connection: { connectionString: databaseUrl }, stop: () => Promise.resolve() };
}

/** @throws StartRefused when the database belongs to a newer build or forbids making tables */
export async function migrateOrRefuse(pool: pg.Pool): Promise<void> {
  try {
    await migrate(pool);
  } catch (error) {
    if (error instanceof Error && error.message === 'newer-database') {
      throw new StartRefused(messages.databaseNewer, { cause: error });
    }
    if (codeOf(error) === INSUFFICIENT_PRIVILEGE) {
      throw new StartRefused(messages.databaseForbids(INSUFFICIENT_PRIVILEGE), { cause: error });
    }
    throw error;
  }
}

const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Practice accounts have a password everybody knows, so practice and real work
 * never share a database: either way round the start is refused.
 *
 * @returns the token for the first set-up; `null` where there are accounts
 * @throws StartRefused
 */
export async function settlePeople(
  db: Db,
  { practice, databaseUrl, dataDir }: Config,
  { log, nowMs }: { readonly log: (sentence: string) => void; readonly nowMs: number },
): Promise<string | null> {
  const present = await accountsPresent(db);
  if (practice) {
    if (present === 'real') throw new StartRefused(messages.practiceRefused);
    if (present === 'none') {
      log(messages.creatingPractice);
      await createPractice(db, nowMs);
    }
    return null;
  }
  if (present === 'practice') {
    throw new StartRefused(messages.practiceLeft(databaseUrl === null ? dataDir : null));
  }
  return present === 'none' ? createSetupToken(db, nowMs) : null;
}
