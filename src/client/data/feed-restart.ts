/** Starting a feed over without emptying the screen: old rows stay until the new ones are all here. */

import type { PosyanduId } from '#domain/ids.ts';
import type { PhoneDb } from './db.ts';
import { leaveFeed } from './feed-copies.ts';
import { isRefused } from './record-state.ts';
import type { CursorRow, EventRow } from './rows.ts';

export function firstCursor(posyanduId: PosyanduId): CursorRow {
  return { posyanduId, seq: 0, generation: 1, startedOver: false, loaded: false, taken: 0 };
}

export function startedOver(cursor: CursorRow): CursorRow {
  const { reviewsUpTo: _, ...rest } = cursor;
  return { ...rest, seq: 0, generation: cursor.generation + 1, startedOver: true };
}

/** Every number known belongs to another history of the server. */
export async function restartFeeds(db: PhoneDb): Promise<void> {
  await db.cursors.bulkPut((await db.cursors.toArray()).map(startedOver));
}

/**
 * Removes what the server did not send again. A record with an outbox entry
 * stays, as a record that only this phone knows: the entry brings it back.
 */
export async function sweep(db: PhoneDb, { posyanduId, generation }: CursorRow): Promise<void> {
  await leaveFeed(db, posyanduId, isOld);
  const oldEvents = (await eventsOfPosyandu(db, posyanduId)).filter(isOld);
  // Of whichever posyandu: a child that moved takes with it what waits.
  const outbox = await db.outbox.toArray();
  const own = new Map(outbox.map((row) => [row.mid, row]));
  const ownChildren = new Set(outbox.map(({ childId }) => childId));

  const keptEvents = oldEvents.flatMap((row) => {
    const entry = own.get(row.mid);
    return entry === undefined ? [] : [untold(row, isRefused(entry))];
  });
  await db.events.bulkDelete(idsOf(oldEvents.filter(({ mid }) => !own.has(mid))));
  await db.events.bulkPut(keptEvents);

  const children = await db.children.where('posyanduId').equals(posyanduId).toArray();
  const oldChildren = children.filter(isOld);
  await db.children.bulkDelete(idsOf(oldChildren.filter(({ id }) => !ownChildren.has(id))));
  await db.children.bulkPut(
    oldChildren
      .filter(({ id }) => ownChildren.has(id))
      .map((row) => ({ ...row, base: null, registered: row.base?.profile ?? row.registered })),
  );

  await reviewsOfPosyandu(db, posyanduId).filter(isOld).delete();
  await unknownOfPosyandu(db, posyanduId).filter(isOld).delete();

  function isOld(row: { readonly generation: number }): boolean {
    return row.generation < generation;
  }
}

/** Removes every row of a posyandu but drafts, the outbox, and whose it was. */
export async function removeRecords(db: PhoneDb, posyanduId: PosyanduId): Promise<void> {
  await leaveFeed(db, posyanduId, () => true);
  await db.events.bulkDelete(idsOf(await eventsOfPosyandu(db, posyanduId)));
  await db.children.where('posyanduId').equals(posyanduId).delete();
  await reviewsOfPosyandu(db, posyanduId).delete();
  await unknownOfPosyandu(db, posyanduId).delete();
  await db.cursors.delete(posyanduId);
}

function eventsOfPosyandu(db: PhoneDb, posyanduId: PosyanduId): Promise<EventRow[]> {
  const index = db.events.where('[posyanduId+kind]');
  return index.between([posyanduId, ''], [posyanduId, LAST]).toArray();
}

function reviewsOfPosyandu(db: PhoneDb, posyanduId: PosyanduId) {
  return db.reviews.where('[posyanduId+about]').between([posyanduId, ''], [posyanduId, LAST]);
}

function unknownOfPosyandu(db: PhoneDb, posyanduId: PosyanduId) {
  const index = db.unknown.where('[posyanduId+seq+ordinal]');
  return index.between([posyanduId, 0, 0], [posyanduId, Infinity, Infinity]);
}

/** Sorts after every word an index holds. */
const LAST = '\uffff';

/** @param isKeptOut by a server that was set back and judged it anew */
function untold(row: EventRow, isKeptOut: boolean): EventRow {
  const { approvedSeq: _, ...own } = row;
  return { ...own, seq: null, refused: row.refused || isKeptOut };
}

function idsOf<Id>(rows: readonly { readonly id: Id }[]): Id[] {
  return rows.map(({ id }) => id);
}
