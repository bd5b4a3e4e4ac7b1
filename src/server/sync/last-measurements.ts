/** What is left out of a child's history where only its last measurements were read. */

import type { ChildEvent } from '#domain/child-event.ts';
import type { ChildId } from '#domain/ids.ts';
import { LAST_MEASUREMENTS } from './store.ts';

/**
 * Children merged into one bring the last measurements of each: up to the
 * latest day from which one of them may lack some, the family may.
 *
 * @param recorded now, so it was not read
 * @returns the last day, ISO, of which measurements may be missing; `null`: fewer are there than were asked for
 */
export function missingAmong(
  events: readonly ChildEvent[],
  { id: recorded }: ChildEvent,
): string | null {
  const days = new Map<ChildId, string[]>();
  for (const event of events) {
    if (event.kind !== 'measurement' || event.id === recorded) continue;
    const ofChild = days.get(event.childId);
    if (ofChild === undefined) days.set(event.childId, [event.measurement.measuredOn]);
    else ofChild.push(event.measurement.measuredOn);
  }
  const firstDays = [...days.values()]
    .filter(({ length }) => length >= LAST_MEASUREMENTS)
    .map((ofChild) => ofChild.sort().at(-LAST_MEASUREMENTS));
  return firstDays.reduce<string | null>(
    (latest, day) => (day !== undefined && day > (latest ?? '') ? day : latest),
    null,
  );
}
