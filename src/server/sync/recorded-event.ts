/** What a mutation adds to a child's history, whatever kind of record it is, and how such records hang together. */

import type { ChildEvent } from '#domain/child-event.ts';
import { eventIdSchema, type MutationId } from '#domain/ids.ts';
import type { Mutation } from '#protocol/mutation.ts';
import type { EventRow } from './store.ts';

/** Records, amends or voids something of a child. */
export type RecordingMutation = Exclude<Mutation, { op: `child.${string}` }>;

/** Which record each kind of event begins, or may amend or void: never one of another kind. */
const ROOT_KIND = {
  measurement: 'measurement',
  amendment: 'measurement',
  void: 'measurement',
  immunization: 'immunization',
  'immunization-amendment': 'immunization',
  'immunization-void': 'immunization',
} as const satisfies Record<ChildEvent['kind'], ChildEvent['kind']>;

export function eventOf(mutation: RecordingMutation): ChildEvent {
  const common = {
    id: eventIdSchema.parse(mutation.entity),
    childId: mutation.payload.childId,
    authorId: mutation.authorId,
  };
  switch (mutation.op) {
    case 'measure.record':
      return { kind: 'measurement', ...common, measurement: mutation.payload.measurement };
    case 'measure.amend': {
      const { targetId, measurement, reason } = mutation.payload;
      return { kind: 'amendment', ...common, targetId, measurement, reason };
    }
    case 'measure.void': {
      const { targetId, reason } = mutation.payload;
      return { kind: 'void', ...common, targetId, reason };
    }
    case 'immun.record':
      return { kind: 'immunization', ...common, immunization: mutation.payload.immunization };
    case 'immun.amend': {
      const { targetId, immunization, reason } = mutation.payload;
      return { kind: 'immunization-amendment', ...common, targetId, immunization, reason };
    }
    case 'immun.void': {
      const { targetId, reason } = mutation.payload;
      return { kind: 'immunization-void', ...common, targetId, reason };
    }
  }
}

/**
 * The record that an amendment or void speaks of: the beginning of one of its own kind.
 *
 * @param history of the same child
 */
export function targetOf(event: ChildEvent, history: readonly EventRow[]): EventRow | undefined {
  if (!('targetId' in event)) return undefined;
  const target = history.find((row) => row.event.id === event.targetId);
  return target?.event.kind === ROOT_KIND[event.kind] ? target : undefined;
}

/** The mutation whose values count for a record until now: its last amendment, or itself. */
export function decidingMid(target: EventRow, history: readonly EventRow[]): MutationId {
  let mid = target.mid;
  for (const { event, mid: by } of history) {
    const amends = 'targetId' in event && !isVoid(event) && event.targetId === target.event.id;
    if (amends) mid = by;
  }
  return mid;
}

function isVoid({ kind }: ChildEvent): boolean {
  return kind === 'void' || kind === 'immunization-void';
}
