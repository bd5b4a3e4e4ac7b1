/** Kader of many posyandu, each with a phone that is signed in, put straight into a database. */

import { randomUUID } from 'node:crypto';
import {
  accountIdSchema,
  deviceIdSchema,
  posyanduIdSchema,
  puskesmasIdSchema,
  type PuskesmasId,
} from '#domain/ids.ts';
import { openSession } from '#server/auth/sessions.ts';
import { createAccount, grantPosyandu } from '#server/store/account-store.ts';
import type { Db } from '#server/store/database.ts';
import { createPosyandu, createPuskesmas } from '#server/store/posyandu-store.ts';
import type { LoadPhone } from './server-load.ts';

/** Posyandu under one puskesmas; a real one has 20 to 60. */
const POSYANDU_PER_PUSKESMAS = 40;
const DAY_MS = 86_400_000;

/** @returns a phone for each posyandu, `phonesEach` of them */
export async function signInCrowd(
  db: Db,
  posyanduCount: number,
  phonesEach: number,
): Promise<LoadPhone[]> {
  const phones: LoadPhone[] = [];
  let puskesmasId: PuskesmasId | null = null;
  for (let index = 0; index < posyanduCount; index += 1) {
    if (puskesmasId === null || index % POSYANDU_PER_PUSKESMAS === 0) {
      puskesmasId = puskesmasIdSchema.parse(randomUUID());
      await createPuskesmas(db, { id: puskesmasId, name: 'Puskesmas Beban', practice: false });
    }
    const posyanduId = posyanduIdSchema.parse(randomUUID());
    await createPosyandu(db, {
      id: posyanduId,
      puskesmasId,
      name: `Posyandu Beban ${index}`,
      villageName: 'Desa Beban',
      villageCode: '52.02.08.2005',
      practice: false,
    });
    for (let phone = 0; phone < phonesEach; phone += 1) phones.push(await signIn(db, posyanduId));
  }
  return phones;
}

async function signIn(db: Db, posyanduId: LoadPhone['posyanduId']): Promise<LoadPhone> {
  const id = accountIdSchema.parse(randomUUID());
  const deviceId = deviceIdSchema.parse(randomUUID());
  const nowMs = Date.now();
  await createAccount(db, {
    id,
    username: `beban-${id}`,
    displayName: 'Kader Beban',
    role: 'kader',
    puskesmasId: null,
    practice: false,
    passwordHash: 'nobody signs in with a password here',
  });
  await grantPosyandu(db, { accountId: id, posyanduId, fromMs: nowMs - DAY_MS });
  const { token } = await openSession(db, { id, role: 'kader' }, { deviceId, nowMs });
  return { posyanduId, deviceId, authorId: id, cookie: `siposyandu=${token}` };
}
