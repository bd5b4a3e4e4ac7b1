/** Writes changes from the server's feed into the phone's tables. What this build cannot read is kept as it came. */

import type { PosyanduId } from '#domain/ids.ts';
import {
  changeSchema,
  type Change,
  type ChildChange,
  type EventChange,
  type ReviewChange,
} from '#protocol/pull.ts';
import type { PhoneDb } from './db.ts';
import { approvedPart, decisionsInside, type DecisionsInside } from './decisions-inside.ts';
import { eventRow } from './event-row.ts';
import { bringEventsHome, copyOfChild, toldChild, toldEvents } from './feed-copies.ts';
import { heldRows } from './held-rows.ts';
import { isKeptOut } from './record-state.ts';
import type { UnknownRow } from './rows.ts';

/** Whose feed, and which telling of it. */
export interface FeedPlace {
  readonly posyanduId: PosyanduId;
  readonly generation: number;
}

interface RawChange {
  readonly kind: string;
  readonly seq: number;
}

/** Changes by whether this build knows them. */
export interface ReadChanges {
  readonly known: readonly Change[];
  /** With the place of each among those of one number. */
  readonly unknown: readonly Pick<UnknownRow, 'seq' | 'ordinal' | 'change'>[];
}

/** What takes long of a page, and needs no database. */
export function readChanges(raw: readonly RawChange[]): ReadChanges {
  const known: Change[] = [];
  const unknown: Pick<UnknownRow, 'seq' | 'ordinal' | 'change'>[] = [];
  const seen = new Map<number, number>();
  for (const change of raw) {
    const ordinal = seen.get(change.seq) ?? 0;
    seen.set(change.seq, ordinal + 1);
    const parsed = changeSchema.safeParse(change);
    if (parsed.success) known.push(parsed.data);
    else unknown.push({ seq: change.seq, ordinal, change: { ...change } });
  }
  return { known, unknown };
}

/** Repeating it changes nothing. Call inside a transaction over the tables it writes. */
export async function applyChanges(
  db: PhoneDb,
  place: FeedPlace,
  { known, unknown }: ReadChanges,
): Promise<void> {
  await db.unknown.bulkPut(unknown.map((row) => ({ ...placeOf(place), ...row })));
  await applyKnown(db, place, known);
}

/** Takes up what an older build set aside, unless something newer of the same record came since. */
export async function rereadUnknown(db: PhoneDb): Promise<void> {
  for (const row of await db.unknown.toArray()) {
    const parsed = changeSchema.safeParse(row.change);
    if (!parsed.success) continue;
    if (!(await isOvertaken(db, parsed.data, row))) {
      await applyKnown(db, row, [parsed.data]);
    }
    await db.unknown.delete([row.posyanduId, row.seq, row.ordinal]);
  }
}

async function isOvertaken(
  db: PhoneDb,
  change: Change,
  { posyanduId, generation }: FeedPlace,
): Promise<boolean> {
  const newer = (row: { generation: number } | undefined, seq: number | null | undefined) =>
    row?.generation === generation && (seq ?? 0) > change.seq;
  switch (change.kind) {
    case 'child': {
      const copy = copyOfChild(await db.children.get(change.id), posyanduId);
      return newer(copy, copy?.base.seq);
    }
    case 'event': {
      const row = await db.events.get(change.event.id);
      return newer(row, row?.seq);
    }
    case 'review': {
      const row = await db.reviews.get(change.mid);
      return newer(row, row?.seq);
    }
  }
}

async function applyKnown(
  db: PhoneDb,
  place: FeedPlace,
  changes: readonly Change[],
): Promise<void> {
  const children = changes.filter((change) => change.kind === 'child');
  const events = changes.filter((change) => change.kind === 'event');
  const reviews = changes.filter((change) => change.kind === 'review');
  const inside = await decisionsInside(db, place.generation, [...children, ...events]);
  await putChildren(db, place, children, inside);
  await putEvents(db, place, events, inside);
  await putReviews(db, place, [...inside.apart, ...reviews]);
}

async function putChildren(
  db: PhoneDb,
  { posyanduId, generation }: FeedPlace,
  changes: readonly ChildChange[],
  { approvals }: DecisionsInside,
): Promise<void> {
  const held = await heldRows(
    db.children,
    changes.map(({ id }) => id),
  );
  const rows = changes.map(({ id, createdBy, ...told }) => {
    const { profile, fieldVersions, seq, mergedInto, movedTo } = told;
    const approved = approvedPart(approvals.get(createdBy));
    const base = { profile, fieldVersions, seq, mergedInto, movedTo, ...approved };
    return toldChild(held.get(id), id, { posyanduId, createdBy, base, generation });
  });
  await db.children.bulkPut(rows);
  if (!(await hasOtherFeeds(db, posyanduId))) return;
  await bringEventsHome(
    db,
    rows.filter(({ id, posyanduId: home }) => held.get(id)?.posyanduId !== home),
  );
}

async function putEvents(
  db: PhoneDb,
  place: FeedPlace,
  changes: readonly EventChange[],
  { approvals }: DecisionsInside,
): Promise<void> {
  const told = changes.map(({ event, mid, seq }) => ({
    ...eventRow(event, { ...placeOf(place), mid, seq }),
    ...approvedPart(approvals.get(mid)),
  }));
  const isAlone = !(await hasOtherFeeds(db, place.posyanduId));
  await db.events.bulkPut(isAlone ? told : await toldEvents(db, told));
}

/** Most phones hold one posyandu: for them nothing need be looked up. */
async function hasOtherFeeds(db: PhoneDb, posyanduId: PosyanduId): Promise<boolean> {
  return (await db.cursors.where('posyanduId').notEqual(posyanduId).count()) > 0;
}

async function putReviews(
  db: PhoneDb,
  place: FeedPlace,
  changes: readonly ReviewChange[],
): Promise<void> {
  await db.reviews.bulkPut(
    changes.map((change) => ({
      ...placeOf(place),
      mid: change.mid,
      about: change.entity === change.childId ? ('child' as const) : ('event' as const),
      entity: change.entity,
      childId: change.childId,
      status: change.status,
      reason: change.reason,
      decidedBy: change.decidedBy,
      decidedAtMs: change.decidedAtMs,
      seq: change.seq,
    })),
  );
  const quarantined = changes.filter(({ status }) => status === 'quarantined');
  await keepOutParked(db, quarantined);
  const kept = await db.events
    .where('mid')
    .anyOf(quarantined.map(({ mid }) => mid))
    .toArray();
  await db.events.bulkPut(
    kept.filter(({ seq }) => seq === null).map((row) => ({ ...row, refused: true })),
  );
}

/** What waited on the server when this phone last heard of it, and was refused when its turn came. */
async function keepOutParked(db: PhoneDb, changes: readonly ReviewChange[]): Promise<void> {
  const rows = await db.outbox.bulkGet(changes.map(({ mid }) => mid));
  for (const [index, row] of rows.entries()) {
    if (row?.state !== 'answered' || isKeptOut(row.verdict)) continue;
    const reason = changes[index]?.reason ?? 'other';
    await db.outbox.put({ ...row, verdict: { mid: row.mid, status: 'quarantined', reason } });
  }
}

function placeOf({ posyanduId, generation }: FeedPlace): FeedPlace {
  return { posyanduId, generation };
}
