/**
 * Does what staff want done with a child: merge it into another, take that back,
 * or give it to another posyandu.
 *
 * Each is a mutation in the journal like a kader's, so that the journal still
 * tells everything. What cannot be done is refused and never journaled.
 */

import {
  deviceIdSchema,
  type AccountId,
  type ChildId,
  type MutationId,
  type PosyanduId,
} from '#domain/ids.ts';
import { err, ok, type Result } from '#domain/result.ts';
import type { ChildActionRequest, ChildActionResponse } from '#protocol/children.ts';
import type { ErrorCode } from '#protocol/errors.ts';
import {
  OPERATION_VERSION,
  readMutation,
  type DeskOperation,
  type MutationEnvelope,
} from '#protocol/mutation.ts';
import { latestToday, todayInNtb } from '#server/country-days.ts';
import { idFrom } from '#server/derived-id.ts';
import { applyChunk } from '#server/sync/apply-chunk.ts';
import { carryBetween, NOTHING_TO_SAVE } from '#server/sync/carry-on.ts';
import {
  isDeskMutation,
  judgeDesk,
  type DeskMutation,
  type DeskProblem,
} from '#server/sync/judge-desk.ts';
import { keysOf } from '#server/sync/mutation-parts.ts';
import { nextSeq } from '#server/sync/next-seq.ts';
import { PosyanduState } from '#server/sync/posyandu-state.ts';
import { NO_KEYS, type ScopeTransaction, type SyncStore } from '#server/sync/store.ts';
import { receiveMid } from './receive-mid.ts';

interface Desk {
  readonly staff: AccountId;
  readonly nowMs: number;
  /** It is done in a posyandu of another puskesmas than theirs. */
  readonly isFromElsewhere?: boolean;
}

/** What is to be done, where. */
interface Deed {
  readonly mid: MutationId;
  readonly op: DeskOperation;
  readonly posyanduId: PosyanduId;
  readonly childId: ChildId;
  readonly payload: MutationEnvelope['payload'];
}

type Done = Result<ChildActionResponse['status'], ErrorCode>;

/** Safe to repeat. The posyandu named must be within reach of the staff. */
export async function actOnChild(
  store: SyncStore,
  desk: Desk,
  childId: ChildId,
  request: ChildActionRequest,
): Promise<Done> {
  const { mid, posyanduId, reason } = request;
  const deed = { mid, posyanduId, childId };
  switch (request.action) {
    case 'merge': {
      const payload = { intoId: request.intoId, reason };
      return doThere(store, desk, { ...deed, op: 'child.merge', payload });
    }
    case 'split':
      return doThere(store, desk, { ...deed, op: 'child.split', payload: { reason } });
    case 'transfer': {
      const { toPosyanduId } = request;
      if (toPosyanduId === posyanduId) return err('same-posyandu');
      const payload = { toPosyanduId, reason };
      const leave: Deed = { ...deed, op: 'child.transfer', payload };
      const done = await store.inScopes([posyanduId, toPosyanduId], (here, there) =>
        transfer(here, there, desk, leave, toPosyanduId),
      );
      return done ?? err('unknown-posyandu');
    }
  }
}

async function doThere(store: SyncStore, desk: Desk, deed: Deed): Promise<Done> {
  const done = await store.inScope(deed.posyanduId, async (tx): Promise<Done> => {
    const before = await standingOf(tx, desk, deed);
    if (before !== 'possible') return before;
    await bring(tx, desk, deed);
    return ok('applied');
  });
  return done ?? err('not-found');
}

/**
 * Both halves at once; each has its own id, so that one alone could be done again
 * after a crash. Where it goes is for who looks after it now to say: another
 * puskesmas is not asked, but looks at who came.
 */
