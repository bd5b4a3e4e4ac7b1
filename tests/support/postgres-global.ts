/** Starts the one real Postgres that all test files of a run share, with the migrations applied once. */

import type { TestProject } from 'vitest/node';
import type { Connection } from '#server/postgres/supervisor.ts';
import { startThrowawayPostgres } from './throwaway-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated database that `createTestDatabase` copies. Nobody else may connect to it. */
    postgres: Connection;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { template, stop } = await startThrowawayPostgres();
  project.provide('postgres', template);
  return stop;
}
