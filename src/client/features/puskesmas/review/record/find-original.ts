/** Finds what a correction corrected when it was not returned first: in the child's own events. */

import type { GrowthEvent } from '#domain/growth-event.ts';
import type { Measurement } from '#domain/measurement.ts';
import type { ReviewRecord } from '#protocol/review.ts';

/**
 * The values that stood before this amendment or void; `null` when the record
 * is none, or was never applied.
 *
 * @param events of the child in the order they count
 */
export function valuesBefore(
  record: Pick<ReviewRecord, 'op' | 'measurement' | 'authorReason'>,
  events: readonly GrowthEvent[],
): Measurement | null {
  const at = events.findIndex((event) => isOf(record, event));
  const event = events[at];
  if (event === undefined || event.kind === 'measurement') return null;
  let before: Measurement | null = null;
  for (const earlier of events.slice(0, at)) {
    if (earlier.kind === 'void') continue;
    const root = earlier.kind === 'measurement' ? earlier.id : earlier.targetId;
    if (root === event.targetId) before = earlier.measurement;
  }
  return before;
}

/** Events carry no number of the mutation that made them, so they are told by what they say. */
function isOf(
  { op, measurement, authorReason }: Pick<ReviewRecord, 'op' | 'measurement' | 'authorReason'>,
  event: GrowthEvent,
): boolean {
  if (event.kind === 'measurement' || event.reason !== authorReason) return false;
  if (event.kind === 'void') return op === 'measure.void';
  return (
    op === 'measure.amend' && measurement !== null && sameValues(event.measurement, measurement)
  );
}

export function sameValues(one: Measurement, other: Measurement): boolean {
  return (
    one.measuredOn === other.measuredOn &&
    one.weightGrams === other.weightGrams &&
    one.lengthMm === other.lengthMm &&
    one.position === other.position &&
    one.headMm === other.headMm &&
    one.muacMm === other.muacMm &&
    one.oedema === other.oedema
  );
}
