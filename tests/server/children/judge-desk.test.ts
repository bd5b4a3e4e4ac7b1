import { expect, test } from 'vitest';
import { mutationSchema } from '#protocol/mutation.ts';
import { isDeskMutation, judgeDesk } from '#server/sync/judge-desk.ts';
import { PosyanduState } from '#server/sync/posyandu-state.ts';
import type { ChildRow } from '#server/sync/store.ts';
import {
  aProfile,
  createPhone,
  newChildId,
  newMid,
  newPosyanduId,
} from '../../support/mutations.ts';

const aRow = (over: Partial<ChildRow> = {}): ChildRow => ({
  id: newChildId(),
  profile: aProfile(),
  fieldVersions: {},
  createdBy: newMid(),
  mergedInto: null,
  movedTo: null,
  ...over,
});

/** What a posyandu makes of another's child. */
function received(
  { id, profile, fieldVersions, createdBy }: ChildRow,
  here: readonly ChildRow[],
  merged: readonly ChildRow[] = [],
) {
  const payload = {
    fromPosyanduId: newPosyanduId(),
    profile,
    fieldVersions,
    createdBy,
    merged: merged.map(({ movedTo: _movedTo, ...row }) => row),
    events: [],
  };
  const envelope = createPhone().envelope({ op: 'child.receive', entity: id, payload });
  const mutation = mutationSchema.parse(envelope);
  if (!isDeskMutation(mutation)) throw new Error('not of the desk');
  const children = new Map(here.map((row) => [row.id, row]));
  return judgeDesk(mutation, new PosyanduState({ children, events: [], journal: new Map() }));
}

test('a child that lives here is not brought over itself', () => {
  const child = aRow();
  expect(received(child, [child])).toEqual({ ok: false, error: 'already-exists' });
  const other = aRow({ mergedInto: child.id });
  expect(received(child, [other], [other])).toEqual({ ok: false, error: 'already-exists' });
});

test('a child that went away from here may come back', () => {
  const gone = aRow({ movedTo: newPosyanduId() });
  const back = { ...gone, fieldVersions: { dusun: 3 }, profile: aProfile({ dusun: 'Mawar' }) };
  expect(received(back, [gone])).toMatchObject({
    ok: true,
    value: { children: [{ ...back, movedTo: null }] },
  });
});
