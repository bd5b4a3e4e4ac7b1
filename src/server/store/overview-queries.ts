/** What the overview of the posyandu is counted from. */

import { sql } from 'kysely';
import type { GrowthEvent } from '#domain/growth-event.ts';
import type { PosyanduId } from '#domain/ids.ts';
import type { PosyanduStanding, Reach } from '#server/review/store.ts';
import type { Db } from './database.ts';

interface StandingRow extends Omit<PosyanduStanding, 'lastSyncAtMs'> {
  readonly lastSyncAt: Date | null;
}

const within = (reach: Reach) =>
  reach === 'all' ? sql`true` : sql`p.puskesmas_id = ${reach.puskesmasId}`;

export async function posyanduStandings(
  db: Db,
  reach: Reach,
  bornAfter: string,
): Promise<PosyanduStanding[]> {
  const { rows } = await sql<StandingRow>`
    select p.id, p.name, p.village_name as "villageName", d."lastSyncAt",
      coalesce(d."waitingOnPhones", 0) as "waitingOnPhones",
      (select count(*) from child c
        where c.bucket = p.bucket and c.posyandu_id = p.id
          and c.profile ->> 'bornOn' > ${bornAfter}) as children,
      (select count(*) from review r
        where r.posyandu_id = p.id and r.status = 'waiting') as waiting
    from posyandu p
    left join lateral (
      select max(greatest(last_push_at, last_pull_at)) as "lastSyncAt",
        sum(waiting) as "waitingOnPhones"
      from device_scope where bucket = p.bucket and posyandu_id = p.id
    ) d on true
    where ${within(reach)}
    order by p.name, p.id`.execute(db);
  return rows.map(({ lastSyncAt, ...row }) => ({
    ...row,
    lastSyncAtMs: lastSyncAt?.getTime() ?? null,
  }));
}

/** From the month's measurements and amendments to their roots, and from the roots to all that concerns them. */
export async function eventsMeasured(
  db: Db,
  reach: Reach,
  days: { readonly from: string; readonly to: string; readonly bornAfter: string },
): Promise<{ posyanduId: PosyanduId; event: GrowthEvent }[]> {
  const { rows } = await sql<{ posyanduId: PosyanduId; event: GrowthEvent }>`
    with root as materialized (
      select distinct e.bucket, e.posyandu_id, coalesce(e.body ->> 'targetId', e.id::text) as id
      from posyandu p
      join event e on e.bucket = p.bucket and e.posyandu_id = p.id
        and e.body -> 'measurement' ->> 'measuredOn' between ${days.from} and ${days.to}
      join child c on c.bucket = e.bucket and c.posyandu_id = e.posyandu_id and c.id = e.child_id
        and c.profile ->> 'bornOn' > ${days.bornAfter}
      where ${within(reach)}
    )
    select posyandu_id as "posyanduId", body as event from (
      select e.posyandu_id, e.body, e.scope_seq from root
      join event e on e.bucket = root.bucket and e.posyandu_id = root.posyandu_id
        and e.id = root.id::uuid
      union all
      select e.posyandu_id, e.body, e.scope_seq from root
      join event e on e.bucket = root.bucket and e.posyandu_id = root.posyandu_id
        and e.body ->> 'targetId' = root.id
    ) concerned
    order by posyandu_id, scope_seq`.execute(db);
  return rows;
}
