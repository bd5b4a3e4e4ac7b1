/** A recorded event with the fields the phone finds it by. */

import { isGrowthEvent, rootIdOf, type ChildEvent } from '#domain/child-event.ts';
import { monthOf, type IsoMonth } from '#domain/dates.ts';
import type { MutationId, PosyanduId } from '#domain/ids.ts';
import type { EventRow } from './rows.ts';

export function eventRow(
  event: ChildEvent,
  from: {
    readonly posyanduId: PosyanduId;
    readonly mid: MutationId;
    readonly seq: number | null;
    readonly generation: number;
  },
): EventRow {
  return {
    ...from,
    id: event.id,
    childId: event.childId,
    kind: event.kind,
    rootId: rootIdOf(event),
    month: monthMeasured(event),
    refused: false,
    event,
  };
}

/** Doses have none: no list asks for the doses of a month, and of an old one only the year may be known. */
function monthMeasured(event: ChildEvent): IsoMonth | null {
  return isGrowthEvent(event) && event.kind !== 'void'
    ? monthOf(event.measurement.measuredOn)
    : null;
}

/** The order in which events count: the server's, then those it has not sent back in the order they were made. */
export function inCountingOrder(rows: readonly EventRow[]): EventRow[] {
  return [...rows].sort((a, b) => {
    if (a.seq !== null && b.seq !== null) return a.seq - b.seq;
    if (a.seq === null && b.seq === null) return a.mid < b.mid ? -1 : 1;
    return a.seq === null ? 1 : -1;
  });
}
