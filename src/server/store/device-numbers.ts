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
  const numbers: Omit<Have, 'posyanduId'>[] = [];
  for (const deviceId of deviceIds) {
    const known = await tx
      .selectFrom('device_numbers')
      .select('contig')
      .where('bucket', '=', bucket)
      .where('posyandu_id', '=', posyandu_id)
      .where('device_id', '=', deviceId)
      .executeTakeFirst();
    const before = known?.contig ?? 0;
    const { rows } = await sql<{ from: number; to: number }>`
      select min(seq) as "from", max(seq) as "to"
      from (
        select seq, seq - row_number() over (order by seq) as stretch from journal
        where bucket = ${bucket} and posyandu_id = ${posyandu_id}
          and device_id = ${deviceId} and seq > ${before}
      ) numbered
      group by stretch order by 1 limit ${MAX_RANGES + 1}`.execute(tx);
    const [first] = rows;
    const contig = first?.from === before + 1 ? first.to : before;
    const also = rows
      .filter(({ from }) => from > contig)
      .slice(0, MAX_RANGES)
      .map(({ from, to }): [number, number] => [from, to]);
    if (contig !== before) {
      await tx
        .insertInto('device_numbers')
        .values({ bucket, posyandu_id, device_id: deviceId, contig })
        .onConflict((conflict) =>
          conflict.columns(['bucket', 'posyandu_id', 'device_id']).doUpdateSet({ contig }),
        )
        .execute();
    }
    numbers.push({ deviceId, contig, also });
  }
  return numbers;
}
