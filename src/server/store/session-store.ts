/** Sign-ins as the database keeps them: under the hash of their token, with an end that can come early. */

import type { AccountId, DeviceId, PuskesmasId } from '#domain/ids.ts';
import type { Role } from '#protocol/session.ts';
import type { Db } from './database.ts';

/** A person whose session is valid. */
export interface SignedIn {
  readonly id: AccountId;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  /** Where a petugas works; `null` for the others. */
  readonly puskesmasId: PuskesmasId | null;
  readonly practice: boolean;
}

export interface LiveSession {
  readonly account: SignedIn;
  readonly deviceId: DeviceId | null;
  readonly expiresAtMs: number;
}

/** What `SignedIn` is made of. */
export interface AccountRow {
  readonly id: AccountId;
  readonly username: string;
  readonly display_name: string;
  readonly role: Role;
  readonly puskesmas_id: PuskesmasId | null;
  readonly practice: boolean;
}

export function accountOf(row: AccountRow): SignedIn {
  return {
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    role: row.role,
    puskesmasId: row.puskesmas_id,
    practice: row.practice,
  };
}

export async function insertSession(
  db: Db,
  row: {
    readonly tokenHash: Buffer;
    readonly accountId: AccountId;
    readonly deviceId: DeviceId | null;
    readonly nowMs: number;
    readonly expiresAtMs: number;
  },
): Promise<void> {
  await db
    .insertInto('session')
    .values({
      token_hash: row.tokenHash,
      account_id: row.accountId,
      device_id: row.deviceId,
      created_at: new Date(row.nowMs),
      last_seen_at: new Date(row.nowMs),
      expires_at: new Date(row.expiresAtMs),
    })
    .execute();
}

/** `null` when unknown, over, revoked, or when its account is disabled. */
export async function findLiveSession(
  db: Db,
  tokenHash: Buffer,
  nowMs: number,
): Promise<LiveSession | null> {
  const row = await db
    .selectFrom('session as s')
    .innerJoin('account as a', 'a.id', 's.account_id')
    .select([
      'a.id',
      'a.username',
      'a.display_name',
      'a.role',
      'a.puskesmas_id',
      'a.practice',
      's.device_id',
      's.expires_at',
    ])
    .where('s.token_hash', '=', tokenHash)
    .where('s.revoked_at', 'is', null)
    .where('s.expires_at', '>', new Date(nowMs))
    .where('a.disabled_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    account: accountOf(row),
    deviceId: row.device_id,
    expiresAtMs: row.expires_at.getTime(),
  };
}

export async function prolongSession(
  db: Db,
  tokenHash: Buffer,
  { nowMs, expiresAtMs }: { readonly nowMs: number; readonly expiresAtMs: number },
): Promise<void> {
  await db
    .updateTable('session')
    .set({ last_seen_at: new Date(nowMs), expires_at: new Date(expiresAtMs) })
    .where('token_hash', '=', tokenHash)
    .execute();
}

/** @returns whose it was and where; `null` when it was none or had been revoked */
export async function revokeSession(
  db: Db,
  tokenHash: Buffer,
  nowMs: number,
): Promise<{ readonly accountId: AccountId; readonly deviceId: DeviceId | null } | null> {
  const row = await db
    .updateTable('session')
    .set({ revoked_at: new Date(nowMs) })
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .returning(['account_id as accountId', 'device_id as deviceId'])
    .executeTakeFirst();
  return row ?? null;
}

/** Ends every session of a person, wherever it is: a phone was lost, a password changed. */
export async function revokeSessionsOf(db: Db, accountId: AccountId, nowMs: number): Promise<void> {
  await db
    .updateTable('session')
    .set({ revoked_at: new Date(nowMs) })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .execute();
}
