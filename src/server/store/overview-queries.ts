/** What the overview of the posyandu is counted from. */

import { sql } from 'kysely';
import type { GrowthEvent } from '#domain/growth-event.ts';
import type { ChildId, PosyanduId } from '#domain/ids.ts';
import type { Held } from '#protocol/review.ts';
import type { PosyanduStanding, Reach, StandingMoment } from '#server/review/store.ts';
import type { Db } from './database.ts';

interface StandingRow extends Pick<
  PosyanduStanding,
  'id' | 'name' | 'villageName' | 'children' | 'waiting' | 'waitingOnPhones' | 'silentPhones'
> {
  readonly lastSyncAt: Date | null;
  readonly parked: number;
  readonly parkedSince: Date | null;
  readonly quarantined: number;
  readonly quarantinedSince: Date | null;
  readonly conflicts: number;
  readonly conflictsSince: Date | null;
  readonly missing: number;
  readonly missingSince: Date | null;
}

const within = (reach: Reach) =>
  reach === 'all' ? sql`true` : sql`p.puskesmas_id = ${reach.puskesmasId}`;

export async function posyanduStandings(
  db: Db,
  reach: Reach,
  { bornAfter, nowMs, silentBeforeMs }: StandingMoment,
): Promise<PosyanduStanding[]> {
  const { rows } = await sql<StandingRow>`
    select p.id, p.name, p.village_name as "villageName",
      phones.*, held.*, numbers.*,
      (select count(*) from child c
        where c.bucket = p.bucket and c.posyandu_id = p.id
          and c.merged_into is null and c.moved_to is null
          and c.profile ->> 'bornOn' > ${bornAfter}) as children,
      (select count(*) from review r
        where r.posyandu_id = p.id and r.status = 'waiting') as waiting
    from posyandu p
    cross join lateral (${phonesOf(new Date(nowMs), new Date(silentBeforeMs))}) phones
    cross join lateral (${HELD}) held
    cross join lateral (${NUMBERS}) numbers
    where ${within(reach)}
    order by p.name, p.id`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    villageName: row.villageName,
    lastSyncAtMs: row.lastSyncAt?.getTime() ?? null,
    children: row.children,
    waiting: row.waiting,
    waitingOnPhones: row.waitingOnPhones,
    parked: heldOf(row.parked, row.parkedSince),
    quarantined: heldOf(row.quarantined, row.quarantinedSince),
    conflicts: heldOf(row.conflicts, row.conflictsSince),
    missing: heldOf(row.missing, row.missingSince),
    silentPhones: row.silentPhones,
  }));
}

function heldOf(count: number, oldest: Date | null): Held {
  return { count, oldestAtMs: count === 0 ? null : (oldest?.getTime() ?? null) };
}

/** A phone of somebody who left is not missed, unless records of this posyandu are still on it. */
const phonesOf = (now: Date, silentBefore: Date) => sql`
  select max(d.heard) as "lastSyncAt",
    coalesce(sum(d.waiting), 0) as "waitingOnPhones",
    count(*) filter (
      where d.heard < ${silentBefore} and (d.waiting > 0 or exists (
        select from access_grant g join account a on a.id = g.account_id
        where g.account_id = d.account_id and g.posyandu_id = p.id and a.disabled_at is null
          and g.valid_from <= ${now} and (g.valid_until is null or g.valid_until > ${now})
      ))
    ) as "silentPhones"
  from (
    select account_id, waiting, greatest(last_push_at, last_pull_at) as heard
    from device_scope where bucket = p.bucket and posyandu_id = p.id
  ) d`;

/** What cannot count yet; few, whatever was decided before. */
const HELD = sql`
  select
    count(*) filter (where r.status = 'parked') as parked,
    min(r.arrived_at) filter (where r.status = 'parked') as "parkedSince",
    count(*) filter (where r.status = 'quarantined' and not r.met) as quarantined,
    min(r.arrived_at) filter (where r.status = 'quarantined' and not r.met) as "quarantinedSince",
    count(*) filter (where r.status = 'quarantined' and r.met) as conflicts,
    min(r.arrived_at) filter (where r.status = 'quarantined' and r.met) as "conflictsSince"
  from (
    select status, arrived_at, coalesce(reason = 'conflicting-edit', false) as met
    from review where posyandu_id = p.id and status in ('quarantined', 'parked')
  ) r`;

/** Only what lies beyond a device's first gap is read; below it all is known to be there. */
const NUMBERS = sql`
  select coalesce(sum(beyond.highest - beyond.contig - beyond.received), 0)::bigint as missing,
    min(beyond.since) filter (
      where beyond.highest > beyond.contig + beyond.received
    ) as "missingSince"
  from (
    select device_id from device_scope where bucket = p.bucket and posyandu_id = p.id
    union
    select device_id from device_numbers where bucket = p.bucket and posyandu_id = p.id
  ) d
  left join device_numbers n
    on n.bucket = p.bucket and n.posyandu_id = p.id and n.device_id = d.device_id
  cross join lateral (
    select coalesce(n.contig, 0) as contig, max(j.seq) as highest, count(*) as received,
      min(j.arrived_at) as since
    from journal j
    where j.bucket = p.bucket and j.posyandu_id = p.id and j.device_id = d.device_id
      and j.seq > coalesce(n.contig, 0)
  ) beyond`;

/** From the month's measurements and amendments to their roots, and from the roots to all that concerns them. */
export async function eventsMeasured(
  db: Db,
  reach: Reach,
  days: { readonly from: string; readonly to: string; readonly bornAfter: string },
): Promise<{ posyanduId: PosyanduId; event: GrowthEvent }[]> {
  const { rows } = await sql<{ posyanduId: PosyanduId; event: GrowthEvent }>`
    with root as materialized (
      select distinct e.bucket, e.posyandu_id, coalesce(e.target_id, e.id) as id
      from posyandu p
      join child c on c.bucket = p.bucket and c.posyandu_id = p.id
        and c.profile ->> 'bornOn' > ${days.bornAfter} and c.moved_to is null
      join event e on e.bucket = c.bucket and e.posyandu_id = c.posyandu_id and e.child_id = c.id
        and e.measured_on between ${days.from} and ${days.to}
      where ${within(reach)}
    )
    select posyandu_id as "posyanduId", body as event from (
      select e.posyandu_id, e.body, e.scope_seq from root
      join event e on e.bucket = root.bucket and e.posyandu_id = root.posyandu_id
        and e.id = root.id
      union all
      select e.posyandu_id, e.body, e.scope_seq from root
      join event e on e.bucket = root.bucket and e.posyandu_id = root.posyandu_id
        and e.target_id = root.id
    ) concerned
    order by posyandu_id, scope_seq`.execute(db);
  const { rows: merged } = await sql<{ id: ChildId; into: ChildId }>`
    select c.id, c.merged_into as "into"
    from posyandu p
    join child c on c.bucket = p.bucket and c.posyandu_id = p.id and c.merged_into is not null
    where ${within(reach)}`.execute(db);
  const into = new Map(merged.map((row) => [row.id, row.into]));
  return rows.map(({ posyanduId, event }) => {
    let { childId } = event;
    for (let next = into.get(childId); next !== undefined; next = into.get(next)) childId = next;
    return { posyanduId, event: { ...event, childId } };
  });
}
