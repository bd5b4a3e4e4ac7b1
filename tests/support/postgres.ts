/** Gives a test file a database of its own on the run's real Postgres. */

import { inject } from 'vitest';
import { copyDatabase, type TestDatabase } from './throwaway-postgres.ts';

export type { TestDatabase };

/**
 * Empty, with all migrations applied.
 *
 * `beforeAll(async () => { database = await createTestDatabase(); return database.drop; })`
 */
export function createTestDatabase(): Promise<TestDatabase> {
  return copyDatabase(inject('postgres'));
}
