/** Sync's store on PostgreSQL. Locks the posyandu's counter first, so that order of numbers is order of commits. */

import { sql } from 'kysely';
import pg from 'pg';
import type { PosyanduId } from '#domain/ids.ts';
import type { Change } from '#protocol/pull.ts';
import { sha256 } from '#server/content-hash.ts';
import { NOTED_AGAIN_AFTER_MS } from '#server/sync/informed-store.ts';
import type { SyncStore } from '#server/sync/store.ts';
import { waysToCarry } from './carry-rows.ts';
import type { Db } from './database.ts';
import { lockScope, scopeTransaction } from './scope-transaction.ts';

interface Scope {
  readonly bucket: number;
  readonly posyandu_id: PosyanduId;
}

export function createSyncStore(db: Db): SyncStore {
  return {
    async epoch() {
      const row = await db
        .selectFrom('server_meta')
        .select('value')
        .where('key', '=', 'epoch')
        .executeTakeFirstOrThrow();
      return row.value;
    },

    inScope(posyanduId, work) {
      return db.transaction().execute(async (tx) => {
        const scope = await lockScope(tx, posyanduId);
        return scope === null ? null : work(scopeTransaction(tx, scope));
      });
    },

    inScopes([one, other], work) {
      return db.transaction().execute(async (tx) => {
        const first = await lockScope(tx, one < other ? one : other);
        const second = await lockScope(tx, one < other ? other : one);
        if (first === null || second === null) return null;
        const [here, there] = one < other ? [first, second] : [second, first];
        return work(scopeTransaction(tx, here), scopeTransaction(tx, there));
      });
    },
    waysToCarry: (from) => waysToCarry(db, from),

    async feed(posyanduId, after, limit) {
      const counter = await db
        .selectFrom('scope_counter as c')
        .innerJoin('posyandu as p', (join) =>
          join.onRef('p.id', '=', 'c.posyandu_id').onRef('p.bucket', '=', 'c.bucket'),
        )
        .select(['c.seq', 'c.bucket'])
        .where('p.id', '=', posyanduId)
        .executeTakeFirst();
      if (counter === undefined || counter.seq === after) {
        return { counter: counter?.seq ?? 0, changes: [] };
      }
      const scope = { bucket: counter.bucket, posyandu_id: posyanduId };
      return { counter: counter.seq, changes: await changesAfter(db, scope, after, limit) };
    },

    async everGranted(accountId, posyanduId) {
      const row = await db
        .selectFrom('access_grant')
        .select('account_id')
        .where('account_id', '=', accountId)
        .where('posyandu_id', '=', posyanduId)
        .executeTakeFirst();
      return row !== undefined;
    },

    async keepRaw({ accountId, reason, body, receivedAtMs }) {
      await db
        .insertInto('inbox_raw')
        .values({
          body_hash: Buffer.from(sha256(`${accountId} ${body}`), 'hex'),
          account_id: accountId,
          received_at: new Date(receivedAtMs),
          reason,
          body,
        })
        .onConflict((conflict) => conflict.column('body_hash').doNothing())
        .execute();
    },

    async noteDevice({ posyanduId, deviceId, accountId, app, nowMs, waiting }) {
      const now = new Date(nowMs);
      const stale = new Date(nowMs - NOTED_AGAIN_AFTER_MS);
      const [pushedAt, pulledAt] = waiting === null ? [null, now] : [now, null];
      // Nothing new to note: then nothing is written. Else no disk is waited for: what a power cut
      // takes here, the phone says again.
      await sql`/* prepared: note_device */
        insert into device_scope as d
          (bucket, posyandu_id, device_id, account_id, app, waiting, last_push_at, last_pull_at)
        select bucket, id, ${deviceId}, ${accountId}, ${app}, ${waiting ?? 0}, ${pushedAt}, ${pulledAt}
        from posyandu p, set_config('synchronous_commit', 'off', true)
        where id = ${posyanduId} and not exists (
          select from device_scope
          where bucket = p.bucket and posyandu_id = p.id and device_id = ${deviceId}
            and account_id = ${accountId} and app = ${app}
            and waiting = coalesce(${waiting}::integer, waiting)
            and case when ${waiting}::integer is null then last_pull_at else last_push_at end
              between ${stale} and ${now}
        )
        on conflict (bucket, posyandu_id, device_id) do update
          set account_id = excluded.account_id, app = excluded.app,
            waiting = coalesce(${waiting}::integer, d.waiting),
            last_push_at = coalesce(excluded.last_push_at, d.last_push_at),
            last_pull_at = coalesce(excluded.last_pull_at, d.last_pull_at)`.execute(db);
    },

    // Class 22 is bad data, 23 a broken constraint: the same again would fail the same.
    isDataError: (error) => error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? ''),
  };
}

/** One statement, so one snapshot: whoever sees a number sees every number below it. */
async function changesAfter(
  db: Db,
  { bucket, posyandu_id }: Scope,
  after: number,
  limit: number,
): Promise<Change[]> {
  const scoped = sql`bucket = ${bucket} and posyandu_id = ${posyandu_id} and scope_seq > ${after}`;
  const { rows } = await sql<{ change: Change }>`
    select change from (
      (select scope_seq, jsonb_build_object('kind', 'child', 'seq', scope_seq, 'id', id,
          'profile', profile, 'fieldVersions', field_versions, 'createdBy', created_by,
          'mergedInto', merged_into, 'movedTo', (
            select jsonb_build_object('posyanduId', id, 'posyanduName', name)
            from posyandu where id = moved_to
          )) as change
        from child where ${scoped} order by scope_seq limit ${limit})
      union all
      (select scope_seq, jsonb_build_object('kind', 'event', 'seq', scope_seq, 'mid', mid,
          'event', body)
        from event where ${scoped} order by scope_seq limit ${limit})
      union all
      (select scope_seq, jsonb_build_object('kind', 'review', 'seq', scope_seq, 'mid', mid,
          'childId', child_id, 'entity', entity, 'status', status, 'reason', reason,
          'decidedBy', (select display_name from account where account.id = decided_by),
          'decidedAtMs', (extract(epoch from decided_at) * 1000)::bigint)
        from review where ${scoped} order by scope_seq limit ${limit})
    ) as feed order by scope_seq limit ${limit}`.execute(db);
  return rows.map((row) => row.change);
}
