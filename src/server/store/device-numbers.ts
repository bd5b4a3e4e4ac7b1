/** Which of a device's numbers have arrived, so that a phone learns what a server set back does not have. */

import { sql, type Transaction } from 'kysely';
import type { DeviceId } from '#domain/ids.ts';
import { MAX_RANGES, type Have } from '#protocol/push.ts';
import type { Database } from './schema.ts';
import type { LockedScope } from './scope-transaction.ts';

/** What is without a gap from 1 on is remembered, so that only what came since is read. */
export async function deviceNumbers(
  tx: Transaction<Database>,
  { bucket, posyandu_id }: Pick<LockedScope, 'bucket' | 'posyandu_id'>,
  deviceIds: readonly DeviceId[],
): Promise<Omit<Have, 'posyanduId'>[]> {
  // One statement, because it is waited for under the posyandu's lock.
  const { rows } = await sql<{
    readonly deviceId: DeviceId;
    readonly contig: number;
    readonly also: [number, number][] | null;
  }>`/* prepared: device_numbers */
    with device as (
      select device_id, coalesce((
          select contig from device_numbers n
          where bucket = ${bucket} and posyandu_id = ${posyandu_id}
            and n.device_id = asked.device_id
        ), 0) as before
      from unnest(${[...deviceIds]}::uuid[]) as asked (device_id)
    ),
    stretch as (
      select device_id, before, min(seq) as first, max(seq) as last
      from device, lateral (
        select seq, seq - row_number() over (order by seq) as stretch from journal j
        where bucket = ${bucket} and posyandu_id = ${posyandu_id}
          and j.device_id = device.device_id and seq > before
      ) numbered
      group by device_id, before, stretch
    ),
    onward as (select device_id, last as contig from stretch where first = before + 1),
    remembered as (
      insert into device_numbers (bucket, posyandu_id, device_id, contig)
      select ${bucket}::smallint, ${posyandu_id}::uuid, device_id, contig from onward
      on conflict (bucket, posyandu_id, device_id) do update set contig = excluded.contig
    )
    select device_id as "deviceId", coalesce(onward.contig, before) as contig, (
        select json_agg(json_build_array(first, last) order by first) from (
          select first, last from stretch
          where stretch.device_id = device.device_id and first > before + 1
          order by first limit ${MAX_RANGES}
        ) beyond
      ) as also
    from device left join onward using (device_id)`.execute(tx);
  return rows.map(({ deviceId, contig, also }) => ({ deviceId, contig, also: also ?? [] }));
}
