/** Decides whether a mutation counts, and what it changes. Pure: the same state and mutation give the same answer. */

import { isRoot } from '#domain/child-event.ts';
import {
  CHILD_PROFILE_FIELDS,
  checkChildProfile,
  type ChildProfile,
  type ChildProfileField,
} from '#domain/child.ts';
import { childIdSchema, type ChildId, type MutationId } from '#domain/ids.ts';
import { checkImmunization } from '#domain/immunization/immunization-record.ts';
import { checkMeasurement } from '#domain/measurement.ts';
import { err, ok, type Result } from '#domain/result.ts';
import type { Mutation } from '#protocol/mutation.ts';
import type { Outcome, QuarantineReason } from '#protocol/push.ts';
import { decidingMid, eventOf, targetOf, type RecordingMutation } from './recorded-event.ts';
import type { ChildRow, EventRow } from './store.ts';

/** The part of the posyandu a chunk touches, as it stands before the mutation. */
export interface JudgedState {
  child(id: ChildId): ChildRow | undefined;
  /** Events of one child in the order they count. */
  eventsOf(childId: ChildId): readonly EventRow[];
  hasEvent(id: string): boolean;
  /** What became of an earlier mutation; `undefined` while it has not arrived. */
  outcomeOf(mid: MutationId): { readonly op: string; readonly status: Outcome } | undefined;
}

export interface Effect {
  readonly child: ChildRow | null;
  readonly event: EventRow | null;
  /** The earlier mutation whose record this one replaces. */
  readonly corrects: MutationId | null;
  /** A part of it contradicts another edit and was left out. */
  readonly inConflict: boolean;
}

/** Fields that say who the child is: two different edits of one are for a person to settle. */
const IDENTITY_FIELDS: ReadonlySet<ChildProfileField> = new Set([
  'name',
  'nik',
  'bornOn',
  'sex',
  'motherName',
]);

const NO_EFFECT: Effect = { child: null, event: null, corrects: null, inConflict: false };

type Judgement = Result<Effect, QuarantineReason>;

/** @param today the latest calendar day anywhere in the country, so that no zone's today is "in the future" */
export function judge(mutation: Mutation, state: JudgedState, today: string): Judgement {
  switch (mutation.op) {
    case 'child.create':
      return judgeCreate(mutation, state, today);
    case 'child.patch':
      return judgePatch(mutation, state, today);
    case 'measure.record':
    case 'measure.amend':
    case 'measure.void':
    case 'immun.record':
    case 'immun.amend':
    case 'immun.void':
      return judgeRecording(mutation, state, today);
  }
}

type OpMutation<O extends Mutation['op']> = Extract<Mutation, { op: O }>;

function judgeCreate(
  { entity, mid, payload }: OpMutation<'child.create'>,
  state: JudgedState,
  today: string,
): Judgement {
  const id = childIdSchema.parse(entity);
  if (state.child(id) !== undefined) return err('already-exists');
  const problem = checkChildProfile(payload.profile, today);
  if (problem !== null) return err(problem);
  const child = { id, profile: payload.profile, fieldVersions: {}, createdBy: mid };
  return ok({ ...NO_EFFECT, child, corrects: payload.answers ?? null });
}

/**
 * Field by field: unchanged since the kader looked → takes the new value; already
 * that value → nothing to do; changed meanwhile → an identity field stays for a
 * person to settle, of the others the later arrival wins. What builds on an edit
 * that did not count was not made looking at what stands here.
 */
function judgePatch(
  { entity, deps, payload }: OpMutation<'child.patch'>,
  state: JudgedState,
  today: string,
): Judgement {
  const child = state.child(childIdSchema.parse(entity));
  if (child === undefined) return err('unknown-child');

  const isBuiltOnRefused = deps.some((mid) => {
    const before = state.outcomeOf(mid);
    return before?.op === 'child.patch' && before.status !== 'applied';
  });
  let inConflict = false;
  let profile: ChildProfile = child.profile;
  const fieldVersions = { ...child.fieldVersions };
  for (const field of CHILD_PROFILE_FIELDS) {
    const value = payload.fields[field];
    if (value === undefined || value === child.profile[field]) continue;
    const version = fieldVersions[field] ?? 0;
    const isOutdated = isBuiltOnRefused || (payload.base[field] ?? 0) !== version;
    if (isOutdated && IDENTITY_FIELDS.has(field)) {
      inConflict = true;
      continue;
    }
    profile = { ...profile, [field]: value };
    fieldVersions[field] = version + 1;
  }
  const problem = checkChildProfile(profile, today);
  if (problem !== null) return err(problem);
  return ok({
    ...NO_EFFECT,
    child: profile === child.profile ? null : { ...child, profile, fieldVersions },
    corrects: inConflict ? null : payload.answers,
    inConflict,
  });
}

/** A record of a child, whatever it tells: new, amended or voided. */
function judgeRecording(mutation: RecordingMutation, state: JudgedState, today: string): Judgement {
  const { childId, answers } = mutation.payload;
  const event = eventOf(mutation);
  // Taking back what was never applied changes nothing but its place in the queue.
  if (isVoiding(mutation) && answers !== null && !state.hasEvent(mutation.payload.targetId)) {
    return ok({ ...NO_EFFECT, corrects: answers });
  }
  const child = state.child(childId);
  if (child === undefined) return err('unknown-child');
  if (state.hasEvent(event.id)) return err('already-exists');

  const problem = problemOf(mutation, child, today);
  if (problem !== null) return err(problem);
  const row = { mid: mutation.mid, occurredOn: mutation.occurredOn, event };
  if (isRoot(event)) return ok({ ...NO_EFFECT, event: row, corrects: answers });

  const history = state.eventsOf(childId);
  const target = targetOf(event, history);
  if (target === undefined) return err('unknown-target');
  return ok({ ...NO_EFFECT, event: row, corrects: answers ?? decidingMid(target, history) });
}

function isVoiding(
  mutation: RecordingMutation,
): mutation is OpMutation<'measure.void' | 'immun.void'> {
  return mutation.op === 'measure.void' || mutation.op === 'immun.void';
}

/** What cannot be true of the values recorded. */
function problemOf(
  { payload }: RecordingMutation,
  { profile: { bornOn } }: ChildRow,
  today: string,
): QuarantineReason | null {
  if ('measurement' in payload) {
    return checkMeasurement(payload.measurement, { bornOn, today })[0] ?? null;
  }
  return 'immunization' in payload
    ? checkImmunization(payload.immunization, { bornOn, today })
    : null;
}
