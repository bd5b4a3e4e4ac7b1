/** Whose records a person may review. */

import type { PuskesmasId } from '#domain/ids.ts';
import type { Role } from '#protocol/session.ts';
import type { Reach } from './store.ts';

/** `null` for those who review nothing. */
export function reviewReach(account: {
  readonly role: Role;
  readonly puskesmasId: PuskesmasId | null;
}): Reach | null {
  if (account.role === 'admin') return 'all';
  if (account.role !== 'petugas' || account.puskesmasId === null) return null;
  return { puskesmasId: account.puskesmasId };
}
