/**
 * Carries what was recorded of a child who had gone on to the posyandu where it lives.
 *
 * Under both locks at once, and what waits is forgotten in the same transaction:
 * a crash in between leaves it waiting, and nothing is carried twice.
 */

import { deviceIdSchema, eventIdSchema, type PosyanduId } from '#domain/ids.ts';
import type { MutationEnvelope } from '#protocol/mutation.ts';
import { idFrom } from '#server/derived-id.ts';
import { applyChunk } from './apply-chunk.ts';
import { carriedMid } from './carried-mid.ts';
import { nextSeq } from './next-seq.ts';
import {
  NO_KEYS,
  type ScopeBatch,
  type ScopeTransaction,
  type SyncStore,
  type ToCarry,
} from './store.ts';

export interface Moment {
  readonly nowMs: number;
  /** Latest calendar day anywhere in the country. */
  readonly today: string;
}

/**
 * Everything that waits in one posyandu, and further where the child has gone
 * from there again.
 *
 * @param from `undefined`: every posyandu
 */
export async function carryOn(
  store: SyncStore,
  from: PosyanduId | undefined,
  moment: Moment,
): Promise<void> {
  for (const way of await store.waysToCarry(from)) {
    const goesOn = await store.inScopes([way.from, way.to], (here, there) =>
      carryBetween(here, there, way.to, moment, ({ movedTo }) => movedTo === way.to),
    );
    if (goesOn === true) await carryOn(store, way.to, moment);
  }
}

/**
 * Inside both locks.
 *
 * @param to the posyandu of `there`
 * @returns whether something of it has to go on from there
 */
export async function carryBetween(
  here: ScopeTransaction,
  there: ScopeTransaction,
  to: PosyanduId,
  { nowMs, today }: Moment,
  isFor: (row: ToCarry) => boolean,
): Promise<boolean> {
  const waiting = (await here.toCarry()).filter(isFor);
  if (waiting.length === 0) return false;
  // Whoever looks at it there, in the posyandu it was recorded in, is not of this puskesmas.
  const isFromElsewhere = here.place.puskesmas !== there.place.puskesmas;
  let goesOn = false;
  const corrected: ScopeBatch['corrected'][number][] = [];
  for (const row of waiting) {
    const envelope = await carried(row, there, to);
    if (envelope === null) continue;
    const { verdicts, isToCarry } = await applyChunk(there, [envelope], {
      pushedBy: row.pushedBy,
      nowMs,
      today,
      decidedBy: null,
      isCarried: true,
      isFromElsewhere,
    });
    goesOn ||= isToCarry;
    // Where it did not simply count, it is there that somebody has to look at it, and only there.
    if (verdicts[0]?.status !== 'applied') {
      corrected.push({ mid: row.envelope.mid, by: envelope.mid });
    }
  }
  await here.forget(waiting.map(({ envelope }) => envelope.mid));
  if (corrected.length > 0) await here.save({ ...NOTHING_TO_SAVE, corrected });
  return goesOn;
}

export const NOTHING_TO_SAVE: ScopeBatch = {
  journal: [],
  judgedAgain: [],
  inOrder: [],
  children: [],
  events: [],
  reviews: [],
  corrected: [],
  toCarry: [],
};

/**
 * The same thing done, as the other posyandu's journal keeps it: under an id and
 * a number of its own, building on what was carried before it. The versions it
 * names mean the same there, because they came along with the child.
 *
 * @returns `null` when the record came along with the child
 */
async function carried(
  { envelope }: ToCarry,
  there: ScopeTransaction,
  to: PosyanduId,
): Promise<MutationEnvelope | null> {
  const deviceId = deviceIdSchema.parse(idFrom('courier', [envelope.posyanduId, to]));
  const deps = envelope.deps.map((mid) => carriedMid(mid, to));
  const { journal, events } = await there.load({
    ...NO_KEYS,
    mids: deps,
    eventIds: [eventIdSchema.parse(envelope.entity)],
  });
  if (events.some(({ event }) => event.id === envelope.entity)) return null;
  return {
    ...envelope,
    mid: carriedMid(envelope.mid, to),
    deviceId,
    posyanduId: to,
    seq: await nextSeq(there, deviceId),
    deps: deps.filter((mid) => journal.has(mid)),
  };
}
