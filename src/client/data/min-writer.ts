/** Which builds may still write into this database: an older one may read it, and does not write what a newer one would misread. */

import type { PhoneDb } from './db.ts';
import type { MinWriterRow } from './rows.ts';

/**
 * What this build writes. Raised with a migration after which rows written the
 * old way would do harm; that migration then puts `minWriterRow`.
 */
export const WRITER_VERSION = 1;

/** Why a save was refused: this build is older than the database allows. Nothing was changed. */
export class TooOldToWrite extends Error {
  override readonly name = 'TooOldToWrite';
  constructor() {
    super('this build may only read the database');
  }
}

export function minWriterRow(version: number): MinWriterRow {
  return { key: 'min-writer', version };
}

/** Databases of the first build say nothing. */
export async function readMinWriter(db: PhoneDb): Promise<number> {
  const row = await db.meta.get('min-writer');
  return row?.key === 'min-writer' ? row.version : 1;
}

/** Inside the transaction that is about to write: a newer build may have come since this page opened. @throws TooOldToWrite */
export async function refuseIfTooOld(db: PhoneDb): Promise<void> {
  if ((await readMinWriter(db)) <= WRITER_VERSION) return;
  db.foundTooOld();
  throw new TooOldToWrite();
}
