/** The first hour of a real server: a one-time token lets whoever runs it make the first accounts. */

import { randomUUID } from 'node:crypto';
import { accountIdSchema, posyanduIdSchema, puskesmasIdSchema } from '#domain/ids.ts';
import { err, ok, type Result } from '#domain/result.ts';
import type { SetupRequest } from '#protocol/session.ts';
import { createAccount, grantPosyandu, type NewAccount } from '#server/store/account-store.ts';
import type { Db } from '#server/store/database.ts';
import { createPosyandu, createPuskesmas } from '#server/store/posyandu-store.ts';
import type { SignedIn } from '#server/store/session-store.ts';
import { insertSetupToken, isOpenSetupToken, useUpSetupTokens } from '#server/store/setup-store.ts';
import { hashPassword } from './passwords.ts';
import { hashToken, newToken } from './sessions.ts';

const TOKEN_LIFE_MS = 24 * 3_600_000;

export type SetupProblem = 'setup-token-invalid' | 'username-taken';

/** @returns a token good for 24 hours and for one use, as long as there is no account */
export async function createSetupToken(db: Db, nowMs: number): Promise<string> {
  const token = newToken();
  await insertSetupToken(db, hashToken(token), nowMs);
  return token;
}

/**
 * Makes the first admin, puskesmas with its reviewer, posyandu and kader, all or nothing.
 *
 * @returns the admin
 */
export async function setUp(
  db: Db,
  { token, admin, puskesmas, posyandu, kader }: SetupRequest,
  nowMs: number,
): Promise<Result<SignedIn, SetupProblem>> {
  const tokenHash = hashToken(token);
  const since = nowMs - TOKEN_LIFE_MS;
  // Before the costly hashing, so that guessing tokens costs the server nothing.
  if (!(await isOpenSetupToken(db, tokenHash, since))) return err('setup-token-invalid');

  const puskesmasId = puskesmasIdSchema.parse(randomUUID());
  const posyanduId = posyanduIdSchema.parse(randomUUID());
  const accounts = {
    admin: await newAccount(admin, 'admin'),
    petugas: { ...(await newAccount(puskesmas.petugas, 'petugas')), puskesmasId },
    kader: await newAccount(kader, 'kader'),
  };
  const people = Object.values(accounts);
  if (new Set(people.map(({ username }) => username)).size < people.length) {
    return err('username-taken');
  }

  return db.transaction().execute(async (tx) => {
    if (!(await useUpSetupTokens(tx, tokenHash, since, nowMs))) return err('setup-token-invalid');
    await createPuskesmas(tx, { id: puskesmasId, name: puskesmas.name, practice: false });
    await createPosyandu(tx, { id: posyanduId, puskesmasId, practice: false, ...posyandu });
    for (const account of people) await createAccount(tx, account);
    await grantPosyandu(tx, { accountId: accounts.kader.id, posyanduId, fromMs: nowMs });
    const { passwordHash: _, ...signedIn } = accounts.admin;
    return ok(signedIn);
  });
}

async function newAccount(
  form: SetupRequest['admin'],
  role: NewAccount['role'],
): Promise<NewAccount> {
  return {
    id: accountIdSchema.parse(randomUUID()),
    username: form.username,
    displayName: form.displayName,
    passwordHash: await hashPassword(form.password),
    role,
    puskesmasId: null,
    practice: false,
  };
}
