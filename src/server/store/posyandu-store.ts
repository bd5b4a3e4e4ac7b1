/** The puskesmas and its posyandu: made once, under ids their maker chooses. */

import { createHash } from 'node:crypto';
import type { PosyanduId, PuskesmasId } from '#domain/ids.ts';
import type { Db } from './database.ts';

/** Shards a database can ever be split into. */
const BUCKETS = 4096;

export async function createPuskesmas(
  db: Db,
  puskesmas: { readonly id: PuskesmasId; readonly name: string; readonly practice: boolean },
): Promise<void> {
  await db.insertInto('puskesmas').values(puskesmas).execute();
}

export async function puskesmasName(db: Db, id: PuskesmasId): Promise<string | null> {
  const row = await db
    .selectFrom('puskesmas')
    .select('name')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.name ?? null;
}

export interface NewPosyandu {
  readonly id: PosyanduId;
  readonly puskesmasId: PuskesmasId;
  readonly name: string;
  readonly villageName: string;
  /** Kemendagri code of the desa, `52.01.01.2001`. */
  readonly villageCode: string;
  readonly practice: boolean;
}

/** Makes the posyandu and its counter; do it in a transaction. */
export async function createPosyandu(db: Db, posyandu: NewPosyandu): Promise<void> {
  const bucket = bucketOf(posyandu.puskesmasId);
  await db
    .insertInto('posyandu')
    .values({
      id: posyandu.id,
      bucket,
      puskesmas_id: posyandu.puskesmasId,
      name: posyandu.name,
      village_name: posyandu.villageName,
      village_code: posyandu.villageCode,
      practice: posyandu.practice,
    })
    .execute();
  await db.insertInto('scope_counter').values({ bucket, posyandu_id: posyandu.id }).execute();
}

/** Every posyandu there is, by name. */
export async function listPosyandu(
  db: Db,
): Promise<{ id: PosyanduId; name: string; villageName: string }[]> {
  return db
    .selectFrom('posyandu')
    .select(['id', 'name', 'village_name as villageName'])
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/**
 * The shard of a new posyandu: those of one puskesmas lie together. Kept as
 * stored from then on, even when the posyandu comes to another puskesmas.
 */
function bucketOf(puskesmasId: PuskesmasId): number {
  return createHash('sha256').update(puskesmasId).digest().readUInt32BE(0) % BUCKETS;
}
