/** Decides whether a name and a password belong together. */

import { findCredentials } from '#server/store/account-store.ts';
import type { Db } from '#server/store/database.ts';
import type { SignedIn } from '#server/store/session-store.ts';
import { matchNothing, passwordMatches } from './passwords.ts';

/**
 * `null` for an unknown name, a wrong password and a disabled account alike, and
 * after the same work, so that nobody can find out which names exist.
 */
export async function signIn(
  db: Db,
  { username, password }: { readonly username: string; readonly password: string },
): Promise<SignedIn | null> {
  const found = await findCredentials(db, username);
  if (found === null) {
    await matchNothing(password);
    return null;
  }
  const { passwordHash, disabled, ...account } = found;
  return (await passwordMatches(password, passwordHash)) && !disabled ? account : null;
}
