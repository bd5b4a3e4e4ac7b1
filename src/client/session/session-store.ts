/** Who is signed in, as the phone keeps it: enough to open the app with no network at all. */

import type { PhoneDb } from '#client/data/db.ts';
import { noteGrants, posyanduInUse } from '#client/data/grant-store.ts';
import { ensurePhone, readDeviceKey, readSession, type IdSource } from '#client/data/meta.ts';
import type { DeviceKeyRow, SessionRow } from '#client/data/rows.ts';
import { writing } from '#client/data/transaction.ts';
import { nextUuidV7 } from '#client/data/uuid-v7.ts';
import type { DeviceId, PosyanduId } from '#domain/ids.ts';
import type { Session } from '#protocol/session.ts';

export async function deviceIdOf(db: PhoneDb, ids: IdSource) {
  return (await writing(db, [db.meta], () => ensurePhone(db, ids))).deviceId;
}

/** @param keyedAs the device under which the server took this phone's key; `null` when it took none */
export function keepSession(
  db: PhoneDb,
  ids: IdSource,
  session: Session,
  keyedAs: DeviceId | null = null,
): Promise<void> {
  return writing(db, [db.meta, db.grants], async () => {
    const phone = await ensurePhone(db, ids);
    const { uuid, state } = nextUuidV7(phone.uuid, ids.nowMs(), ids.randomBytes);
    const before = await readSession(db);
    const { account, grants, practice } = session;
    await db.meta.bulkPut([
      { ...phone, uuid: state },
      {
        key: 'session',
        account,
        grants,
        practice,
        posyanduId: posyanduInUse(grants, before?.posyanduId ?? null),
        expired: false,
        stamp: uuid,
      },
    ]);
    // Staff carry no posyandu on a phone, whatever they may see at their desk.
    if (account.role === 'kader') await noteGrants(db, account.id, grants);
    await db.meta.delete('sign-out');
    const key = await readDeviceKey(db);
    if (key === null) return;
    const boundTo =
      keyedAs === null || account.role !== 'kader'
        ? null
        : { deviceId: keyedAs, accountId: account.id, stamp: uuid };
    await db.meta.put({ ...key, boundTo } satisfies DeviceKeyRow);
  });
}

/** Ends the session on the phone for good, and remembers that the server has yet to hear of it. */
export function dropSession(db: PhoneDb, nowMs: number): Promise<void> {
  return writing(db, [db.meta], async () => {
    await db.meta.bulkDelete(['session', 'device-key']);
    await db.meta.put({ key: 'sign-out', atMs: nowMs });
  });
}

export async function owesSignOut(db: PhoneDb): Promise<boolean> {
  return (await db.meta.get('sign-out')) !== undefined;
}

/** The server has heard. A sign-in since then owes nothing and loses nothing. */
export async function signOutHeard(db: PhoneDb): Promise<void> {
  await db.meta.delete('sign-out');
}

/** Does nothing when the person signed in has no grant there. */
export function switchPosyandu(db: PhoneDb, id: PosyanduId): Promise<void> {
  return writing(db, [db.meta], async () => {
    const session = await readSession(db);
    const granted = session?.grants.some(({ posyanduId }) => posyanduId === id) ?? false;
    if (session === null || !granted) return;
    await db.meta.put({ ...session, posyanduId: id } satisfies SessionRow);
  });
}
