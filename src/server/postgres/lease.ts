/** One server per embedded database: a lock inside it that lives exactly as long as its holder. */

import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';

export interface Lease {
  /** The superuser's connection that holds the lock. */
  readonly client: pg.Client;
  /** Resolves when the connection is gone, wanted or not; the lock went with it. */
  readonly lost: Promise<void>;
}

/** Any number, in a database where nothing else locks. */
const LOCK = 520_001;
const NAME = 'siposyandu server';

/** How long the database may take to notice that a killed holder is gone. */
const PATIENCE_MS = 2_000;
const POLL_MS = 50;

/**
 * No file to go stale: when the server dies, however it dies, its connection
 * ends and the lock is free.
 *
 * @param client connected; closed here if the lock is not ours in the end
 * @returns the lock, or the number of the process that has it (`null` if it does not say)
 */
export async function takeLease(
  client: pg.Client,
): Promise<{ readonly lease: Lease } | { readonly heldBy: number | null }> {
  const lost = new Promise<void>((resolve) => {
    client.once('end', () => {
      resolve();
    });
  });
  const deadline = performance.now() + PATIENCE_MS;
  try {
    for (;;) {
      if (await isGranted(client)) {
        await client.query(`set application_name = '${NAME} ${process.pid}'`);
        return { lease: { client, lost } };
      }
      if (performance.now() > deadline) break;
      await delay(POLL_MS);
    }
    const heldBy = await holder(client);
    await client.end();
    return { heldBy };
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

async function isGranted(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ granted: boolean }>(
    'select pg_try_advisory_lock($1) as granted',
    [LOCK],
  );
  return rows[0]?.granted === true;
}

async function holder(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ application_name: string }>(
    'select application_name from pg_stat_activity where application_name like $1',
    [`${NAME} %`],
  );
  const number = Number(rows[0]?.application_name.slice(NAME.length));
  return number > 0 ? number : null;
}
