/** A posyandu's whole register, read at once: for bringing in another one. */

import { isGrowthEvent } from '#domain/child-event.ts';
import type { PosyanduId } from '#domain/ids.ts';
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
    .select(['id', 'profile'])
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
  return {
    posyanduName: posyandu.name,
    children,
    events: events.map(({ body }) => body).filter(isGrowthEvent),
  };
}
