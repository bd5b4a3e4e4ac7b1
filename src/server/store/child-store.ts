/** Children of one posyandu as the puskesmas looks them up. */

import { sql } from 'kysely';
import type { PosyanduId } from '#domain/ids.ts';
import type { FoundChild } from '#protocol/children.ts';
import { placeGoneTo } from './child-places.ts';
import type { Db } from './database.ts';

/** All that were ever registered there, also those merged and gone. */
export async function childrenOf(db: Db, posyanduId: PosyanduId): Promise<FoundChild[]> {
  const { rows } = await sql<FoundChild>`
    select c.id, c.profile ->> 'name' as name, c.profile ->> 'bornOn' as "bornOn",
      c.profile ->> 'sex' as sex, c.profile ->> 'motherName' as "motherName",
      c.profile ->> 'nik' as nik, (
        select count(*)::int from event e
        where e.bucket = c.bucket and e.posyandu_id = c.posyandu_id and e.child_id = c.id
          and e.target_id is null
      ) as records,
      c.merged_into as "mergedInto",
      ${placeGoneTo(sql`c.moved_to`, sql`p.puskesmas_id`)} as "movedTo"
    from posyandu p
    join child c on c.bucket = p.bucket and c.posyandu_id = p.id
    where p.id = ${posyanduId}`.execute(db);
  return rows;
}
