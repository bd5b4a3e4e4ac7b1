/** Everything that is recorded of a child over time. */

import * as z from 'zod/mini';
import { growthEventSchema, type GrowthEvent } from './growth-event.ts';
import type { EventId } from './ids.ts';
import {
  immunizationEventSchema,
  type ImmunizationEvent,
} from './immunization/immunization-event.ts';

export const childEventSchema = z.discriminatedUnion('kind', [
  growthEventSchema,
  immunizationEventSchema,
]);
export type ChildEvent = z.infer<typeof childEventSchema>;

export function isGrowthEvent(event: ChildEvent): event is GrowthEvent {
  return event.kind === 'measurement' || event.kind === 'amendment' || event.kind === 'void';
}

export function isImmunizationEvent(event: ChildEvent): event is ImmunizationEvent {
  return !isGrowthEvent(event);
}

/** The event that a record began with: itself, or what it amends or voids. */
export function rootIdOf(event: ChildEvent): EventId {
  return 'targetId' in event ? event.targetId : event.id;
}

export function isRoot(event: ChildEvent): boolean {
  return !('targetId' in event);
}
