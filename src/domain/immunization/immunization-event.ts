/** Vaccine doses as append-only events: a dose, its amendments and its voiding. */

import * as z from 'zod/mini';
import {
  byDayAndId,
  eventFields,
  eventReasonSchema,
  foldChain,
  type Effective,
  type Link,
} from '#domain/event-chain.ts';
import { eventIdSchema } from '#domain/ids.ts';
import { immunizationSchema, type Immunization } from './immunization-record.ts';

export const immunizationEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('immunization'),
    ...eventFields,
    immunization: immunizationSchema,
  }),
  z.strictObject({
    kind: z.literal('immunization-amendment'),
    ...eventFields,
    /** The dose, never another amendment. */
    targetId: eventIdSchema,
    immunization: immunizationSchema,
    reason: eventReasonSchema,
  }),
  z.strictObject({
    kind: z.literal('immunization-void'),
    ...eventFields,
    targetId: eventIdSchema,
    reason: eventReasonSchema,
  }),
]);
export type ImmunizationEvent = z.infer<typeof immunizationEventSchema>;

/** One dose as it counts now, with where it came from. */
export interface EffectiveImmunization extends Effective {
  readonly immunization: Immunization;
}

/**
 * @param events in the order they are to count (see `foldChain`)
 * @returns one entry per dose, oldest first, same day in order of `id`
 */
export function effectiveImmunizations(
  events: readonly ImmunizationEvent[],
): EffectiveImmunization[] {
  return foldChain(events.map(linkOf))
    .map(({ effective, value }) => ({ ...effective, immunization: value }))
    .sort((a, b) => byDayAndId(a.immunization.givenOn, a.id, b.immunization.givenOn, b.id));
}

function linkOf(event: ImmunizationEvent): Link<Immunization> {
  switch (event.kind) {
    case 'immunization':
      return { ...event, kind: 'root', value: event.immunization };
    case 'immunization-amendment':
      return { ...event, kind: 'amendment', value: event.immunization };
    case 'immunization-void':
      return { kind: 'void', targetId: event.targetId };
  }
}
