/** What must hold of children who go from one posyandu to another, and between puskesmas above all (numbers: this folder's README). */

import type { ChildId, MutationId, PosyanduId } from '#domain/ids.ts';
import { receiveMid } from '#server/review/receive-mid.ts';
import { carriedMid } from '#server/sync/carried-mid.ts';
import type { JournalRow } from '#server/sync/store.ts';
import { placeOf } from './puskesmas.ts';
import { Violation, type Saved, type World } from './world.ts';

const MOVED = '11 nothing dropped on merged or moved';
const ARRIVAL = '11 an arrival is looked at';
const UNSEEN = '11 unseen where it left';

/** A child came to a posyandu, with all that count for it. */
export interface Move {
  /** Of what tells of it where it came. */
  readonly mid: MutationId;
  readonly from: PosyanduId;
  readonly to: PosyanduId;
  readonly ids: ReadonlySet<string>;
  readonly atMs: number;
}

interface Received {
  readonly fromPosyanduId: PosyanduId;
  readonly merged: readonly { readonly id: ChildId }[];
}

export function movesOf(world: World): Move[] {
  return world.posyandu
    .flatMap(({ posyanduId }) => world.server.store.journal(posyanduId))
    .flatMap((row) => moveOf(row) ?? [])
    .sort((a, b) => a.atMs - b.atMs);
}

function moveOf({ envelope, arrivedAtMs: atMs }: JournalRow): Move | null {
  const { mid, op, entity, posyanduId: to } = envelope;
  if (op !== 'child.receive') return null;
  const { fromPosyanduId: from, merged } = envelope.payload as unknown as Received;
  return { mid, from, to, atMs, ids: new Set([entity, ...merged.map(({ id }) => id)]) };
}

export function checkCrossings(world: World): void {
  const moves = movesOf(world);
  livesInOnePlace(world);
  if (moves.length === 0) return;
  arrivalsLookedAt(world, moves);
  unseenWhereItLeft(world, moves);
}

function livesInOnePlace(world: World): void {
  const homes = new Map<ChildId, PosyanduId>();
  for (const { posyanduId } of world.posyandu) {
    for (const { id, movedTo } of world.server.store.children(posyanduId)) {
      if (movedTo !== null) continue;
      if (homes.has(id)) throw new Violation('3 exactly once', `${id} lives in two posyandu`);
      homes.set(id, posyanduId);
    }
  }
}

/** Who came from another puskesmas waits until somebody there says so or sends it away; nobody else waits. */
function arrivalsLookedAt(world: World, moves: readonly Move[]): void {
  const { store } = world.server;
  for (const { posyanduId, puskesmasName } of world.posyandu) {
    const living = new Set(
      store.children(posyanduId).flatMap(({ id, movedTo }) => (movedTo === null ? [id] : [])),
    );
    const told = new Map(store.arrivals(posyanduId).map((row) => [row.mid, row]));
    const last = new Map<string, MutationId>();
    for (const { mid, to, ids } of moves) {
      if (to === posyanduId) for (const id of ids) last.set(id, mid);
    }
    for (const { mid, from, to } of moves) {
      if (to !== posyanduId) continue;
      const arrival = told.get(mid);
      if (arrival === undefined) throw new Violation(ARRIVAL, `nobody is told of ${mid}`);
      const { childId, status } = arrival;
      const isOwn = placeOf(world.posyandu, from)?.puskesmasName === puskesmasName;
      const isOver = !living.has(childId) || last.get(childId) !== mid;
      const should =
        isOwn || world.approved.has(mid) ? 'approved' : isOver ? 'corrected' : 'waiting';
      if (status !== should) {
        throw new Violation(ARRIVAL, `the coming of ${childId} is ${status} and not ${should}`);
      }
    }
  }
}

