/** One posyandu's decisions: what stands there now, and what a reviewer made of it. */

import { sql, type Transaction } from 'kysely';
import { DESK_OPERATIONS } from '#protocol/mutation.ts';
import type { DecidableRecord, DecisionTransaction } from '#server/review/store.ts';
import type { Database } from './schema.ts';
import type { LockedScope } from './scope-transaction.ts';

/** Staff of another puskesmas did it; what those here do with a child themselves is done. */
const BROUGHT_UNASKED = sql`r.flags @> array['other-puskesmas']::text[]`;

export function decisionTransaction(
  tx: Transaction<Database>,
  { bucket, posyandu_id, seq }: LockedScope,
): DecisionTransaction {
  return {
    async load(mids) {
      const { rows } = await sql<DecidableRecord>`
        select r.mid, r.op, r.status, r.reason, r.decided_by as "decidedBy",
          case when j.status in ('quarantined', 'conflict') then j.reason end as "quarantinedFor"
        from review r
        join journal j on j.bucket = r.bucket and j.posyandu_id = r.posyandu_id and j.mid = r.mid
        where r.bucket = ${bucket} and r.posyandu_id = ${posyandu_id}
          and r.mid = any(${[...mids]}::uuid[])
          and (r.op <> all(${[...DESK_OPERATIONS]}::text[]) or ${BROUGHT_UNASKED})`.execute(tx);
      return rows;
    },

    async save(records, { decision, reason, by, atMs }) {
      const at = new Date(atMs);
      // Taken back: nobody has decided it now.
      const decided = decision === 'reopen' ? { by: null, at: null } : { by, at };
      await sql`
        update review r
        set status = d.status, reason = d.reason, scope_seq = d.scope_seq,
          decided_by = ${decided.by}, decided_at = ${decided.at}
        from unnest(
          ${records.map(({ mid }) => mid)}::uuid[],
          ${records.map(({ status }) => status)}::text[],
          ${records.map((record) => record.reason)}::text[],
          ${records.map((_, index) => seq + 1 + index)}::bigint[]
        ) as d (mid, status, reason, scope_seq)
        where r.bucket = ${bucket} and r.posyandu_id = ${posyandu_id} and r.mid = d.mid`.execute(
        tx,
      );
      await tx
        .insertInto('decision')
        .values(
          records.map(({ mid }) => ({
            bucket,
            posyandu_id,
            mid,
            decision,
            reason,
            decided_by: by,
            decided_at: at,
          })),
        )
        .execute();
      await tx
        .updateTable('scope_counter')
        .set({ seq: seq + records.length })
        .where('bucket', '=', bucket)
        .where('posyandu_id', '=', posyandu_id)
        .execute();
    },
  };
}
