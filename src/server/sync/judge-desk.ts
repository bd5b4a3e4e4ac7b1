/** Decides what the puskesmas may do with a child as it stands, and what that changes. Pure, like `judge`. */

import { childIdSchema, type ChildId } from '#domain/ids.ts';
import { err, ok, type Result } from '#domain/result.ts';
import { isDeskOperation, type DeskOperation, type Mutation } from '#protocol/mutation.ts';
import { NO_EFFECT, type Effect, type JudgedState } from './effect.ts';
import type { ChildRow } from './store.ts';

export type DeskMutation = Extract<Mutation, { op: DeskOperation }>;
type DeskMutationOf<O extends DeskOperation> = Extract<Mutation, { op: O }>;

/** Why it cannot be done; the error codes of the API. `already-exists`: the child lives there. */
export type DeskProblem =
  | 'unknown-child'
  | 'same-child'
  | 'already-merged'
  | 'not-merged'
  | 'already-moved'
  | 'already-exists';

export function isDeskMutation(mutation: Mutation): mutation is DeskMutation {
  return isDeskOperation(mutation.op);
}

export function judgeDesk(mutation: DeskMutation, state: JudgedState): Result<Effect, DeskProblem> {
  if (mutation.op === 'child.receive') return receive(mutation, state);
  const child = state.child(childIdSchema.parse(mutation.entity));
  if (child === undefined) return err('unknown-child');
  if (child.movedTo !== null) return err('already-moved');
  switch (mutation.op) {
    case 'child.merge':
      return merge(child, mutation.payload.intoId, state);
    case 'child.split':
      if (child.mergedInto === null) return err('not-merged');
      return ok({ ...NO_EFFECT, children: [{ ...child, mergedInto: null }] });
    case 'child.transfer': {
      if (child.mergedInto !== null) return err('already-merged');
      const movedTo = mutation.payload.toPosyanduId;
      return ok({
        ...NO_EFFECT,
        children: state.family(child.id).map((row) => ({ ...row, movedTo })),
      });
    }
  }
}

/** Whoever was merged into `child` follows it; a circle would be two of one family. */
function merge(child: ChildRow, intoId: ChildId, state: JudgedState): Result<Effect, DeskProblem> {
  const into = state.child(intoId);
  if (into === undefined) return err('unknown-child');
  if (into.movedTo !== null) return err('already-moved');
  if (state.root(intoId) === state.root(child.id)) return err('same-child');
  if (child.mergedInto !== null) return err('already-merged');
  return ok({ ...NO_EFFECT, children: [{ ...child, mergedInto: intoId }] });
}

/**
 * A child that lived here before comes back as it became elsewhere; what was
 * recorded here and is missing there stays. One that was merged into it here and
 * does not come along was split from it elsewhere, and lives on there.
 */
function receive(
  { entity, payload }: DeskMutationOf<'child.receive'>,
  state: JudgedState,
): Result<Effect, DeskProblem> {
  const id = childIdSchema.parse(entity);
  const { profile, fieldVersions, createdBy } = payload;
  const brought: readonly ChildRow[] = [
    { id, profile, fieldVersions, createdBy, mergedInto: null, movedTo: null },
    ...payload.merged.map((row) => ({ ...row, movedTo: null })),
  ];
  const ids = new Set(brought.map((row) => row.id));
  const known = brought.map((row) => state.child(row.id));
  if (known.some((row) => row?.movedTo === null)) return err('already-exists');
  const left = [...new Set(brought.flatMap((row) => state.family(row.id)))].filter(
    (row) => !ids.has(row.id) && row.mergedInto !== null && ids.has(row.mergedInto),
  );
  return ok({
    ...NO_EFFECT,
    children: [...brought, ...left.map((row) => ({ ...row, mergedInto: null }))],
    events: payload.events.filter(({ event }) => !state.hasEvent(event.id)),
  });
}