/** Nothing comes to a posyandu that a child has left of what is recorded where it lives now. */
function unseenWhereItLeft(world: World, moves: readonly Move[]): void {
  const { store } = world.server;
  for (const { posyanduId } of world.posyandu) {
    for (const { event } of store.events(posyanduId)) {
      mayBeSeen(world.savedEvents.get(event.id), event.childId, posyanduId, moves);
    }
    const origins = carriedTo(world, posyanduId);
    for (const { envelope } of store.journal(posyanduId)) {
      const { mid, op, entity } = envelope;
      if (op === 'child.patch') {
        mayBeSeen(origins.get(mid) ?? world.saved.get(mid), entity, posyanduId, moves);
      }
    }
  }
}

function mayBeSeen(
  saved: Saved | undefined,
  childId: string,
  here: PosyanduId,
  moves: readonly Move[],
): void {
  if (saved === undefined || saved.row.posyanduId === here) return;
  const { atMs, mid, row } = saved;
  const its = moves.filter(({ ids }) => ids.has(childId));
  const homeThen = its.filter((move) => move.atMs <= atMs).at(-1)?.to ?? its[0]?.from;
  // Late, it goes wherever the child has gone since, by the same way.
  if (homeThen !== row.posyanduId) return;
  if (its.some((move) => move.to === here && move.atMs >= atMs)) return;
  throw new Violation(
    UNSEEN,
    `${row.op} ${mid}, recorded where ${childId} lives, is seen elsewhere`,
  );
}

/** Edits carried here, by the ids they bear here. */
function carriedTo(world: World, here: PosyanduId): Map<string, Saved> {
  const { store } = world.server;
  const found = new Map<string, Saved>();
  for (const { posyanduId } of world.posyandu) {
    if (posyanduId === here) continue;
    for (const { envelope } of store.journal(posyanduId)) {
      const saved = world.saved.get(envelope.mid);
      if (saved === undefined || envelope.op !== 'child.patch') continue;
      found.set(carriedAs(envelope.mid, here), saved);
      for (const { posyanduId: by } of world.posyandu) {
        found.set(carriedAs(carriedAs(envelope.mid, by), here), saved);
      }
    }
  }
  return found;
}

const carried = new Map<string, MutationId>();

function carriedAs(mid: MutationId, to: PosyanduId): MutationId {
  const key = `${mid} ${to}`;
  const known = carried.get(key) ?? carriedMid(mid, to);
  carried.set(key, known);
  return known;
}

/** At rest: what came late for a child who had gone was carried after it, also where it has come back since. */
export function checkLateWorkCarried(world: World): void {
  const { store } = world.server;
  const moves = new Map(movesOf(world).map((move) => [move.mid, move]));
  for (const { posyanduId } of world.posyandu) {
    const away = new Set<string>();
    const recorded = new Set<string>(store.events(posyanduId).map(({ event }) => event.id));
    for (const { envelope, status } of store.journal(posyanduId)) {
      const { mid, op, entity, payload } = envelope;
      if (op === 'child.transfer') {
        const left = moves.get(receiveMid(mid));
        for (const id of left?.ids ?? []) away.add(id);
      } else if (op === 'child.receive') {
        for (const id of moves.get(mid)?.ids ?? []) away.delete(id);
      } else if (status === 'applied' || status === 'conflict') {
        const childId = op.startsWith('child.') ? entity : String(payload['childId']);
        const isAway = away.has(childId);
        // Taking back what never counted makes nothing.
        const isMade = op === 'child.patch' || recorded.has(entity);
        if (!isAway || !isMade || isElsewhere(world, mid, entity, posyanduId)) continue;
        throw new Violation(MOVED, `${op} ${mid} came late for ${childId} and was not carried`);
      }
    }
  }
}

/** Where the child went first, or, having gone on from there, where it came back from. */
function isElsewhere(
  { posyandu, server: { store } }: World,
  mid: MutationId,
  id: string,
  here: PosyanduId,
) {
  return posyandu.some(
    ({ posyanduId: there }) =>
      there !== here &&
      (store.journal(there).some(({ envelope }) => envelope.mid === carriedAs(mid, there)) ||
        store.events(there).some(({ event }) => event.id === id)),
  );
}
