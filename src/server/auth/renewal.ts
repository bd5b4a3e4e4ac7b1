/** A kader's phone that lost its cookie shows by its key that it is the one a password was typed on. */

import { webcrypto } from 'node:crypto';
import type { AccountId, DeviceId } from '#domain/ids.ts';
import { renewalMessage, type DeviceKey, type RenewalRequest } from '#protocol/session.ts';
import type { Db } from '#server/store/database.ts';
import {
  findDeviceKey,
  insertChallenge,
  putDeviceKey,
  revokeDeviceKeys,
  touchDeviceKey,
  takeChallenge,
} from '#server/store/device-key-store.ts';
import type { SignedIn } from '#server/store/session-store.ts';
import {
  hashToken,
  newToken,
  openSession,
  SESSION_LIFE_MS,
  type SessionToken,
} from './sessions.ts';

/** How long after a kader's last use of a phone it may renew: as long as a session itself would have lived. */
const RENEWABLE_MS = SESSION_LIFE_MS.kader;
const CHALLENGE_LIFE_MS = 2 * 60_000;

/**
 * Who signed in last on a device decides whom it can renew.
 *
 * @param key `null` for a device that has none; staff never renew, their computers are shared
 */
export function bindDevice(
  db: Db,
  account: { readonly id: AccountId; readonly role: SignedIn['role'] },
  device: { readonly deviceId: DeviceId; readonly key: DeviceKey | null; readonly nowMs: number },
): Promise<void> {
  const { deviceId, key, nowMs } = device;
  return db.transaction().execute(async (tx) => {
    await revokeDeviceKeys(tx, { deviceId }, nowMs);
    if (key === null || account.role !== 'kader') return;
    await putDeviceKey(tx, { deviceId, accountId: account.id }, { publicKey: key, nowMs });
  });
}

/** @returns what the device is to sign, once and within two minutes; made for any device, known or not */
export async function challenge(db: Db, deviceId: DeviceId, nowMs: number): Promise<string> {
  const nonce = newToken();
  const expiresAtMs = nowMs + CHALLENGE_LIFE_MS;
  await insertChallenge(db, { nonceHash: hashToken(nonce), deviceId, nowMs, expiresAtMs });
  return nonce;
}

/** `null` for whatever is wrong, so that nobody learns what was. Uses up the challenge in any case. */
export async function renewSession(
  db: Db,
  request: RenewalRequest,
  nowMs: number,
): Promise<{ readonly account: SignedIn; readonly session: SessionToken } | null> {
  const { deviceId, nonce } = request;
  if (!(await takeChallenge(db, hashToken(nonce), { deviceId, nowMs }))) return null;
  const found = await findDeviceKey(db, request, nowMs - RENEWABLE_MS);
  if (found === null || !(await isSignedBy(found.publicKey, request))) return null;
  const { account } = found;
  return db.transaction().execute(async (tx) => {
    if (!(await touchDeviceKey(tx, request, nowMs))) return null;
    return { account, session: await openSession(tx, account, { deviceId, nowMs }) };
  });
}

async function isSignedBy(publicKey: DeviceKey, request: RenewalRequest): Promise<boolean> {
  const { subtle } = webcrypto;
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  try {
    const key = await subtle.importKey('jwk', publicKey, curve, false, ['verify']);
    const signature = Buffer.from(request.signature, 'base64url');
    const how = { name: 'ECDSA', hash: 'SHA-256' };
    return await subtle.verify(how, key, signature, Buffer.from(renewalMessage(request)));
  } catch {
    // Two numbers that are no point of the curve.
    return false;
  }
}
