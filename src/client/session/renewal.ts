/** Gets the session back that a browser lost with its cookies, without the person and their password. */

import type { PhoneDb } from '#client/data/db.ts';
import { readDeviceKey } from '#client/data/meta.ts';
import type { DeviceKeyRow } from '#client/data/rows.ts';
import { writing } from '#client/data/transaction.ts';
import { call, type HttpAnswer, type HttpDeps } from '#client/sync/http-call.ts';
import type { Renew } from '#client/sync/http-transport.ts';
import { challengeSchema, renewalMessage, sessionSchema, type Session } from '#protocol/session.ts';
import { signWith } from './device-key.ts';
import type { InTurn } from './turns.ts';

export interface RenewalDeps {
  readonly db: PhoneDb;
  readonly http: HttpDeps;
  /** `null` where the browser has none. */
  readonly subtle: SubtleCrypto | null;
  readonly inTurn: InTurn;
}

type Binding = NonNullable<DeviceKeyRow['boundTo']>;

/** Asked again while it works, it is still the one renewal. */
export function createRenewal({ db, http, subtle, inTurn }: RenewalDeps): Renew {
  let underWay: ReturnType<Renew> | null = null;

  async function renew(): Promise<HttpAnswer<Session> | null> {
    if (subtle === null) return null;
    try {
      const key = await readDeviceKey(db);
      return key === null || key.boundTo === null
        ? null
        : await renewAs(key.boundTo, key.keys, subtle);
    } catch {
      // The database is closed or gone, or the key is of no use.
      return null;
    }
  }

  async function renewAs(
    boundTo: Binding,
    keys: CryptoKeyPair,
    signer: SubtleCrypto,
  ): Promise<HttpAnswer<Session>> {
    const { deviceId, accountId } = boundTo;
    const asked = await call(http, 'POST', '/api/session/challenge', { deviceId }, challengeSchema);
    if (!asked.ok) return asked;
    const claim = { deviceId, accountId, nonce: asked.value.nonce };
    const signature = await signWith(signer, keys, renewalMessage(claim));
    const body = { ...claim, signature };
    const renewed = await call(http, 'POST', '/api/session/renew', body, sessionSchema);
    if (!renewed.ok && renewed.error.code === 'not-signed-in') await unbind(db, boundTo);
    return renewed;
  }

  return () => {
    underWay ??= inTurn(renew).finally(() => {
      underWay = null;
    });
    return underWay;
  };
}

/** The server's no is for good: asking again at every run would only be noise. A sign-in since then stays. */
function unbind(db: PhoneDb, refused: Binding): Promise<void> {
  return writing(db, [db.meta], async () => {
    const key = await readDeviceKey(db);
    if (key?.boundTo?.stamp !== refused.stamp) return;
    await db.meta.put({ ...key, boundTo: null } satisfies DeviceKeyRow);
  });
}
