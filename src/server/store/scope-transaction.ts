/** One posyandu's transaction, which begins with the lock of its counter. */

import { sql, type Transaction } from 'kysely';
import type { PosyanduId, PuskesmasId } from '#domain/ids.ts';
import type { ScopeTransaction } from '#server/sync/store.ts';
import { arrivalsWaiting, forgetToCarry, readToCarry } from './carry-rows.ts';
import { deviceNumbers } from './device-numbers.ts';
import { loadScope } from './load-scope.ts';
import { saveScope } from './save-scope.ts';
import type { Database } from './schema.ts';

/** A posyandu whose counter this transaction holds locked. */
export interface LockedScope {
  readonly bucket: number;
  readonly posyandu_id: PosyanduId;
  readonly puskesmas_id: PuskesmasId;
  readonly practice: boolean;
  readonly village_code: string;
  /** The counter as it stood when locked. */
  readonly seq: number;
}

/** The lock every writer of a posyandu takes first. `null` when there is no such posyandu. */
export async function lockScope(
  tx: Transaction<Database>,
  posyanduId: PosyanduId,
): Promise<LockedScope | null> {
  // What follows in this transaction is planned once and for all: its statements are large, and
  // always find a few rows by their keys.
  const { rows } = await sql<LockedScope>`/* prepared: lock_scope */
    select c.bucket, c.posyandu_id, c.seq, p.puskesmas_id, p.practice, p.village_code,
      set_config('plan_cache_mode', 'force_generic_plan', true)
    from posyandu p join scope_counter c on c.posyandu_id = p.id and c.bucket = p.bucket
    where p.id = ${posyanduId} for update of c`.execute(tx);
  return rows[0] ?? null;
}

export function scopeTransaction(tx: Transaction<Database>, scope: LockedScope): ScopeTransaction {
  let { seq } = scope;
  return {
    place: { puskesmas: scope.puskesmas_id, practice: scope.practice },
    load: (keys) => loadScope(tx, scope, keys),
    async save(batch) {
      seq = await saveScope(tx, { ...scope, seq }, batch);
    },
    have: (deviceIds) => deviceNumbers(tx, scope, deviceIds),
    toCarry: () => readToCarry(tx, scope),
    arrivalsWaiting: (childIds) => arrivalsWaiting(tx, scope, childIds),
    forget: (mids) => forgetToCarry(tx, scope, mids),
  };
}
