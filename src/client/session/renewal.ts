/** Gets the session back that a browser lost with its cookies, without the person and their password. */

import type { PhoneDb } from '#client/data/db.ts';
import { readDeviceKey, readSession } from '#client/data/meta.ts';
import type { DeviceKeyRow } from '#client/data/rows.ts';
import { reading, writing } from '#client/data/transaction.ts';
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

/** Asked again while it works, it is still the one renewal. */
export function createRenewal({ db, http, subtle, inTurn }: RenewalDeps): Renew {
  let underWay: ReturnType<Renew> | null = null;

  async function renew(): Promise<HttpAnswer<Session> | null> {
    if (subtle === null) return null;
    try {
      const bound = await boundKey(db);
      return bound === null ? null : await renewBy(bound, subtle);
    } catch {
      // The database is closed or gone, or the key is of no use.
      return null;
    }
  }

  async function renewBy(
    { keys, boundTo }: BoundKey,
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

interface BoundKey extends DeviceKeyRow {
  readonly boundTo: NonNullable<DeviceKeyRow['boundTo']>;
}

/** `null` when the key is not of who is signed in here now. */
function boundKey(db: PhoneDb): Promise<BoundKey | null> {
  return reading(db, async () => {
    const [key, session] = [await readDeviceKey(db), await readSession(db)];
    if (key === null || key.boundTo === null) return null;
    return key.boundTo.accountId === session?.account.id ? { ...key, boundTo: key.boundTo } : null;
  });
}

/** The server's no is for good: asking again at every run would only be noise. A sign-in since then stays. */
function unbind(db: PhoneDb, refused: BoundKey['boundTo']): Promise<void> {
  return writing(db, [db.meta], async () => {
    const key = await readDeviceKey(db);
    if (key?.boundTo?.stamp !== refused.stamp) return;
    await db.meta.put({ ...key, boundTo: null } satisfies DeviceKeyRow);
  });
}
