/** What weighings and doses differ in when they are written: names, payloads and the day they happened. */

import type { ChildEvent } from '#domain/child-event.ts';
import type { AccountId, ChildId, EventId, MutationId } from '#domain/ids.ts';
import type { Immunization } from '#domain/immunization/immunization-record.ts';
import type { Measurement } from '#domain/measurement.ts';
import type { NewMutation } from './save.ts';

type What = Pick<NewMutation, 'op' | 'payload'>;

interface Made {
  readonly id: EventId;
  readonly childId: ChildId;
  readonly authorId: AccountId;
}

interface Valued<V> {
  readonly value: V;
}

interface Changing {
  readonly childId: ChildId;
  readonly targetId: EventId;
  readonly reason: string;
  readonly answers: MutationId | null;
}

export interface EventKind<V> {
  readonly rootKind: ChildEvent['kind'];
  readonly amendmentKind: ChildEvent['kind'];
  /** ISO date; `null` where the day is not known. */
  dayOf(value: V): string | null;
  record(of: Pick<Changing, 'childId' | 'answers'> & Valued<V>): What;
  amend(of: Changing & Valued<V>): What;
  void(of: Changing): What;
  root(of: Made & Valued<V>): ChildEvent;
  amendment(of: Made & Valued<V> & Pick<Changing, 'targetId' | 'reason'>): ChildEvent;
  voiding(of: Made & Pick<Changing, 'targetId' | 'reason'>): ChildEvent;
}

export const measurementKind: EventKind<Measurement> = {
  rootKind: 'measurement',
  amendmentKind: 'amendment',
  dayOf: ({ measuredOn }) => measuredOn,
  record: ({ childId, value, answers }) => ({
    op: 'measure.record',
    payload: { childId, measurement: value, answers },
  }),
  amend: ({ childId, targetId, value, reason, answers }) => ({
    op: 'measure.amend',
    payload: { childId, targetId, measurement: value, reason, answers },
  }),
  void: ({ childId, targetId, reason, answers }) => ({
    op: 'measure.void',
    payload: { childId, targetId, reason, answers },
  }),
  root: ({ id, childId, authorId, value }) => ({
    kind: 'measurement',
    id,
    childId,
    authorId,
    measurement: value,
  }),
  amendment: ({ id, childId, authorId, targetId, value, reason }) => ({
    kind: 'amendment',
    id,
    childId,
    authorId,
    targetId,
    measurement: value,
    reason,
  }),
  voiding: ({ id, childId, authorId, targetId, reason }) => ({
    kind: 'void',
    id,
    childId,
    authorId,
    targetId,
    reason,
  }),
};

export const immunizationKind: EventKind<Immunization> = {
  rootKind: 'immunization',
  amendmentKind: 'immunization-amendment',
  dayOf: ({ givenOn }) => (givenOn.length === '2026-11-23'.length ? givenOn : null),
  record: ({ childId, value, answers }) => ({
    op: 'immun.record',
    payload: { childId, immunization: value, answers },
  }),
  amend: ({ childId, targetId, value, reason, answers }) => ({
    op: 'immun.amend',
    payload: { childId, targetId, immunization: value, reason, answers },
  }),
  void: ({ childId, targetId, reason, answers }) => ({
    op: 'immun.void',
    payload: { childId, targetId, reason, answers },
  }),
  root: ({ id, childId, authorId, value }) => ({
    kind: 'immunization',
    id,
    childId,
    authorId,
    immunization: value,
  }),
  amendment: ({ id, childId, authorId, targetId, value, reason }) => ({
    kind: 'immunization-amendment',
    id,
    childId,
    authorId,
    targetId,
    immunization: value,
    reason,
  }),
  voiding: ({ id, childId, authorId, targetId, reason }) => ({
    kind: 'immunization-void',
    id,
    childId,
    authorId,
    targetId,
    reason,
  }),
};
