/** Reads growth events as screens show them, and those that count for a month's lists. */

import type { EventView } from '#client/services.ts';
import type { IsoMonth } from '#domain/dates.ts';
import type { GrowthEvent } from '#domain/growth-event.ts';
import type { ChildId, PosyanduId } from '#domain/ids.ts';
import type { PhoneDb } from './db.ts';
import { inCountingOrder } from './event-row.ts';
import { recordState, stateSources } from './record-state.ts';
import type { EventRow } from './rows.ts';

export async function eventViewsOf(db: PhoneDb, childId: ChildId): Promise<EventView[]> {
  const rows = inCountingOrder(await db.events.where('childId').equals(childId).toArray());
  const sources = await stateSources(
    db,
    rows.map(({ mid }) => mid),
  );
  return rows.map(({ mid, event, refused }) => ({
    mid,
    event,
    state: recordState(mid, sources),
    counts: !refused,
  }));
}

/**
 * Events that count, of every measurement that was recorded in one of these
 * months or amended into one, each with all its amendments and voids.
 */
export async function eventsInMonths(
  db: PhoneDb,
  posyanduId: PosyanduId,
  months: readonly IsoMonth[],
): Promise<Map<ChildId, GrowthEvent[]>> {
  const [inMonths, changes] = await Promise.all([
    db.events
      .where('[posyanduId+month]')
      .anyOf(months.map((month) => [posyanduId, month]))
      .toArray(),
    db.events
      .where('[posyanduId+kind]')
      .anyOf([
        [posyanduId, 'amendment'],
        [posyanduId, 'void'],
      ])
      .toArray(),
  ]);
  const roots = new Map(
    inMonths.filter(({ kind }) => kind === 'measurement').map((row) => [row.id, row]),
  );
  const movedIn = inMonths.map(({ rootId }) => rootId).filter((rootId) => !roots.has(rootId));
  for (const row of await db.events.bulkGet([...new Set(movedIn)])) {
    if (row !== undefined) roots.set(row.id, row);
  }
  const wanted = [...roots.values(), ...changes.filter(({ rootId }) => roots.has(rootId))];
  return byChild(inCountingOrder(wanted.filter(({ refused }) => !refused)));
}

function byChild(rows: readonly EventRow[]): Map<ChildId, GrowthEvent[]> {
  const events = new Map<ChildId, GrowthEvent[]>();
  for (const { childId, event } of rows) {
    const ofChild = events.get(childId);
    if (ofChild === undefined) events.set(childId, [event]);
    else ofChild.push(event);
  }
  return events;
}
