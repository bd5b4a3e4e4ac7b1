/** A posyandu's whole register, read at once: for bringing in another one. */

import { isGrowthEvent } from '#domain/child-event.ts';
import type { ChildId, PosyanduId } from '#domain/ids.ts';
import type { Register } from '#server/import/import-register.ts';
import type { Db } from './database.ts';

/** `null` when there is no such posyandu. */
export async function readRegister(db: Db, posyanduId: PosyanduId): Promise<Register | null> {
  const posyandu = await db
    .selectFrom('posyandu')
    .select(['bucket', 'name'])
    .where('id', '=', posyanduId)
    .executeTakeFirst();
  if (posyandu === undefined) return null;
  const children = await db
    .selectFrom('child')
    .select(['id', 'profile', 'merged_into', 'moved_to'])
    .where('bucket', '=', posyandu.bucket)
    .where('posyandu_id', '=', posyanduId)
    .execute();
  const events = await db
    .selectFrom('event')
    .select('body')
    .where('bucket', '=', posyandu.bucket)
    .where('posyandu_id', '=', posyanduId)
    .orderBy('scope_seq')
    .execute();
  const into = new Map(children.map((row) => [row.id, row.merged_into]));
  const rootOf = (id: ChildId): ChildId => {
    const next = into.get(id) ?? null;
    return next === null ? id : rootOf(next);
  };
  return {
    posyanduName: posyandu.name,
    children: children.map(({ id, profile, moved_to }) => ({
      id,
      countsFor: rootOf(id),
      profile,
      hasMoved: moved_to !== null,
    })),
    events: events.map(({ body }) => body).filter(isGrowthEvent),
  };
}
