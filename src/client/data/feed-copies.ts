/**
 * Records that are in the feeds of several posyandu of this phone, since their
 * child moved from one to another: whose they are, and what stays when one goes.
 */

import type { ChildId, PosyanduId } from '#domain/ids.ts';
import type { PhoneDb } from './db.ts';
import { approvedPart } from './decisions-inside.ts';
import type { ChildCopy, ChildRow, EventCopy, EventRow } from './rows.ts';

type Copies<Copy> = readonly [Copy, ...Copy[]];

/** @param told what its posyandu's feed says now, in place of what it said before */
export function toldChild(held: ChildRow | undefined, id: ChildId, told: ChildCopy): ChildRow {
  const beside = copiesOfChild(held).filter(({ posyanduId }) => posyanduId !== told.posyanduId);
  return childOf({ id, registered: held?.registered ?? null }, [told, ...beside]);
}

/** As one posyandu's feed tells it, wherever it lives. */
export function copyOfChild(
  row: ChildRow | undefined,
  posyanduId: PosyanduId,
): ChildCopy | undefined {
  return copiesOfChild(row).find((copy) => copy.posyanduId === posyanduId);
}

function copiesOfChild(row: ChildRow | undefined): ChildCopy[] {
  if (row === undefined) return [];
  const { posyanduId, createdBy, base, generation, elsewhere = [] } = row;
  return base === null
    ? [...elsewhere]
    : [{ posyanduId, createdBy, base, generation }, ...elsewhere];
}

function childOf(own: Pick<ChildRow, 'id' | 'registered'>, copies: Copies<ChildCopy>): ChildRow {
  const home = homeAmong(copies);
  return { ...own, ...home, ...without(home, copies) };
}

/**
 * A child lives where nothing says that it left. Where all say so, because one
 * of them is told late or it went on to a place this phone does not hold: where
 * another of them says that it went.
 *
 * @param copies the last told first
 */
function homeAmong(copies: Copies<ChildCopy>): ChildCopy {
  const stays = copies.find(({ base }) => (base.movedTo ?? null) === null);
  const destination = copies.find(({ posyanduId }) =>
    copies.some(({ base }) => base.movedTo?.posyanduId === posyanduId),
  );
  return stays ?? destination ?? copies[0];
}

function without<Copy>(chosen: Copy, copies: readonly Copy[]) {
  const elsewhere = copies.filter((copy) => copy !== chosen);
  return elsewhere.length === 0 ? {} : { elsewhere };
}

/** Events just told by one posyandu's feed, beside what others told of the same events. */
export async function toldEvents(db: PhoneDb, told: readonly EventRow[]): Promise<EventRow[]> {
  const held = await db.events.bulkGet(told.map(({ id }) => id));
  const children = await db.children.bulkGet([...new Set(told.map(({ childId }) => childId))]);
  const homes = homesOf(children.filter((row) => row !== undefined));
  return told.map((row, index) => {
    const before = copiesOfEvent(held[index]);
    const beside = before.filter(({ posyanduId }) => posyanduId !== row.posyanduId);
    return beside.length === 0
      ? row
      : eventOf(row, [...copiesOfEvent(row), ...beside], homes.get(row.childId));
  });
}

/** After these children changed their home: their events are listed where they live. */
export async function bringEventsHome(db: PhoneDb, children: readonly ChildRow[]): Promise<void> {
  const homes = homesOf(children);
  const rows = await db.events
    .where('childId')
    .anyOf([...homes.keys()])
    .toArray();
  await db.events.bulkPut(
    rows.map((row) => eventOf(row, copiesOfEvent(row), homes.get(row.childId))),
  );
}

/**
 * Takes out what one posyandu's feed does not tell any more. What another feed
 * tells as well stays as that one's; what only this one told is the caller's.
 *
 * @param isGone of a copy that the feed told in this generation
 */
export async function leaveFeed(
  db: PhoneDb,
  posyanduId: PosyanduId,
  isGone: (copy: { readonly generation: number }) => boolean,
): Promise<void> {
  const shared = await db.children.filter(({ elsewhere }) => elsewhere !== undefined).toArray();
  if (shared.length === 0) return;
  const stays = (copy: { readonly posyanduId: PosyanduId; readonly generation: number }) =>
    copy.posyanduId !== posyanduId || !isGone(copy);

  const children = shared.map((row) => {
    const [first, ...rest] = copiesOfChild(row).filter(stays);
    return first === undefined ? row : childOf(pickOwn(row), [first, ...rest]);
  });
  await db.children.bulkPut(children);
  const homes = homesOf(children);
  const rows = await db.events
    .where('childId')
    .anyOf([...homes.keys()])
    .toArray();
  await db.events.bulkPut(
    rows.map((row) => {
      const left = copiesOfEvent(row).filter(stays);
      // Told by this feed only: it goes, or waits, with all the others of the posyandu.
      return row.seq !== null && left.length === 0
        ? row
        : eventOf(row, left, homes.get(row.childId));
    }),
  );
}

/** One that no feed has told yet is listed where its child lives, whichever posyandu it is sent to. */
function eventOf(
  row: EventRow,
  copies: readonly EventCopy[],
  home: PosyanduId | undefined,
): EventRow {
  const { elsewhere: _, approvedSeq: __, ...own } = row;
  const chosen = copies.find(({ posyanduId }) => posyanduId === home) ?? copies[0];
  if (chosen === undefined) return { ...own, posyanduId: home ?? row.posyanduId };
  return { ...own, ...chosen, ...without(chosen, copies) };
}

function copiesOfEvent(row: EventRow | undefined): EventCopy[] {
  if (row === undefined) return [];
  const { posyanduId, mid, seq, generation, approvedSeq, elsewhere = [] } = row;
  if (seq === null) return [...elsewhere];
  return [{ posyanduId, mid, seq, generation, ...approvedPart(approvedSeq) }, ...elsewhere];
}

function pickOwn({ id, registered }: ChildRow) {
  return { id, registered };
}

function homesOf(children: readonly ChildRow[]): ReadonlyMap<ChildId, PosyanduId> {
  return new Map(children.map(({ id, posyanduId }) => [id, posyanduId]));
}