async function transfer(
  here: ScopeTransaction,
  there: ScopeTransaction,
  desk: Desk,
  leave: Deed,
  toPosyanduId: PosyanduId,
): Promise<Done> {
  if (here.place.practice !== there.place.practice) return err('unknown-posyandu');
  const before = await standingOf(here, desk, leave);
  if (before !== 'possible') return before;

  // It may have lived there once: what came in late for it there is to travel with it.
  const family = new Set((await familyOf(here, leave)).map(({ id }) => id));
  const settled = await here.arrivalsWaiting([...family]);
  const { nowMs } = desk;
  const moment = { nowMs, today: latestToday(nowMs) };
  await carryBetween(there, here, leave.posyanduId, moment, (row) => family.has(row.childId));

  const [child, ...merged] = await familyOf(here, leave);
  if (child === undefined) throw new Error('a child that is there and is not');
  const events = (await stateOf(here, leave)).eventsOf(child.id);
  const isFromElsewhere = here.place.puskesmas !== there.place.puskesmas;
  const deskThere = { ...desk, isFromElsewhere };
  const arrive: Deed = {
    mid: receiveMid(leave.mid),
    op: 'child.receive',
    posyanduId: toPosyanduId,
    childId: leave.childId,
    payload: {
      fromPosyanduId: leave.posyanduId,
      reason: leave.payload['reason'],
      profile: child.profile,
      fieldVersions: child.fieldVersions,
      createdBy: child.createdBy,
      merged: merged.map(({ movedTo: _movedTo, ...row }) => row),
      events,
    },
  };
  // A child of that id may live there, if only because a phone said so.
  const arrival = await standingOf(there, deskThere, arrive);
  if (arrival !== 'possible') return arrival;

  await bring(here, desk, leave);
  // Sent back or on: nobody needs to look at its coming any more.
  if (settled.length > 0) {
    const corrected = settled.map((mid) => ({ mid, by: leave.mid }));
    await here.save({ ...NOTHING_TO_SAVE, corrected });
  }
  await bring(there, deskThere, arrive);
  return ok('applied');
}

/** The child first, then those merged into it. */
async function familyOf(tx: ScopeTransaction, { childId, ...deed }: Deed) {
  const family = (await stateOf(tx, { childId, ...deed })).family(childId);
  return family.toSorted((a, b) => Number(b.id === childId) - Number(a.id === childId));
}

async function stateOf(tx: ScopeTransaction, { childId }: Pick<Deed, 'childId'>) {
  return new PosyanduState(await tx.load({ ...NO_KEYS, childIds: [childId] }));
}

/** Whether it is done already, cannot be done, or is `possible`. */
async function standingOf(
  tx: ScopeTransaction,
  desk: Desk,
  deed: Deed,
): Promise<Done | 'possible'> {
  const envelope = envelopeOf(desk, deed, 1);
  const state = await tx.load(keysOf([envelope]));
  const before = state.journal.get(deed.mid);
  if (before !== undefined) {
    const isSame = before.op === deed.op && before.entity === deed.childId;
    return isSame ? ok('duplicate') : err('malformed-request');
  }
  const judgement = judgeDesk(mutationOf(envelope), new PosyanduState(state));
  return judgement.ok ? 'possible' : err(CODE[judgement.error]);
}

const CODE = {
  'unknown-child': 'unknown-child',
  'same-child': 'same-child',
  'already-merged': 'already-merged',
  'not-merged': 'not-merged',
  'already-moved': 'already-moved',
  'already-exists': 'same-posyandu',
} as const satisfies Record<DeskProblem, ErrorCode>;

/** @throws where it does not count, which undoes the whole transaction */
async function bring(tx: ScopeTransaction, desk: Desk, deed: Deed): Promise<void> {
  const seq = await nextSeq(tx, deskOf(desk));
  const { verdicts } = await applyChunk(tx, [envelopeOf(desk, deed, seq)], {
    pushedBy: desk.staff,
    nowMs: desk.nowMs,
    today: latestToday(desk.nowMs),
    decidedBy: desk.staff,
    isFromElsewhere: desk.isFromElsewhere ?? false,
  });
  if (verdicts[0]?.status !== 'applied') throw new Error(`${deed.op} did not count`);
}

function envelopeOf(desk: Desk, deed: Deed, seq: number): MutationEnvelope {
  const { mid, op, posyanduId, childId, payload } = deed;
  return {
    mid,
    deviceId: deskOf(desk),
    posyanduId,
    seq,
    authorId: desk.staff,
    op,
    opv: OPERATION_VERSION,
    entity: childId,
    deps: [],
    occurredOn: todayInNtb(desk.nowMs),
    captured: { wallMs: desk.nowMs, timeZone: 'Asia/Makassar', serverOffsetMs: 0 },
    app: 'meja-puskesmas',
    payload,
  };
}

/** All that one member of staff does counts as one device. */
function deskOf({ staff }: Desk) {
  return deviceIdSchema.parse(idFrom('desk', [staff]));
}

function mutationOf(envelope: MutationEnvelope): DeskMutation {
  const mutation = readMutation(envelope);
  if (typeof mutation === 'string') throw new Error(mutation);
  if (!isDeskMutation(mutation)) throw new Error('not of the desk');
  return mutation;
}
