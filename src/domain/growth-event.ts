/** Weighings and measurings as append-only events: a measurement, its amendments and its voiding. */

import * as z from 'zod/mini';
import {
  byDayAndId,
  eventFields,
  eventReasonSchema,
  foldChain,
  type Effective,
  type Link,
} from './event-chain.ts';
import { eventIdSchema } from './ids.ts';
import { measurementSchema, type Measurement } from './measurement.ts';

export const growthEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('measurement'),
    ...eventFields,
    measurement: measurementSchema,
  }),
  z.strictObject({
    kind: z.literal('amendment'),
    ...eventFields,
    /** The measurement, never another amendment: a chain has one root. */
    targetId: eventIdSchema,
    /** Complete new values, not a difference. */
    measurement: measurementSchema,
    reason: eventReasonSchema,
  }),
  z.strictObject({
    kind: z.literal('void'),
    ...eventFields,
    targetId: eventIdSchema,
    reason: eventReasonSchema,
  }),
]);
export type GrowthEvent = z.infer<typeof growthEventSchema>;

/** One measurement as it counts now, with where it came from. */
export interface EffectiveMeasurement extends Effective {
  readonly measurement: Measurement;
}

/**
 * @param events in the order they are to count (see `foldChain`)
 * @returns one entry per measurement, oldest first, same day in order of `id`
 */
export function effectiveMeasurements(events: readonly GrowthEvent[]): EffectiveMeasurement[] {
  return foldChain(events.map(linkOf))
    .map(({ effective, value }) => ({ ...effective, measurement: value }))
    .sort((a, b) => byDayAndId(a.measurement.measuredOn, a.id, b.measurement.measuredOn, b.id));
}

function linkOf(event: GrowthEvent): Link<Measurement> {
  switch (event.kind) {
    case 'measurement':
      return { ...event, kind: 'root', value: event.measurement };
    case 'amendment':
      return { ...event, kind: 'amendment', value: event.measurement };
    case 'void':
      return { kind: 'void', targetId: event.targetId };
  }
}
