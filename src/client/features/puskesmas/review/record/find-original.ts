/** Finds what a correction corrected when it was not returned first: in the child's own events. */

import { isRoot, rootIdOf, type ChildEvent } from '#domain/child-event.ts';
import type { Immunization } from '#domain/immunization/immunization-record.ts';
import type { Measurement } from '#domain/measurement.ts';
import type { ReviewRecord } from '#protocol/review.ts';
import { sameDose } from './card-rows.ts';

/** What was recorded: a measurement or a dose. */
export interface RecordedValues {
  readonly measurement: Measurement | null;
  readonly immunization: Immunization | null;
}

const KIND_OF_OPERATION = new Map<string, ChildEvent['kind']>([
  ['measure.amend', 'amendment'],
  ['measure.void', 'void'],
  ['immun.amend', 'immunization-amendment'],
  ['immun.void', 'immunization-void'],
]);

type Correction = Pick<ReviewRecord, 'op' | 'authorReason'> & RecordedValues;

/**
 * The values that stood before this amendment or void; `null` when the record
 * is none, or was never applied.
 *
 * @param events of the child in the order they count
 */
export function valuesBefore(
  record: Correction,
  events: readonly ChildEvent[],
): RecordedValues | null {
  const at = events.findIndex((event) => isOf(record, event));
  const event = events[at];
  if (event === undefined) return null;
  let before: RecordedValues | null = null;
  for (const earlier of events.slice(0, at)) {
    const values = valuesOf(earlier);
    if (values !== null && rootIdOf(earlier) === rootIdOf(event)) before = values;
  }
  return before;
}

/** Events carry no number of the mutation that made them, so they are told by what they say. */
function isOf(record: Correction, event: ChildEvent): boolean {
  if (isRoot(event) || event.kind !== KIND_OF_OPERATION.get(record.op)) return false;
  if (!('reason' in event) || event.reason !== record.authorReason) return false;
  const values = valuesOf(event);
  return values === null || sameRecorded(values, record);
}

/** `null` for a void. */
function valuesOf(event: ChildEvent): RecordedValues | null {
  if ('measurement' in event) return { measurement: event.measurement, immunization: null };
  if ('immunization' in event) return { measurement: null, immunization: event.immunization };
  return null;
}

function sameRecorded(one: RecordedValues, other: RecordedValues): boolean {
  if (one.measurement !== null) {
    return other.measurement !== null && sameValues(one.measurement, other.measurement);
  }
  return (
    one.immunization !== null &&
    other.immunization !== null &&
    sameDose(one.immunization, other.immunization)
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
    one.oedema === other.oedema &&
    one.gainOverride?.code === other.gainOverride?.code &&
    one.gainOverride?.reason === other.gainOverride?.reason
  );
}
