/** A puskesmas with one posyandu, its kader and a member of staff, straight into the store. */

import { randomUUID } from 'node:crypto';
import {
  accountIdSchema,
  posyanduIdSchema,
  puskesmasIdSchema,
  type AccountId,
  type PosyanduId,
  type PuskesmasId,
} from '#domain/ids.ts';
import type { Role } from '#protocol/session.ts';
import { createAccount, grantPosyandu } from '#server/store/account-store.ts';
import type { Db } from '#server/store/database.ts';
import { createPosyandu, createPuskesmas } from '#server/store/posyandu-store.ts';

export interface APosyandu {
  readonly posyanduId: PosyanduId;
  readonly puskesmasId: PuskesmasId;
  readonly kader: AccountId;
  readonly petugas: AccountId;
}

const GRANTED_FROM = Date.parse('2026-01-01T00:00:00Z');

/** @param over ids that are settled already; a puskesmas that is there already */
export async function aPosyandu(
  db: Db,
  name = 'Posyandu Melati 1',
  over: Partial<Pick<APosyandu, 'posyanduId' | 'puskesmasId' | 'kader'>> = {},
): Promise<APosyandu> {
  const posyanduId = over.posyanduId ?? posyanduIdSchema.parse(randomUUID());
  const puskesmasId = over.puskesmasId ?? puskesmasIdSchema.parse(randomUUID());
  if (over.puskesmasId === undefined) {
    await createPuskesmas(db, { id: puskesmasId, name: 'Puskesmas Uji', practice: false });
  }
  await createPosyandu(db, {
    id: posyanduId,
    puskesmasId,
    name,
    villageName: 'Sintung',
    villageCode: '52.02.08.2005',
    practice: false,
  });
  const kader = await anAccount(db, 'kader', null, over.kader);
  await grantPosyandu(db, { accountId: kader, posyanduId, fromMs: GRANTED_FROM });
  const petugas = await anAccount(db, 'petugas', puskesmasId);
  return { posyanduId, puskesmasId, kader, petugas };
}

export async function anAccount(
  db: Db,
  role: Role = 'kader',
  puskesmasId: PuskesmasId | null = null,
  id: AccountId = accountIdSchema.parse(randomUUID()),
): Promise<AccountId> {
  await createAccount(db, {
    id,
    username: id.replaceAll('-', ''),
    displayName: `${role} uji`,
    passwordHash: 'no password opens this',
    role,
    puskesmasId,
    practice: false,
  });
  return id;
}
