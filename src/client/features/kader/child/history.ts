/** A child's measurements with everything that was later said about each: corrections, takings-back, returns. */

import { recordHistories, type RecordChange, type RecordHistory } from '#client/record-history.ts';
import type { EventView } from '#client/services.ts';
import {
  effectiveMeasurements,
  type EffectiveMeasurement,
  type GrowthEvent,
} from '#domain/growth-event.ts';
import type { Measurement } from '#domain/measurement.ts';

/** What the rules may use: not what the server kept out. Oldest first. */
export function countingMeasurements(events: readonly EventView[]): EffectiveMeasurement[] {
  return effectiveMeasurements(events.filter(({ counts }) => counts).map(({ event }) => event));
}

export type HistoryChange = RecordChange<GrowthEvent, Measurement>;
export type HistoryEntry = RecordHistory<GrowthEvent, Measurement>;

/** Newest day first; of one day the later recorded first. */
export function historyOf(events: readonly EventView[]): HistoryEntry[] {
  return recordHistories(events, (event) =>
    event.kind === 'void' ? null : event.measurement,
  ).sort((a, b) =>
    a.value.measuredOn === b.value.measuredOn
      ? compare(b.id, a.id)
      : compare(b.value.measuredOn, a.value.measuredOn),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
