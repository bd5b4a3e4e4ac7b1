/** Finds posyandu beyond one's own puskesmas by what people call them. */

import { sql } from 'kysely';
import type { PuskesmasId } from '#domain/ids.ts';
import type { FoundPosyandu } from '#protocol/children.ts';
import type { Db } from './database.ts';

/**
 * Those of other puskesmas in whose own name, or that of village or puskesmas,
 * every word of the search stands; where all words are of the posyandu's own
 * name first, then by name. Of the same world: practice finds practice only.
 */
export async function findPosyanduElsewhere(
  db: Db,
  puskesmasId: PuskesmasId,
  search: string,
  limit: number,
): Promise<FoundPosyandu[]> {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
  // What people say before a name is not always part of it.
  const { rows } = await sql<FoundPosyandu>`
    select p.id, p.name, p.village_name as "villageName", k.name as "puskesmasName"
    from puskesmas mine
    join posyandu p on p.practice = mine.practice and p.puskesmas_id <> mine.id
    join puskesmas k on k.id = p.puskesmas_id
    cross join lateral (
      select lower('posyandu ' || p.name) as own,
        lower('posyandu ' || p.name || ' desa kelurahan ' || p.village_name
          || ' puskesmas ' || k.name) as whole
    ) called
    where mine.id = ${puskesmasId} and called.whole like all(${words}::text[])
    order by called.own like all(${words}::text[]) desc, p.name, p.village_name, p.id
    limit ${limit}`.execute(db);
  return rows;
}
