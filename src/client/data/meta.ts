/** The few facts of the phone itself: which installation this is, who is signed in, how far sync has come. */

import { deviceIdSchema } from '#domain/ids.ts';
import type { PhoneDb } from './db.ts';
import type { DeviceKeyRow, PhoneRow, SessionRow, SyncRow } from './rows.ts';
import { FIRST_UUID_STATE, nextUuidV7 } from './uuid-v7.ts';

/** Where new ids come from. */
export interface IdSource {
  readonly nowMs: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
}

export async function readPhone(db: PhoneDb): Promise<PhoneRow | null> {
  const row = await db.meta.get('phone');
  return row?.key === 'phone' ? row : null;
}

/** Call inside a transaction that may write `meta`, so that two tabs agree on one installation. */
export async function ensurePhone(db: PhoneDb, ids: IdSource): Promise<PhoneRow> {
  const known = await readPhone(db);
  if (known !== null) return known;
  const { uuid, state } = nextUuidV7(FIRST_UUID_STATE, ids.nowMs(), ids.randomBytes);
  const row: PhoneRow = {
    key: 'phone',
    deviceId: deviceIdSchema.parse(uuid),
    uuid: state,
    seqs: {},
    serverOffsetMs: null,
  };
  await db.meta.put(row);
  return row;
}

export async function readSync(db: PhoneDb): Promise<SyncRow> {
  const row = await db.meta.get('sync');
  return row?.key === 'sync' ? row : { key: 'sync', epoch: null, lastSyncAtMs: null };
}

export async function readSession(db: PhoneDb): Promise<SessionRow | null> {
  const row = await db.meta.get('session');
  return row?.key === 'session' ? row : null;
}

export async function readDeviceKey(db: PhoneDb): Promise<DeviceKeyRow | null> {
  const row = await db.meta.get('device-key');
  return row?.key === 'device-key' ? row : null;
}
