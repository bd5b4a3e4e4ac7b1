/** Which of a device's numbers have arrived, so that a phone learns what a server set back does not have. */

import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { DeviceId } from '#domain/ids.ts';
import { MAX_RANGES, type Have } from '#protocol/push.ts';
import type { Database } from './schema.ts';
import type { LockedScope } from './scope-transaction.ts';

/** What `numbersOf` finds of one device. */
export interface FoundNumbers {
  readonly deviceId: DeviceId;
  readonly contig: number;
  readonly also: readonly Stretch[] | null;
}

export type Numbers = Omit<Have, 'posyanduId'>;

type Stretch = readonly [first: number, last: number];

/**
 * JSON of each device's numbers. What is without a gap from 1 on is remembered,
 * so that only what came since is read.
 *
 * @param here condition that holds in one posyandu, in every table alike
 */
export function numbersOf(here: RawBuilder<unknown>, deviceIds: readonly DeviceId[]) {
  return sql`
    select json_agg(json_build_object('deviceId', device_id, 'contig', contig, 'also', (
      select json_agg(json_build_array(first, last) order by first) from (
        select min(seq) as first, max(seq) as last from (
          select seq, seq - row_number() over (order by seq) as stretch
          from journal where ${here} and device_id = device.device_id and seq > device.contig
        ) numbered
        group by stretch order by first limit ${MAX_RANGES}
      ) beyond
    )))
    from (
      select device_id, coalesce((
        select contig from device_numbers where ${here} and device_id = asked.device_id
      ), 0) as contig
      from unnest(${[...deviceIds]}::uuid[]) as asked (device_id)
    ) device`;
}

export function numbersFrom({ deviceId, contig, also }: FoundNumbers): Numbers {
  return withNumbers({ deviceId, contig, also: [...(also ?? [])].map(([a, b]) => [a, b]) }, []);
}

/** The same with these as well. */
export function withNumbers({ deviceId, contig, also }: Numbers, seqs: readonly number[]): Numbers {
  const stretches = [...also, ...seqs.map((seq): Stretch => [seq, seq])].toSorted(
    ([a], [b]) => a - b,
  );
  let upTo = contig;
  const beyond: [number, number][] = [];
  for (const [first, last] of stretches) {
    const before = beyond.at(-1);
    if (before === undefined && first <= upTo + 1) upTo = Math.max(upTo, last);
    else if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else beyond.push([first, last]);
  }
  return { deviceId, contig: upTo, also: beyond.slice(0, MAX_RANGES) };
}

export async function readNumbers(
  tx: Transaction<Database>,
  { bucket, posyandu_id }: Pick<LockedScope, 'bucket' | 'posyandu_id'>,
  deviceIds: readonly DeviceId[],
): Promise<Numbers[]> {
  const here = sql`bucket = ${bucket} and posyandu_id = ${posyandu_id}`;
  const { rows } = await sql<{ readonly numbers: readonly FoundNumbers[] | null }>`
    /* prepared: device_numbers */ select (${numbersOf(here, deviceIds)}) as numbers`.execute(tx);
  return (rows[0]?.numbers ?? []).map(numbersFrom);
}
