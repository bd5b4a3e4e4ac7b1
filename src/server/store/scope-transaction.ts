/** One posyandu's transaction, which begins with the lock of its counter. */

import { sql, type Transaction } from 'kysely';
import type { DeviceId, PosyanduId, PuskesmasId } from '#domain/ids.ts';
import type { ScopeBatch, ScopeTransaction } from '#server/sync/store.ts';
import { arrivalsWaiting, forgetToCarry, readToCarry } from './carry-rows.ts';
import { readNumbers, withNumbers, type Numbers } from './device-numbers.ts';
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
  /** As they stand in this transaction: what follows a load and a save needs not be asked again. */
  const numbers = new Map<DeviceId, Numbers>();
  const know = (found: readonly Numbers[]) => {
    for (const each of found) numbers.set(each.deviceId, each);
  };
  return {
    place: { puskesmas: scope.puskesmas_id, practice: scope.practice },
    async load(keys) {
      const found = await loadScope(tx, scope, keys);
      know(found.numbers);
      return found.state;
    },
    async save(batch) {
      const grown = grownBy(batch, numbers);
      seq = await saveScope(tx, { ...scope, seq }, batch, grown);
      know(grown);
    },
    async have(deviceIds) {
      const unknown = deviceIds.filter((deviceId) => !numbers.has(deviceId));
      if (unknown.length > 0) know(await readNumbers(tx, scope, unknown));
      return deviceIds.flatMap((deviceId) => numbers.get(deviceId) ?? []);
    },
    toCarry: () => readToCarry(tx, scope),
    arrivalsWaiting: (childIds) => arrivalsWaiting(tx, scope, childIds),
    forget: (mids) => forgetToCarry(tx, scope, mids),
  };
}

function grownBy({ journal }: ScopeBatch, numbers: ReadonlyMap<DeviceId, Numbers>): Numbers[] {
  const seqs = Map.groupBy(journal, ({ envelope }) => envelope.deviceId);
  return [...seqs].flatMap(([deviceId, rows]) => {
    const before = numbers.get(deviceId);
    // Saved without having been looked for: then they are read when somebody asks.
    if (before === undefined) return [];
    return [
      withNumbers(
        before,
        rows.map(({ envelope }) => envelope.seq),
      ),
    ];
  });
}
