/** Which posyandu this phone holds and for whom, and the end of it: drain first, then remove. */

import type { AccountId, PosyanduId } from '#domain/ids.ts';
import type { Grant } from '#protocol/pull.ts';
import type { PhoneDb } from './db.ts';
import { removeRecords } from './feed-restart.ts';
import { readSession } from './meta.ts';
import type { GrantRow, SessionRow } from './rows.ts';

/**
 * Notes what the server says an account may see now.
 *
 * Another account's posyandu on the same phone are none of this answer's
 * business: they stay, unseen, for when that account signs in again.
 */
export async function noteGrants(
  db: PhoneDb,
  accountId: AccountId,
  grants: readonly Grant[],
): Promise<void> {
  const granted = new Set(grants.map(({ posyanduId }) => posyanduId));
  const held = new Map((await db.grants.toArray()).map((row) => [row.posyanduId, row]));
  for (const posyanduId of granted) {
    const row = held.get(posyanduId) ?? { posyanduId, accounts: [], formerly: [] };
    if (row.accounts.at(-1) === accountId && !row.formerly.includes(accountId)) continue;
    await db.grants.put({
      posyanduId,
      accounts: [...row.accounts.filter((id) => id !== accountId), accountId],
      formerly: row.formerly.filter((id) => id !== accountId),
    });
  }
  for (const row of held.values()) {
    if (granted.has(row.posyanduId) || !row.accounts.includes(accountId)) continue;
    await db.grants.put({
      ...row,
      accounts: row.accounts.filter((id) => id !== accountId),
      formerly: [...row.formerly, accountId],
    });
  }
}

/**
 * Posyandu whose records the server takes from this account: it has a grant
 * there, or had one. Nothing else is recorded under its name, or sent by it.
 * Inside a transaction over `grants`.
 */
export async function recordableBy(
  db: PhoneDb,
  accountId: AccountId,
): Promise<ReadonlySet<PosyanduId>> {
  const [rows, session] = await Promise.all([db.grants.toArray(), readSession(db)]);
  const noted = rows.filter(
    ({ accounts, formerly }) => accounts.includes(accountId) || formerly.includes(accountId),
  );
  // An older build may have kept the sign-in without noting here whose posyandu it brought.
  const isTheirs = session?.account.id === accountId && session.account.role === 'kader';
  const shown = isTheirs ? session.grants : [];
  return new Set([...noted, ...shown].map(({ posyanduId }) => posyanduId));
}

/** Brings the grants shown to the person signed in up to date. */
export async function showGrants(db: PhoneDb, grants: readonly Grant[]): Promise<void> {
  const session = await readSession(db);
  if (session === null) return;
  const posyanduId = posyanduInUse(grants, session.posyanduId);
  // What is not written makes no screen read again.
  const isSame = JSON.stringify(grants) === JSON.stringify(session.grants);
  if (isSame && posyanduId === session.posyanduId) return;
  await db.meta.put({ ...session, grants, posyanduId } satisfies SessionRow);
}

/** The one used before if it is still granted, else the only one; `null` when a person must choose. */
export function posyanduInUse(
  grants: readonly Grant[],
  before: PosyanduId | null,
): PosyanduId | null {
  if (grants.some(({ posyanduId }) => posyanduId === before)) return before;
  return grants.length === 1 ? (grants[0]?.posyanduId ?? null) : null;
}

/**
 * Removes the records of every posyandu that no account on this phone has any
 * more, once nothing of it waits to be sent. The outbox stays, and whose it was
 * as long as the outbox holds anything: a server put back from a backup may
 * need it again.
 */
export async function removeUngranted(db: PhoneDb): Promise<PosyanduId[]> {
  const removed: PosyanduId[] = [];
  for (const row of await db.grants.toArray()) {
    if (row.accounts.length > 0 || (await isWaiting(db, row))) continue;
    const { posyanduId } = row;
    if (await holdsAnything(db, posyanduId)) {
      await removeRecords(db, posyanduId);
      removed.push(posyanduId);
    }
    const kept = await db.outbox.where('posyanduId').equals(posyanduId).count();
    if (kept === 0) await db.grants.delete(posyanduId);
  }
  return removed;
}

/** Also what was recorded here before anything of the posyandu had come from the server. */
async function holdsAnything(db: PhoneDb, posyanduId: PosyanduId): Promise<boolean> {
  if ((await db.cursors.get(posyanduId)) !== undefined) return true;
  return (await db.children.where('posyanduId').equals(posyanduId).count()) > 0;
}

async function isWaiting(db: PhoneDb, { posyanduId }: GrantRow): Promise<boolean> {
  const rows = db.outbox.where('posyanduId').equals(posyanduId);
  return (await rows.filter(({ state }) => state === 'pending').count()) > 0;
}
