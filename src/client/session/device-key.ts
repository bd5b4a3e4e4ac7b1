/** The key by which this phone renews its session: made once, to be read out by nobody, kept beside the sign-in. */

import type { PhoneDb } from '#client/data/db.ts';
import { readDeviceKey } from '#client/data/meta.ts';
import { writing } from '#client/data/transaction.ts';
import { deviceKeySchema, type DeviceKey } from '#protocol/session.ts';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };

/**
 * Makes the key when there is none yet; it is on the disk when this resolves.
 *
 * @param subtle `null` where the page is not served securely
 * @returns its public half; `null` where the browser makes or keeps no keys
 */
export async function deviceKeyOf(
  db: PhoneDb,
  subtle: SubtleCrypto | null,
): Promise<DeviceKey | null> {
  if (subtle === null) return null;
  try {
    const { publicKey } = (await readDeviceKey(db))?.keys ?? (await makeKeys(db, subtle));
    const { kty, crv, x, y } = await subtle.exportKey('jwk', publicKey);
    return deviceKeySchema.parse({ kty, crv, x, y });
  } catch {
    // Private windows of some browsers keep none: signing in works as ever, renewing does not.
    return null;
  }
}

async function makeKeys(db: PhoneDb, subtle: SubtleCrypto): Promise<CryptoKeyPair> {
  // Before the transaction, which ends while anything but the database is awaited.
  const made = await subtle.generateKey(CURVE, false, ['sign', 'verify']);
  return writing(db, [db.meta], async () => {
    const known = await readDeviceKey(db);
    if (known !== null) return known.keys;
    await db.meta.put({ key: 'device-key', keys: made, boundTo: null });
    return made;
  });
}

/** @returns base64url of `r || s` */
export async function signWith(
  subtle: SubtleCrypto,
  { privateKey }: CryptoKeyPair,
  message: string,
): Promise<string> {
  const how = { name: 'ECDSA', hash: 'SHA-256' };
  const signature = await subtle.sign(how, privateKey, new TextEncoder().encode(message));
  const letters = btoa(String.fromCharCode(...new Uint8Array(signature)));
  return letters.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
