/** Keys by which phones renew a lost session, and the challenges they sign. */

import type { AccountId, DeviceId } from '#domain/ids.ts';
import type { DeviceKey } from '#protocol/session.ts';
import type { Db } from './database.ts';
import { accountOf, type SignedIn } from './session-store.ts';

export interface DeviceOfAccount {
  readonly deviceId: DeviceId;
  readonly accountId: AccountId;
}

/** In place of the key this account had on this device before. */
export async function putDeviceKey(
  db: Db,
  { deviceId, accountId }: DeviceOfAccount,
  { publicKey, nowMs }: { readonly publicKey: DeviceKey; readonly nowMs: number },
): Promise<void> {
  const now = new Date(nowMs);
  const key = { public_key: publicKey, created_at: now, last_used_at: now, revoked_at: null };
  await db
    .insertInto('device_key')
    .values({ device_id: deviceId, account_id: accountId, ...key })
    .onConflict((conflict) => conflict.columns(['device_id', 'account_id']).doUpdateSet(key))
    .execute();
}

/** Revokes what of this is given: every key of a device, of an account, or the one of both. */
export async function revokeDeviceKeys(
  db: Db,
  whose: { readonly deviceId: DeviceId } | { readonly accountId: AccountId } | DeviceOfAccount,
  nowMs: number,
): Promise<void> {
  let query = db
    .updateTable('device_key')
    .set({ revoked_at: new Date(nowMs) })
    .where('revoked_at', 'is', null);
  if ('deviceId' in whose) query = query.where('device_id', '=', whose.deviceId);
  if ('accountId' in whose) query = query.where('account_id', '=', whose.accountId);
  await query.execute();
}

/** `null` when there is none, it is revoked or was last used before `sinceMs`, or its account is no kader's or disabled. */
export async function findDeviceKey(
  db: Db,
  { deviceId, accountId }: DeviceOfAccount,
  sinceMs: number,
): Promise<{ readonly publicKey: DeviceKey; readonly account: SignedIn } | null> {
  const row = await db
    .selectFrom('device_key as k')
    .innerJoin('account as a', 'a.id', 'k.account_id')
    .select(['a.id', 'a.username', 'a.display_name', 'a.role', 'a.puskesmas_id', 'a.practice'])
    .select('k.public_key')
    .where('k.device_id', '=', deviceId)
    .where('k.account_id', '=', accountId)
    .where('k.revoked_at', 'is', null)
    .where('k.last_used_at', '>', new Date(sinceMs))
    .where('a.role', '=', 'kader')
    .where('a.disabled_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : { publicKey: row.public_key, account: accountOf(row) };
}

/** @returns false when the key is revoked; else no revoking passes until the transaction ends */
export async function touchDeviceKey(
  db: Db,
  { deviceId, accountId }: DeviceOfAccount,
  nowMs: number,
): Promise<boolean> {
  const row = await db
    .updateTable('device_key')
    .set({ last_used_at: new Date(nowMs) })
    .where('device_id', '=', deviceId)
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .returning('device_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Also clears away those that were never answered. */
export async function insertChallenge(
  db: Db,
  challenge: {
    readonly nonceHash: Buffer;
    readonly deviceId: DeviceId;
    readonly nowMs: number;
    readonly expiresAtMs: number;
  },
): Promise<void> {
  await db
    .deleteFrom('renewal_challenge')
    .where('expires_at', '<=', new Date(challenge.nowMs))
    .execute();
  await db
    .insertInto('renewal_challenge')
    .values({
      nonce_hash: challenge.nonceHash,
      device_id: challenge.deviceId,
      expires_at: new Date(challenge.expiresAtMs),
    })
    .execute();
}

/** @returns whether it was this device's and open; it is open for nobody any more */
export async function takeChallenge(
  db: Db,
  nonceHash: Buffer,
  { deviceId, nowMs }: { readonly deviceId: DeviceId; readonly nowMs: number },
): Promise<boolean> {
  const row = await db
    .deleteFrom('renewal_challenge')
    .where('nonce_hash', '=', nonceHash)
    .returning(['device_id', 'expires_at'])
    .executeTakeFirst();
  return row !== undefined && row.device_id === deviceId && row.expires_at.getTime() > nowMs;
}
