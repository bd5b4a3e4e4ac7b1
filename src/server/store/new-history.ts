/** Tells phones that this database's history is not the one they know. */

import { randomUUID } from 'node:crypto';
import type { Db } from './database.ts';

/**
 * To be done once after a backup was put back. Its counters have fallen behind
 * what phones have seen, and would reach the same numbers again with other
 * records; under a new epoch every phone starts from 0 and keeps what waits.
 */
export async function beginNewHistory(db: Db): Promise<void> {
  await db
    .updateTable('server_meta')
    .set({ value: randomUUID() })
    .where('key', '=', 'epoch')
    .execute();
}
