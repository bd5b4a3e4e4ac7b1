/** What a mutation speaks of, whatever its kind. */

import { addDays } from '#domain/dates.ts';
import {
  childIdSchema,
  eventIdSchema,
  type ChildId,
  type EventId,
  type MutationId,
} from '#domain/ids.ts';
import { readMutation, type Mutation, type MutationEnvelope } from '#protocol/mutation.ts';
import { NO_KEYS, type ScopeKeys } from './store.ts';

const NOBODY: ReadonlySet<ChildId> = new Set();

/**
 * Named setting: what lies further back is read where it turns out to be needed.
 * Five months: whoever missed three monthly weighings was measured within them.
 */
const DAYS_BACK = 153;

/**
 * Everything that judging these may look at.
 *
 * @param inFull children of whom the measurements of the last months do not tell enough
 */
export function keysOf(
  envelopes: readonly MutationEnvelope[],
  inFull: ReadonlySet<ChildId> = NOBODY,
): ScopeKeys {
  const mids = new Set<MutationId>();
  const childIds = new Set<ChildId>(inFull);
  const measuredIds = new Set<ChildId>();
  let firstDay: string | null = null;
  const eventIds = new Set<EventId>();
  for (const envelope of envelopes) {
    mids.add(envelope.mid);
    for (const mid of envelope.deps) mids.add(mid);
    const mutation = readMutation(envelope);
    if (typeof mutation === 'string') continue;
    // What speaks of nothing earlier is held against the measurements of the last months alone.
    if (mutation.op === 'measure.record' && envelope.deps.length === 0) {
      const { childId, measurement } = mutation.payload;
      measuredIds.add(childId);
      if (firstDay === null || measurement.measuredOn < firstDay) firstDay = measurement.measuredOn;
    } else {
      childIds.add(childOf(mutation));
    }
    if ('childId' in mutation.payload) eventIds.add(eventIdSchema.parse(mutation.entity));
    if ('targetId' in mutation.payload) eventIds.add(mutation.payload.targetId);
    if (mutation.op === 'child.merge') childIds.add(mutation.payload.intoId);
    if (mutation.op === 'child.receive') {
      for (const { id } of mutation.payload.merged) childIds.add(id);
      for (const { event } of mutation.payload.events) eventIds.add(event.id);
    }
  }
  return {
    mids: [...mids],
    slots: envelopes.map(({ deviceId, seq }) => ({ deviceId, seq })),
    childIds: [...childIds],
    measuredIds: [...measuredIds],
    measuredSince: firstDay === null ? NO_KEYS.measuredSince : addDays(firstDay, -DAYS_BACK),
    eventIds: [...eventIds],
    accountIds: [...new Set(envelopes.map(({ authorId }) => authorId))],
  };
}

export function childOf(mutation: Mutation): ChildId {
  return 'childId' in mutation.payload
    ? mutation.payload.childId
    : childIdSchema.parse(mutation.entity);
}

export function measurementOf(mutation: Mutation) {
  return 'measurement' in mutation.payload ? mutation.payload.measurement : null;
}

export function immunizationOf(mutation: Mutation) {
  return 'immunization' in mutation.payload ? mutation.payload.immunization : null;
}

export function answersOf(mutation: Mutation): MutationId | null {
  return 'answers' in mutation.payload ? (mutation.payload.answers ?? null) : null;
}

export function reasonOf(mutation: Mutation): string | null {
  return 'reason' in mutation.payload ? (mutation.payload.reason ?? null) : null;
}
