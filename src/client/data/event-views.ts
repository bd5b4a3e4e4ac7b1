/** Reads events as screens show them, and those that count for lists of all children. */

import type { EventView } from '#client/services.ts';
import { isGrowthEvent, isImmunizationEvent, type ChildEvent } from '#domain/child-event.ts';
import type { IsoMonth } from '#domain/dates.ts';
import type { GrowthEvent } from '#domain/growth-event.ts';
import type { ChildId, PosyanduId } from '#domain/ids.ts';
import type { ImmunizationEvent } from '#domain/immunization/immunization-event.ts';
import type { PhoneDb } from './db.ts';
import { inCountingOrder } from './event-row.ts';
import { familyOf, readAliases, standsAs, type Aliases } from './merged-children.ts';
import { recordState, stateSources } from './record-state.ts';
import type { EventRow } from './rows.ts';

/**
 * Those of all that count as the same child.
 *
 * @param isWanted the kind of event asked for
 */
export async function eventViewsOf<E extends ChildEvent>(
  db: PhoneDb,
  childId: ChildId,
  isWanted: (event: ChildEvent) => event is E,
): Promise<EventView<E>[]> {
  const family = familyOf(childId, await readAliases(db));
  const rows = inCountingOrder(await db.events.where('childId').anyOf(family).toArray());
  const sources = await stateSources(db, rows);
  return rows.flatMap(({ mid, event, refused }) =>
    isWanted(event) ? [{ mid, event, state: recordState(mid, sources), counts: !refused }] : [],
  );
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
    eachWhole(months, (month) =>
      db.events.where('[posyanduId+month]').equals([posyanduId, month]).toArray(),
    ),
    eachWhole(['amendment', 'void'] as const, (kind) => ofKind(db, posyanduId, kind)),
  ]);
  const roots = new Map(
    inMonths.filter(({ kind }) => kind === 'measurement').map((row) => [row.id, row]),
  );
  const movedIn = inMonths.map(({ rootId }) => rootId).filter((rootId) => !roots.has(rootId));
  for (const row of await db.events.bulkGet([...new Set(movedIn)])) {
    if (row !== undefined) roots.set(row.id, row);
  }
  const wanted = [...roots.values(), ...changes.filter(({ rootId }) => roots.has(rootId))];
  return byChild(wanted, isGrowthEvent, await readAliases(db));
}

const DOSE_KINDS = [
  'immunization',
  'immunization-amendment',
  'immunization-void',
] as const satisfies readonly ImmunizationEvent['kind'][];

/** Everything that counts about the doses of every child. */
export async function immunizationEvents(
  db: PhoneDb,
  posyanduId: PosyanduId,
): Promise<Map<ChildId, ImmunizationEvent[]>> {
  const rows = await eachWhole(DOSE_KINDS, (kind) => ofKind(db, posyanduId, kind));
  return byChild(rows, isImmunizationEvent, await readAliases(db));
}

function ofKind(db: PhoneDb, posyanduId: PosyanduId, kind: ChildEvent['kind']) {
  return db.events.where('[posyanduId+kind]').equals([posyanduId, kind]).toArray();
}

/** Asked for one by one, the browser hands each list over whole; `anyOf` would walk thousands of rows singly. */
async function eachWhole<Of, Row>(
  all: readonly Of[],
  ask: (one: Of) => PromiseLike<Row[]>,
): Promise<Row[]> {
  return (await Promise.all(all.map(ask))).flat();
}

/** Those that count, in the order they count, under the child they count for. */
function byChild<E extends ChildEvent>(
  rows: readonly EventRow[],
  isWanted: (event: ChildEvent) => event is E,
  aliases: Aliases,
): Map<ChildId, E[]> {
  const events = new Map<ChildId, E[]>();
  for (const row of inCountingOrder(rows.filter(({ refused }) => !refused))) {
    const { event } = row;
    if (!isWanted(event)) continue;
    const childId = standsAs(row.childId, aliases);
    const ofChild = events.get(childId);
    if (ofChild === undefined) events.set(childId, [event]);
    else ofChild.push(event);
  }
  return events;
}
