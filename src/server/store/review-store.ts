/** Review's store on PostgreSQL: lists by key along an index, single records by id, always within reach. */

import { sql, type RawBuilder } from 'kysely';
import { OPERATIONS_OF_KIND } from '#protocol/review.ts';
import type { ListKey, Reach, RecordFilter, ReviewStore } from '#server/review/store.ts';
import type { Db } from './database.ts';
import { decisionTransaction } from './decision-transaction.ts';
import { eventsMeasured, posyanduStandings } from './overview-queries.ts';
import {
  findRecord,
  RECORD_COLUMNS,
  RECORD_JOINS,
  recordOf,
  type RecordRow,
} from './review-record.ts';
import { lockScope } from './scope-transaction.ts';

export function createReviewStore(db: Db): ReviewStore {
  return {
    async list(reach, filter, { after, limit }) {
      const { rows } = await sql<RecordRow>`
        select ${RECORD_COLUMNS}
        from (${pageOf(reach, filter, after, limit)}) r
        ${RECORD_JOINS}
        order by r.arrived_at desc, r.mid desc`.execute(db);
      return rows.map(recordOf);
    },

    async count(reach, filter, ceiling) {
      const { rows } = await sql<{ total: number }>`
        select count(*) as total from (${some(reach, filter, sql`limit ${ceiling}`)}) found`.execute(
        db,
      );
      return rows[0]?.total ?? 0;
    },

    find: (reach, mid) => findRecord(db, within(reach), mid),

    async locate(reach, mids) {
      const { rows } = await sql<Awaited<ReturnType<ReviewStore['locate']>>[number]>`
        select r.mid, r.posyandu_id as "posyanduId" from review r
        where r.mid = any(${[...mids]}::uuid[]) and ${within(reach)}`.execute(db);
      return rows;
    },

    inScope(posyanduId, work) {
      return db.transaction().execute(async (tx) => {
        const scope = await lockScope(tx, posyanduId);
        return scope === null ? null : work(decisionTransaction(tx, scope));
      });
    },

    posyandu: (reach, moment) => posyanduStandings(db, reach, moment),
    eventsMeasured: (reach, days) => eventsMeasured(db, reach, days),
  };
}

type Condition = RawBuilder<unknown>;

function within(reach: Reach): Condition {
  return reach === 'all' ? sql`true` : sql`r.puskesmas_id = ${reach.puskesmasId}`;
}

function matching({ status, posyanduId, flag, kind }: RecordFilter): Condition {
  const ofPosyandu = posyanduId === null ? sql`true` : sql`r.posyandu_id = ${posyanduId}`;
  const flagged = flag === null ? sql`true` : sql`r.flags @> array[${flag}]::text[]`;
  const ofKind =
    kind === null ? sql`true` : sql`r.op = any(${[...OPERATIONS_OF_KIND[kind]]}::text[])`;
  return sql`r.status = ${status} and ${ofPosyandu} and ${flagged} and ${ofKind}`;
}

const IN_LIST_ORDER = sql`order by r.arrived_at desc, r.mid desc`;

function pageOf(
  reach: Reach,
  filter: RecordFilter,
  after: ListKey | null,
  limit: number,
): Condition {
  const tail = sql`${IN_LIST_ORDER} limit ${limit}`;
  if (after === null) return some(reach, filter, tail);
  const key = sql`(r.arrived_at, r.mid) < (${new Date(after.arrivedAtMs)}, ${after.mid})`;
  return some(reach, filter, tail, key);
}

/**
 * The first rows of `review r`, read along an index. Each index begins with a
 * puskesmas or a posyandu, so for all puskesmas each gives its first, and of
 * those come the first.
 *
 * @param tail order and limit
 */
function some(
  reach: Reach,
  filter: RecordFilter,
  tail: Condition,
  further: Condition = sql`true`,
): Condition {
  const rows = (scope: Condition) => sql`
    select r.* from review r where ${scope} and ${matching(filter)} and ${further} ${tail}`;
  if (reach !== 'all' || filter.posyanduId !== null) return rows(within(reach));
  return sql`
    select r.* from puskesmas k cross join lateral (${rows(sql`r.puskesmas_id = k.id`)}) r ${tail}`;
}
