/** Data used by sync in the current calendar month, kept from one opening of the app to the next. */

import { NO_TRAFFIC, sum, type Traffic } from '#client/sync/traffic.ts';
import type { PhoneDb } from './db.ts';
import type { TrafficRow } from './rows.ts';
import { writing } from './transaction.ts';

/** @param month calendar month by the phone's zone, `2026-11` */
export async function readTraffic(db: PhoneDb, month: string): Promise<Traffic> {
  const row = await db.meta.get('traffic');
  if (row?.key !== 'traffic' || row.month !== month) return NO_TRAFFIC;
  const { sentBytes, receivedBytes } = row;
  return { sentBytes, receivedBytes };
}

/** Adds to the month; what another month used is forgotten. */
export async function noteTraffic(db: PhoneDb, month: string, used: Traffic): Promise<void> {
  if (used.sentBytes + used.receivedBytes === 0) return;
  await writing(db, [db.meta], async () => {
    const total = sum(await readTraffic(db, month), used);
    await db.meta.put({ key: 'traffic', month, ...total } satisfies TrafficRow);
  });
}
