/** How a child stands in its posyandu, and what was said of who it is. */

import { sql } from 'kysely';
import type { ChildId, PosyanduId } from '#domain/ids.ts';
import { mutationEnvelopeSchema } from '#protocol/mutation.ts';
import type { MovedTo } from '#protocol/pull.ts';
import { OPERATIONS_OF_KIND, type ChildStanding } from '#protocol/review.ts';
import type { ToldMutation } from '#server/review/field-history.ts';
import { placeGoneTo } from './child-places.ts';
import type { Db } from './database.ts';

interface Scope {
  readonly bucket: number;
  readonly posyanduId: PosyanduId;
}

interface Kin {
  readonly id: ChildId;
  readonly name: string;
  readonly mergedInto: ChildId | null;
  readonly movedTo: MovedTo | null;
}

/** @returns also the ids of all that count for the same child, itself included */
export async function childStanding(
  db: Db,
  { bucket, posyanduId }: Scope,
  childId: ChildId | null,
): Promise<{
  readonly family: readonly ChildId[];
  readonly standing: Omit<ChildStanding, 'cameFrom'>;
}> {
  const here = sql`bucket = ${bucket} and posyandu_id = ${posyanduId}`;
  const { rows } = await sql<Kin>`
    with recursive family as (
      select id, merged_into from child where ${here} and id = ${childId}
      union
      select kin.* from family, lateral (
        select id, merged_into from child where ${here} and id = family.merged_into
        union all
        select id, merged_into from child where ${here} and merged_into = family.id
      ) kin
    )
    select id, profile ->> 'name' as name, merged_into as "mergedInto",
      ${placeGoneTo(sql`moved_to`, sql`(select puskesmas_id from posyandu where id = ${posyanduId})`)}
        as "movedTo"
    from child where ${here} and id = any(array(select id from family))
    order by profile ->> 'name', id`.execute(db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  /** From the child up to the one all count for. */
  const lineOf = (row: Kin): Kin[] => {
    const above = row.mergedInto === null ? undefined : byId.get(row.mergedInto);
    return above === undefined ? [row] : [row, ...lineOf(above)];
  };
  const child = childId === null ? undefined : byId.get(childId);
  const root = child && lineOf(child).at(-1);
  return {
    family: rows.map(({ id }) => id),
    standing: {
      mergedInto: root === undefined || root === child ? null : named(root),
      movedTo: child?.movedTo ?? null,
      mergedHere: rows
        .filter((row) => row !== child && child !== undefined && lineOf(row).includes(child))
        .map(named),
    },
  };
}

function named({ id, name }: Kin) {
  return { id, name };
}

/** Every mutation of who these children are, in the order in which they came to count. */
export async function childMutations(
  db: Db,
  { bucket, posyanduId }: Scope,
  family: readonly ChildId[],
): Promise<ToldMutation[]> {
  const told = await db
    .selectFrom('review')
    .select('mid')
    .where('bucket', '=', bucket)
    .where('posyandu_id', '=', posyanduId)
    .where('child_id', 'in', [...family])
    .where('op', 'in', [...OPERATIONS_OF_KIND.child])
    .execute();
  if (told.length === 0) return [];
  // Asked for by id: joined in one statement, a database without statistics compares all with all.
  const rows = await db
    .selectFrom('journal as j')
    .leftJoin('account as a', 'a.id', 'j.author_id')
    .select(['j.body', 'j.status', 'j.arrived_at', 'a.display_name'])
    .where('j.bucket', '=', bucket)
    .where('j.posyandu_id', '=', posyanduId)
    .where(
      'j.mid',
      'in',
      told.map(({ mid }) => mid),
    )
    .orderBy('j.place')
    .execute();
  return rows.map(({ body, status, arrived_at, display_name }) => ({
    envelope: mutationEnvelopeSchema.parse(JSON.parse(body)),
    status,
    arrivedAtMs: arrived_at.getTime(),
    byName: display_name ?? '',
  }));
}
