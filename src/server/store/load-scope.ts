/** Reads what a chunk may touch of one posyandu, inside its lock. */

import { sql, type Transaction } from 'kysely';
import type { ChildEvent } from '#domain/child-event.ts';
import type { AccountId, ChildId, DeviceId, MutationId } from '#domain/ids.ts';
import { mutationEnvelopeSchema } from '#protocol/mutation.ts';
import type { Outcome, QuarantineReason } from '#protocol/push.ts';
import {
  slotKey,
  type ChildRow,
  type EventRow,
  type GrantSpan,
  type ScopeKeys,
  type ScopeState,
} from '#server/sync/store.ts';
import { numbersFrom, numbersOf, type FoundNumbers, type Numbers } from './device-numbers.ts';
import { regionOf } from './region-of.ts';
import type { Database } from './schema.ts';
import type { LockedScope } from './scope-transaction.ts';

/** Waiting mutations looked at in one transaction; more than a posyandu records in a month is an attack. */
const MAX_PARKED = 500;

/** Each kind of row as PostgreSQL puts it into JSON; `null` where there is none. */
interface Found {
  readonly journal:
    | readonly (StoredVerdict & {
        readonly mid: MutationId;
        readonly deviceId: DeviceId;
        readonly seq: number;
        readonly op: string;
        readonly entity: string;
      })[]
    | null;
  /** As text, like the events: PostgreSQL would check at length what it has just put together. */
  readonly children: string | null;
  readonly events: string | null;
  readonly measuredBefore: readonly ChildId[] | null;
  readonly grants: readonly (GrantSpan & { readonly accountId: AccountId })[] | null;
  readonly parked:
    | readonly (StoredVerdict & {
        readonly body: string;
        readonly pushedBy: AccountId;
        readonly arrivedAtMs: number;
        readonly needs: readonly string[];
      })[]
    | null;
  readonly numbers: readonly FoundNumbers[] | null;
}

interface StoredVerdict {
  readonly contentHash: string;
  readonly status: Outcome;
  readonly reason: QuarantineReason | null;
}

