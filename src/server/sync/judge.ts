/** Decides whether a mutation counts, and what it changes. Pure: the same state and mutation give the same answer. */

import { isRoot } from '#domain/child-event.ts';
import {
  CHILD_PROFILE_FIELDS,
  checkChildProfile,
  type ChildProfile,
  type ChildProfileField,
} from '#domain/child.ts';
import { childIdSchema, type ChildId } from '#domain/ids.ts';
import { checkImmunization } from '#domain/immunization/immunization-record.ts';
import { checkMeasurement } from '#domain/measurement.ts';
import { err, ok, type Result } from '#domain/result.ts';
import type { Mutation } from '#protocol/mutation.ts';
import type { QuarantineReason } from '#protocol/push.ts';
import { NO_EFFECT, type Effect, type JudgedState } from './effect.ts';
import { judgeDesk } from './judge-desk.ts';
import { decidingMid, eventOf, targetOf, type RecordingMutation } from './recorded-event.ts';
import type { ChildRow } from './store.ts';

/** Fields that say who the child is: two different edits of one are for a person to settle. */
const IDENTITY_FIELDS: ReadonlySet<ChildProfileField> = new Set([
  'name',
  'nik',
  'bornOn',
  'sex',
  'motherName',
]);

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
    case 'child.merge':
    case 'child.split':
    case 'child.transfer':
    case 'child.receive': {
      // The desk asked before and said what was wrong; what comes here all the same is a fault.
      const judgement = judgeDesk(mutation, state);
      return judgement.ok ? judgement : err('unknown-target');
    }
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
  const child = {
    id,
    profile: payload.profile,
    fieldVersions: {},
    createdBy: mid,
    mergedInto: null,
    movedTo: null,
  };
  return ok({ ...NO_EFFECT, children: [child], corrects: payload.answers ?? null });
}

/**
 * Field by field: unchanged since the kader looked → takes the new value; already
 * that value → nothing to do; changed meanwhile → an identity field stays for a
 * person to settle, of the others the later arrival wins. What builds on an edit
 * that did not count, or names a child that was merged into this one, was not
 * made looking at what stands here.
 */
function judgePatch(
  { entity, deps, payload }: OpMutation<'child.patch'>,
  state: JudgedState,
  today: string,
): Judgement {
  const id = childIdSchema.parse(entity);
  const child = state.root(id);
  if (child === undefined) return err('unknown-child');

  const isOfAnother = child.id !== id;
  const isBuiltOnRefused = deps.some((mid) => {
    const before = state.outcomeOf(mid);
    return before?.op === 'child.patch' && before.status !== 'applied';
  });
  let inConflict = false;
  let overwrote = false;
  let profile: ChildProfile = child.profile;
  const fieldVersions = { ...child.fieldVersions };
  for (const field of CHILD_PROFILE_FIELDS) {
    const value = payload.fields[field];
    if (value === undefined || value === child.profile[field]) continue;
    const version = fieldVersions[field] ?? 0;
    const isOutdated = isBuiltOnRefused || isOfAnother || (payload.base[field] ?? 0) !== version;
    if (isOutdated && IDENTITY_FIELDS.has(field)) {
      inConflict = true;
      continue;
    }
    overwrote ||= isOutdated;
    profile = { ...profile, [field]: value };
    fieldVersions[field] = version + 1;
  }
  const problem = checkChildProfile(profile, today);
  if (problem !== null) return err(problem);
  return ok({
    ...NO_EFFECT,
    children: profile === child.profile ? [] : [{ ...child, profile, fieldVersions }],
    corrects: inConflict ? null : payload.answers,
    inConflict,
    flags: [...standingFlags(id, state), ...(overwrote ? (['overwrote-edit'] as const) : [])],
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
  const child = state.root(childId);
  if (child === undefined) return err('unknown-child');
  if (state.hasEvent(event.id)) return err('already-exists');

  const problem = problemOf(mutation, child, today);
  if (problem !== null) return err(problem);
  const row = { mid: mutation.mid, occurredOn: mutation.occurredOn, event };
  const effect = { ...NO_EFFECT, events: [row], flags: standingFlags(childId, state) };
  if (isRoot(event)) return ok({ ...effect, corrects: answers });

  const history = state.eventsOf(childId);
  const target = targetOf(event, history);
  if (target === undefined) return err('unknown-target');
  return ok({ ...effect, corrects: answers ?? decidingMid(target, history) });
}

function standingFlags(id: ChildId, state: JudgedState): Effect['flags'] {
  const child = state.child(id);
  if (child === undefined) return [];
  return [
    ...(child.mergedInto === null ? [] : (['merged-child'] as const)),
    ...(child.movedTo === null ? [] : (['moved-child'] as const)),
  ];
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
