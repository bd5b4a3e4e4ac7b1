/** What events are looked for by, which lies beside them as they were recorded. */

import type { ChildEvent } from '#domain/child-event.ts';
import type { EventId } from '#domain/ids.ts';

export function lookedForBy(event: ChildEvent): {
  readonly target_id: EventId | null;
  readonly measured_on: string | null;
} {
  return {
    target_id: 'targetId' in event ? event.targetId : null,
    measured_on: 'measurement' in event ? event.measurement.measuredOn : null,
  };
}
