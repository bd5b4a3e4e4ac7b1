/** Growth records as append-only events: a measurement, its amendments and its voiding. Nothing is ever edited in place. */

import * as z from 'zod/mini';
import { accountIdSchema, childIdSchema, eventIdSchema } from './ids.ts';
import { measurementSchema } from './measurement.ts';
import { words } from './text.ts';

const reason = z.string().check(z.trim(), z.minLength(1), z.maxLength(500), words());

const common = {
  id: eventIdSchema,
  childId: childIdSchema,
  /** Who recorded it. */
  authorId: accountIdSchema,
};

export const growthEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('measurement'), ...common, measurement: measurementSchema }),
  z.strictObject({
    kind: z.literal('amendment'),
    ...common,
    /** The measurement, never another amendment: a chain has one root. */
    targetId: eventIdSchema,
    /** Complete new values, not a difference. */
    measurement: measurementSchema,
    reason,
  }),
  z.strictObject({ kind: z.literal('void'), ...common, targetId: eventIdSchema, reason }),
]);
export type GrowthEvent = z.infer<typeof growthEventSchema>;

/** One measurement as it counts now, with where it came from. */
export interface EffectiveMeasurement {
  /** The root event: the identity of this measurement through all corrections. */
  readonly id: z.infer<typeof eventIdSchema>;
  readonly childId: z.infer<typeof childIdSchema>;
  readonly measurement: z.infer<typeof measurementSchema>;
  /** The event whose values count: the root itself or its last amendment. */
  readonly decidedBy: z.infer<typeof eventIdSchema>;
  readonly authorId: z.infer<typeof accountIdSchema>;
  /** A voided one is kept for the history and never counts in a rule. */
  readonly voided: boolean;
}

/**
 * Folds events into what counts: the last amendment wins, a void ends it.
 *
 * @param events in the order they are to count: by the server's sequence, then
 *   those not yet sent in the order they were recorded. An amendment or void
 *   whose target is not among them is left out.
 * @returns one entry per measurement, oldest first, same day in order of `id`
 */
export function effectiveMeasurements(events: readonly GrowthEvent[]): EffectiveMeasurement[] {
  const byRoot = new Map<string, EffectiveMeasurement>();
  for (const event of events) {
    if (event.kind !== 'measurement') continue;
    const { id, childId, authorId, measurement } = event;
    byRoot.set(id, { id, childId, authorId, measurement, decidedBy: id, voided: false });
  }
  for (const event of events) {
    if (event.kind === 'measurement') continue;
    const root = byRoot.get(event.targetId);
    if (root === undefined) continue;
    byRoot.set(
      root.id,
      event.kind === 'void'
        ? { ...root, voided: true }
        : { ...root, measurement: event.measurement, decidedBy: event.id },
    );
  }
  return [...byRoot.values()].sort(
    (a, b) => compare(a.measurement.measuredOn, b.measurement.measuredOn) || compare(a.id, b.id),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
