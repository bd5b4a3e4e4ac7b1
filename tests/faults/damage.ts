/** Counts in the database itself what of the acknowledged is lost, doubled or missing. */

import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { MutationEnvelope } from '#protocol/mutation.ts';
import type { Connection } from '#server/postgres/supervisor.ts';
import { compareWithJournal, isEqual } from '#server/rebuild/rebuild.ts';
import { createDb, createPool } from '#server/store/database.ts';
import { allPosyandu, inRebuild } from '#server/store/rebuild-store.ts';

export interface Damage {
  /** Acknowledged and not in the journal. */
  readonly lost: number;
  /** In the journal twice, or told by two events. */
  readonly doubled: number;
  /** Numbers of a device, below its highest acknowledged, that the journal does not hold. */
  readonly gaps: number;
  /** Posyandu whose tables are not what their journal tells. */
  readonly different: number;
}

/** One sentence for each kind that there is any of. */
export function problemsOf(when: string, damage: Damage): string[] {
  return Object.entries(damage)
    .filter(([, count]) => count !== 0)
    .map(([kind, count]) => `${when}: ${kind} ${count}`);
}

type Acknowledged = Pick<MutationEnvelope, 'mid' | 'deviceId' | 'seq'>;

export async function countDamage(
  connection: Connection,
  acknowledged: readonly Acknowledged[],
): Promise<Damage> {
  const pool = createPool({ ...connection, max: 2 }, () => undefined);
  const db = createDb(pool);
  try {
    await untilItAnswers(pool);
    const { rows } = await pool.query<Omit<Damage, 'different'>>(
      `with acknowledged as (
         select * from unnest($1::uuid[], $2::uuid[], $3::int[]) as a (mid, device_id, seq)
       ),
       below as (
         select device_id, generate_series(1, max(seq)) as seq
         from acknowledged group by device_id
       )
       select
         (select count(*)::int from acknowledged a
          where not exists (select from journal j where j.mid = a.mid)) as lost,
         (select count(*)::int from (
            select mid from journal group by mid having count(*) > 1
            union all
            select mid from event group by mid having count(*) > 1
          ) twice) as doubled,
         (select count(*)::int from below b
          where not exists (
            select from journal j where j.device_id = b.device_id and j.seq = b.seq
          )) as gaps`,
      [
        acknowledged.map(({ mid }) => mid),
        acknowledged.map(({ deviceId }) => deviceId),
        acknowledged.map(({ seq }) => seq),
      ],
    );
    const [counted] = rows;
    if (counted === undefined) throw new Error('a count is one row');
    let different = 0;
    for (const id of await allPosyandu(db)) {
      const same = await inRebuild(db, id, ({ stored }) =>
        Promise.resolve(isEqual(compareWithJournal(stored, Date.now()))),
      );
      if (!same) different += 1;
    }
    return { ...counted, different };
  } finally {
    await db.destroy();
  }
}

const RECOVERY_MS = 60_000;

/** Killed a moment ago, Postgres recovers first. @throws what it said last, when it does not come back */
async function untilItAnswers(pool: pg.Pool): Promise<void> {
  const givenUpAt = Date.now() + RECOVERY_MS;
  for (;;) {
    try {
      await pool.query('select 1');
      return;
    } catch (error) {
      if (Date.now() > givenUpAt) throw error;
      await delay(100);
    }
  }
}
