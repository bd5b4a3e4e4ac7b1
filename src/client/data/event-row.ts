/** A growth event with the fields the phone finds it by. */

import { monthOf, type IsoMonth } from '#domain/dates.ts';
import type { GrowthEvent } from '#domain/growth-event.ts';
import type { MutationId, PosyanduId } from '#domain/ids.ts';
import type { EventRow } from './rows.ts';

export function eventRow(
  event: GrowthEvent,
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
    rootId: event.kind === 'measurement' ? event.id : event.targetId,
    month: monthMeasured(event),
    refused: false,
    event,
  };
}

function monthMeasured(event: GrowthEvent): IsoMonth | null {
  return event.kind === 'void' ? null : monthOf(event.measurement.measuredOn);
}

/** The order in which events count: the server's, then those it has not sent back in the order they were made. */
export function inCountingOrder(rows: readonly EventRow[]): EventRow[] {
  return [...rows].sort((a, b) => {
    if (a.seq !== null && b.seq !== null) return a.seq - b.seq;
    if (a.seq === null && b.seq === null) return a.mid < b.mid ? -1 : 1;
    return a.seq === null ? 1 : -1;
  });
}