/** @returns also which numbers the journal holds of the devices asked for */
export async function loadScope(
  tx: Transaction<Database>,
  { bucket, posyandu_id, village_code }: LockedScope,
  keys: ScopeKeys,
): Promise<{ readonly state: ScopeState; readonly numbers: readonly Numbers[] }> {
  const here = sql`bucket = ${bucket} and posyandu_id = ${posyandu_id}`;
  const slots = [...Map.groupBy(keys.slots, ({ deviceId }) => deviceId)].map(
    ([deviceId, ofDevice]) => ({ deviceId, seqs: ofDevice.map((slot) => slot.seq) }),
  );
  const devices = slots.map(({ deviceId }) => deviceId);
  const seqs = keys.slots.map(({ seq }) => seq);
  // One statement, because it is waited for under the posyandu's lock.
  const { rows } = await sql<Found>`/* prepared: load_scope */
    with recursive alias as materialized (
      select id, merged_into from child where ${here} and merged_into is not null
    ),
    relative (id, whole) as (
      select id, true from unnest(${[...keys.childIds]}::uuid[]) as asked (id)
      union
      select id, false from unnest(${[...keys.measuredIds]}::uuid[]) as asked (id)
      union
      select case relative.id when alias.id then merged_into else alias.id end, whole
      from relative join alias on relative.id in (alias.id, merged_into)
    ),
    family as (select id, bool_or(whole) as whole from relative group by id),
    measured as (select id from family where not whole)
    select (
      select json_agg(json_build_object('mid', mid, 'deviceId', device_id, 'seq', seq, 'op', op,
        'entity', entity, 'contentHash', encode(content_hash, 'hex'), 'status', status, 'reason', reason))
      from (
        select mid, device_id, seq, op, entity, content_hash, status, reason from journal
        where ${here} and mid = any(${[...keys.mids]}::uuid[])
        union all
        select known.* from unnest(
          ${devices}::uuid[],
          ${slots.map((each) => Math.min(...each.seqs))}::integer[],
          ${slots.map((each) => Math.max(...each.seqs))}::integer[]
        ) as asked (device_id, first, last)
        cross join lateral (
          -- A stretch of the index, for each device by itself: of single numbers the planner
          -- thinks so ill that it reads the posyandu's whole journal instead.
          select mid, device_id, seq, op, entity, content_hash, status, reason from journal
          where ${here} and device_id = asked.device_id and seq between asked.first and asked.last
            and array_position(${seqs}::integer[], seq) is not null
          offset 0
        ) known
      ) known
    ) as journal, (
      select '[' || string_agg(concat('{"id":"', id, '","profile":', profile,
        ',"fieldVersions":', field_versions, ',"createdBy":"', created_by,
        '","mergedInto":', coalesce('"' || merged_into || '"', 'null'),
        ',"movedTo":', coalesce('"' || moved_to || '"', 'null'), '}'), ',') || ']'
      from child where ${here} and id = any(array(select id from family))
    ) as children, (
      select '[' || string_agg(
        concat('["', mid, '","', occurred_on, '",', body, ',', scope_seq, ']'), ',') || ']'
      from (
        select mid, occurred_on, body, scope_seq from event where ${here} and (
          child_id = any(array(select id from family where whole))
          or id = any(${[...keys.eventIds]}::uuid[]))
        union all
        select mid, occurred_on, body, scope_seq from event
        where ${here} and child_id = any(array(select id from measured)) and target_id is not null
        union all
        select mid, occurred_on, body, scope_seq from event
        where ${here} and child_id = any(array(select id from measured)) and target_id is null
          and measured_on >= ${keys.measuredSince}::date
      ) found
    ) as events, (
      select json_agg(id) from measured where exists (
        select from event
        where ${here} and child_id = measured.id and measured_on < ${keys.measuredSince}::date)
    ) as "measuredBefore", (
      select json_agg(json_build_object('accountId', account_id,
        'fromMs', ${milliseconds('valid_from')}, 'untilMs', ${milliseconds('valid_until')}))
      from access_grant
      where posyandu_id = ${posyandu_id} and account_id = any(${[...keys.accountIds]}::uuid[])
    ) as grants, (
      select json_agg(json_build_object('body', body, 'contentHash', encode(content_hash, 'hex'),
        'pushedBy', pushed_by, 'arrivedAtMs', ${milliseconds('arrived_at')}, 'status', status,
        'reason', reason, 'needs', needs) order by place)
      from (
        select * from journal where ${here} and status = 'parked' order by place limit ${MAX_PARKED}
      ) waiting
    ) as parked, (${numbersOf(here, devices)}) as numbers`.execute(tx);
  const [found = NOTHING] = rows;
  const { journal, events, measuredBefore, grants, parked, numbers } = found;
  const children: ChildRow[] = found.children === null ? [] : JSON.parse(found.children);

  const state = {
    region: regionOf(village_code),
    journal: new Map((journal ?? []).map((row) => [row.mid, row])),
    parked: (parked ?? []).map(({ body, ...row }) => ({
      ...row,
      envelope: mutationEnvelopeSchema.parse(JSON.parse(body)),
    })),
    slots: new Map((journal ?? []).map((row) => [slotKey(row.deviceId, row.seq), row.mid])),
    children: new Map(children.map((row) => [row.id, row])),
    events: events === null ? [] : eventsIn(events),
    measuredBefore: new Set(measuredBefore),
    grants: Map.groupBy(grants ?? [], (span) => span.accountId),
  };
  return { state, numbers: (numbers ?? []).map(numbersFrom) };
}

type EventTuple = readonly [
  mid: MutationId,
  occurredOn: string,
  event: ChildEvent,
  scopeSeq: number,
];

/** In server order, each once. */
function eventsIn(text: string): EventRow[] {
  const found: EventTuple[] = JSON.parse(text);
  return found
    .sort((a, b) => a[3] - b[3])
    .filter(([, , , seq], index, sorted) => seq !== sorted[index - 1]?.[3])
    .map(([mid, occurredOn, event]) => ({ mid, occurredOn, event }));
}

const NOTHING: Found = {
  journal: null,
  children: null,
  events: null,
  measuredBefore: null,
  grants: null,
  parked: null,
  numbers: null,
};

/** Of an instant, since 1970. */
function milliseconds(column: 'valid_from' | 'valid_until' | 'arrived_at') {
  return sql`(extract(epoch from ${sql.ref(column)}) * 1000)::bigint`;
}
