/** One posyandu's transaction, which begins with the lock of its counter. */

import type { Transaction } from 'kysely';
import type { PosyanduId, PuskesmasId } from '#domain/ids.ts';
import type { ScopeTransaction } from '#server/sync/store.ts';
import { forgetToCarry, readToCarry } from './carry-rows.ts';
import { deviceNumbers } from './device-numbers.ts';
import { loadScope } from './load-scope.ts';
import { saveScope } from './save-scope.ts';
import type { Database } from './schema.ts';

/** A posyandu whose counter this transaction holds locked. */
export interface LockedScope {
  readonly bucket: number;
  readonly posyandu_id: PosyanduId;
  readonly puskesmas_id: PuskesmasId;
  readonly village_code: string;
  /** The counter as it stood when locked. */
  readonly seq: number;
}

/** The lock every writer of a posyandu takes first. `null` when there is no such posyandu. */
export async function lockScope(
  tx: Transaction<Database>,
  posyanduId: PosyanduId,
): Promise<LockedScope | null> {
  const row = await tx
    .selectFrom('posyandu as p')
    .innerJoin('scope_counter as c', (join) =>
      join.onRef('c.posyandu_id', '=', 'p.id').onRef('c.bucket', '=', 'p.bucket'),
    )
    .select(['c.bucket', 'c.posyandu_id', 'c.seq', 'p.puskesmas_id', 'p.village_code'])
    .where('p.id', '=', posyanduId)
    .forUpdate('c')
    .executeTakeFirst();
  return row ?? null;
}

export function scopeTransaction(tx: Transaction<Database>, scope: LockedScope): ScopeTransaction {
  let { seq } = scope;
  return {
    load: (keys) => loadScope(tx, scope, keys),
    async save(batch) {
      seq = await saveScope(tx, { ...scope, seq }, batch);
    },
    have: (deviceIds) => deviceNumbers(tx, scope, deviceIds),
    toCarry: () => readToCarry(tx, scope),
    forget: (mids) => forgetToCarry(tx, scope, mids),
  };
}
