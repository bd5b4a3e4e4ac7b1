/** Sessions: an opaque token in a cookie, known to the database by its hash only. */

import { createHash, randomBytes } from 'node:crypto';
import type { AccountId, DeviceId } from '#domain/ids.ts';
import type { Role } from '#protocol/session.ts';
import type { Db } from '#server/store/database.ts';
import { revokeDeviceKeys, touchDeviceKey } from '#server/store/device-key-store.ts';
import {
  findLiveSession,
  insertSession,
  prolongSession,
  revokeSession,
  revokeSessionsOf,
  type LiveSession,
} from '#server/store/session-store.ts';

const DAY_MS = 86_400_000;

/**
 * How long a session lives after it was last used. A kader's phone may be
 * without signal for weeks and must not ask for a password on posyandu day; a
 * computer at the puskesmas is shared.
 */
export const SESSION_LIFE_MS: Readonly<Record<Role, number>> = {
  kader: 180 * DAY_MS,
  petugas: 7 * DAY_MS,
  admin: DAY_MS,
};

/** A session is prolonged when this share of its life has passed, so that not every request writes. */
const PROLONG_AFTER = 1 / 20;

const TOKEN_BYTES = 32;

export interface SessionToken {
  readonly token: string;
  readonly lifeMs: number;
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** @returns the token, to be put into the cookie and nowhere else */
export async function openSession(
  db: Db,
  account: { readonly id: AccountId; readonly role: Role },
  { deviceId, nowMs }: { readonly deviceId: DeviceId | null; readonly nowMs: number },
): Promise<SessionToken> {
  const token = newToken();
  const lifeMs = SESSION_LIFE_MS[account.role];
  await insertSession(db, {
    tokenHash: hashToken(token),
    accountId: account.id,
    deviceId,
    nowMs,
    expiresAtMs: nowMs + lifeMs,
  });
  return { token, lifeMs };
}

type Resumed<Found> = Found & { readonly prolonged: SessionToken | null };

/** Who holds this token now, see `resumeSessionAs`. */
export function resumeSession(
  db: Db,
  token: string,
  nowMs: number,
): Promise<Resumed<LiveSession> | null> {
  return resumeSessionAs(db, token, nowMs, (hash) => findLiveSession(db, hash, nowMs));
}

/**
 * Who holds this token now.
 *
 * @param find asks for the session, and for whatever else is wanted of it
 * @returns `prolonged` when the cookie should be set anew for as long as `lifeMs`
 */
export async function resumeSessionAs<Found extends LiveSession>(
  db: Db,
  token: string,
  nowMs: number,
  find: (tokenHash: Buffer, nowMs: number) => Promise<Found | null>,
): Promise<Resumed<Found> | null> {
  const tokenHash = hashToken(token);
  const session = await find(tokenHash, nowMs);
  if (session === null) return null;
  const lifeMs = SESSION_LIFE_MS[session.account.role];
  const expiresAtMs = nowMs + lifeMs;
  if (expiresAtMs - session.expiresAtMs < lifeMs * PROLONG_AFTER) {
    return { ...session, prolonged: null };
  }
  await prolongSession(db, tokenHash, { nowMs, expiresAtMs });
  const { account, deviceId } = session;
  if (deviceId !== null) await touchDeviceKey(db, { deviceId, accountId: account.id }, nowMs);
  return { ...session, prolonged: { token, lifeMs } };
}

/** Ends a session that another takes the place of. */
export async function closeSession(db: Db, token: string, nowMs: number): Promise<void> {
  await revokeSession(db, hashToken(token), nowMs);
}

/** Ends a session because its person wishes so: its device cannot renew it either. */
export async function signOut(db: Db, token: string, nowMs: number): Promise<void> {
  const ended = await revokeSession(db, hashToken(token), nowMs);
  if (ended === null || ended.deviceId === null) return;
  const { accountId, deviceId } = ended;
  await revokeDeviceKeys(db, { accountId, deviceId }, nowMs);
}

/** The keys first: a renewal under way makes its session before they go, and that goes with the others. */
export async function signOutEverywhere(
  db: Db,
  accountId: AccountId,
  nowMs: number,
): Promise<void> {
  await revokeDeviceKeys(db, { accountId }, nowMs);
  await revokeSessionsOf(db, accountId, nowMs);
}
