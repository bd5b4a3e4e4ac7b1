/** What a signed-in person may see. Another's is not "forbidden" but "not found", so that ids tell nothing. */

import type { PosyanduId } from '#domain/ids.ts';
import type { Session } from '#protocol/session.ts';
import { grantOf, grantsOf } from '#server/store/account-store.ts';
import type { Db } from '#server/store/database.ts';
import { puskesmasName } from '#server/store/posyandu-store.ts';
import type { SignedIn } from '#server/store/session-store.ts';

/** Whether this posyandu is open to this person now. */
export async function mayRead(
  db: Db,
  account: SignedIn,
  posyanduId: PosyanduId,
  nowMs: number,
): Promise<boolean> {
  return (await grantOf(db, account, posyanduId, nowMs)) !== null;
}

/** Who is signed in and what is open to them, as the client is told. */
export async function describeSession(db: Db, account: SignedIn, nowMs: number): Promise<Session> {
  const { id, username, displayName, role, puskesmasId, practice } = account;
  const name = puskesmasId === null ? null : await puskesmasName(db, puskesmasId);
  return {
    server: 'siposyandu',
    account: { id, username, displayName, role },
    grants: await grantsOf(db, account, nowMs),
    puskesmas: puskesmasId === null || name === null ? null : { id: puskesmasId, name },
    practice,
  };
}
