/** A child's measurements with everything that was later said about each: corrections, takings-back, returns. */

import type { EventView } from '#client/services.ts';
import {
  effectiveMeasurements,
  type EffectiveMeasurement,
  type GrowthEvent,
} from '#domain/growth-event.ts';
import type { EventId, MutationId } from '#domain/ids.ts';
import type { Measurement } from '#domain/measurement.ts';

/** What the rules may use: not what the server kept out. Oldest first. */
export function countingMeasurements(events: readonly EventView[]): EffectiveMeasurement[] {
  return effectiveMeasurements(events.filter(({ counts }) => counts).map(({ event }) => event));
}

export interface HistoryChange {
  readonly view: EventView;
  /** The values it brought; `null` for a taking-back. */
  readonly measurement: Measurement | null;
  /** The kader's words; `null` for the first recording. */
  readonly reason: string | null;
}

export interface HistoryEntry {
  readonly id: EventId;
  /** The values that count, or would. */
  readonly measurement: Measurement;
  /** The event that decides what stands here now. */
  readonly deciding: EventView;
  /** The first recording and all that followed, in the order they count. */
  readonly changes: readonly HistoryChange[];
  readonly voided: boolean;
  readonly counts: boolean;
  /** What a correction or taking-back answers: the last that came back. */
  readonly answers: MutationId | null;
}

/** Newest day first; of one day the later recorded first. */
export function historyOf(events: readonly EventView[]): HistoryEntry[] {
  const entries = events.flatMap((view) =>
    view.event.kind === 'measurement' ? [entryOf(view, view.event, events)] : [],
  );
  return entries.sort((a, b) =>
    a.measurement.measuredOn === b.measurement.measuredOn
      ? compare(b.id, a.id)
      : compare(b.measurement.measuredOn, a.measurement.measuredOn),
  );
}

function entryOf(
  root: EventView,
  first: Extract<GrowthEvent, { kind: 'measurement' }>,
  events: readonly EventView[],
): HistoryEntry {
  const later = events.filter(
    ({ event }) => event.kind !== 'measurement' && event.targetId === first.id,
  );
  const changes = [root, ...later].map(changeOf);
  const standing = changes.filter(({ view }) => view.counts);
  const voids = standing.filter(({ measurement }) => measurement === null);
  const values = standing.filter(({ measurement }) => measurement !== null).at(-1);
  const back = [root, ...later].filter(
    ({ state }) => state.state === 'returned' || state.state === 'quarantined',
  );
  return {
    id: first.id,
    measurement: values?.measurement ?? first.measurement,
    deciding: voids.at(-1)?.view ?? values?.view ?? root,
    changes,
    voided: voids.length > 0,
    counts: root.counts,
    answers: back.at(-1)?.mid ?? null,
  };
}

function changeOf(view: EventView): HistoryChange {
  const { event } = view;
  switch (event.kind) {
    case 'measurement':
      return { view, measurement: event.measurement, reason: null };
    case 'amendment':
      return { view, measurement: event.measurement, reason: event.reason };
    case 'void':
      return { view, measurement: null, reason: event.reason };
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
