/** One-time tokens for the first set-up, kept by their hash. */

import { accountsPresent } from './account-store.ts';
import type { Db } from './database.ts';

export async function insertSetupToken(db: Db, tokenHash: Buffer, nowMs: number): Promise<void> {
  await db
    .insertInto('setup_token')
    .values({ token_hash: tokenHash, created_at: new Date(nowMs) })
    .execute();
}

/** Unused, made after `sinceMs`, and nobody has an account yet. */
export async function isOpenSetupToken(
  db: Db,
  tokenHash: Buffer,
  sinceMs: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('setup_token')
    .select('token_hash')
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('created_at', '>', new Date(sinceMs))
    .executeTakeFirst();
  return row !== undefined && (await accountsPresent(db)) === 'none';
}

/**
 * Uses up this token and every other, so that of two people setting up at once
 * the second waits here and then finds none open. To be done first in the transaction.
 *
 * @returns whether the token was open
 */
export async function useUpSetupTokens(
  db: Db,
  tokenHash: Buffer,
  sinceMs: number,
  nowMs: number,
): Promise<boolean> {
  if (!(await isOpenSetupToken(db, tokenHash, sinceMs))) return false;
  const used = await db
    .updateTable('setup_token')
    .set({ used_at: new Date(nowMs) })
    .where('used_at', 'is', null)
    .returning('token_hash')
    .execute();
  return used.some((row) => row.token_hash.equals(tokenHash));
}
