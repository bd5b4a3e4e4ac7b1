/** Sync's store on PostgreSQL. Locks the posyandu's counter first, so that order of numbers is order of commits. */

import { sql, type RawBuilder } from 'kysely';
import pg from 'pg';
import type { PosyanduId } from '#domain/ids.ts';
import type { Change } from '#protocol/pull.ts';
import { sha256 } from '#server/content-hash.ts';
import { NOTED_AGAIN_AFTER_MS } from '#server/sync/informed-store.ts';
import type { ReviewsInside, SyncStore } from '#server/sync/store.ts';
import { waysToCarry } from './carry-rows.ts';
import type { Db } from './database.ts';
import { lockScope, scopeTransaction } from './scope-transaction.ts';

interface Scope {
  readonly bucket: number;
  readonly posyandu_id: PosyanduId;
}

interface Page {
  readonly after: number;
  readonly limit: number;
  readonly inside: ReviewsInside | undefined;
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

    async feed(posyanduId, after, limit, inside) {
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
      return {
        counter: counter.seq,
        changes: await changesAfter(db, scope, { after, limit, inside }),
      };
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
  { after, limit, inside }: Page,
): Promise<Change[]> {
  const page = (table: 'child' | 'event' | 'review', but = sql``) => sql`
    select * from ${sql.table(table)} as one
    where bucket = ${bucket} and posyandu_id = ${posyandu_id} and scope_seq > ${after} ${but}
    order by scope_seq limit ${limit}`;
  const { rows } = await sql<{ change: Change }>`
    select change from (
      (select scope_seq, jsonb_build_object('kind', 'child', 'seq', scope_seq, 'id', id,
          'profile', profile, 'fieldVersions', field_versions, 'createdBy', created_by,
          'mergedInto', merged_into, 'movedTo', (
            select jsonb_build_object('posyanduId', id, 'posyanduName', name)
            from posyandu where id = moved_to
          )) ${withReview(inside, sql`created_by`)} as change
        from (${page('child')}) record)
      union all
      (select scope_seq, jsonb_build_object('kind', 'event', 'seq', scope_seq, 'mid', mid,
          'event', body) ${withReview(inside, sql`mid`)} as change
        from (${page('event')}) record)
      union all
      (select scope_seq, jsonb_build_object('kind', 'review', 'mid', mid,
          'childId', child_id, 'entity', entity) || ${DECISION} as change
        from (${page('review', apart(inside, after))}) review)
    ) as feed order by scope_seq limit ${limit}`.execute(db);
  return rows.map((row) => row.change);
}

/** Of a row called `review`. */
const DECISION = sql`jsonb_build_object('seq', review.scope_seq, 'status', review.status,
  'reason', review.reason,
  'decidedBy', (select display_name from account where account.id = review.decided_by),
  'decidedAtMs', (extract(epoch from review.decided_at) * 1000)::bigint)`;

/** @param madeBy the mutation that made the `record` */
function withReview(inside: ReviewsInside | undefined, madeBy: RawBuilder<unknown>) {
  if (inside === undefined) return sql``;
  return sql`|| coalesce((
    select jsonb_build_object('review', ${DECISION}) from review
    where bucket = record.bucket and posyandu_id = record.posyandu_id
      and mid = record.${madeBy} and entity = record.id and scope_seq is not null
  ), '{}')`;
}

/** Of the reviews, those whose record the phone has and did not get them with. */
function apart(inside: ReviewsInside | undefined, after: number) {
  if (inside === undefined) return sql``;
  const holds = (table: 'child' | 'event', madeBy: 'created_by' | 'mid') => sql`
    select from ${sql.table(table)} as record
    where bucket = one.bucket and posyandu_id = one.posyandu_id and id = one.entity
      and ${sql.ref(`record.${madeBy}`)} = one.mid
      and (record.scope_seq > ${after} or one.scope_seq <= ${inside.upTo})`;
  return sql`and not exists (${holds('child', 'created_by')})
    and not exists (${holds('event', 'mid')})`;
}
