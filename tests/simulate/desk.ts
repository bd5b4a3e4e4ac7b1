/** What staff of the puskesmas do with children, by chance: merge two, take that back, give one to another posyandu. */

import { mutationIdSchema, type ChildId } from '#domain/ids.ts';
import type { ChildActionRequest } from '#protocol/children.ts';
import type { Grant } from '#protocol/pull.ts';
import { latestToday } from '#server/country-days.ts';
import { actOnChild } from '#server/review/act-on-child.ts';
import { carryOn } from '#server/sync/carry-on.ts';
import type { Chance } from './chance.ts';
import { turns } from './event-loop.ts';
import { placeOf, staffOf } from './puskesmas.ts';
import type { World } from './world.ts';

type DeskAction = ChildActionRequest['action'];

/** @returns whether it was done */
export async function deskActs(world: World, action: DeskAction, chance: Chance): Promise<boolean> {
  await world.look();
  // Most live in the first.
  const [here, there] = world.hasNeighbours ? twoOf(world, chance) : twoOfOne(world, chance);
  if (here === undefined || there === undefined) return false;
  const { posyanduId } = here;
  const present = world.server.store.children(posyanduId).filter(({ movedTo }) => movedTo === null);
  const child = chance.pick(
    present.filter(({ mergedInto }) => (mergedInto === null) === (action !== 'split')),
  );
  const into = chance.pick(present.filter(({ id }) => id !== child?.id));
  if (child === undefined) return false;
  const named = {
    mid: mutationIdSchema.parse(chance.uuid()),
    posyanduId,
    reason: 'terdaftar dua kali',
  };
  switch (action) {
    case 'merge':
      return into === undefined
        ? false
        : act(world, child.id, { ...named, action, intoId: into.id });
    case 'split':
      return act(world, child.id, { ...named, action });
    case 'transfer':
      return act(world, child.id, { ...named, action, toPosyanduId: there.posyanduId });
  }
}

function twoOfOne({ posyandu }: World, chance: Chance): readonly Grant[] {
  return chance.is(0.7) ? posyandu : [...posyandu].reverse();
}

/** Any two, the same desk or not. */
function twoOf({ posyandu }: World, chance: Chance): readonly Grant[] {
  const here = chance.pick(posyandu);
  const there = chance.pick(posyandu.filter((one) => one !== here));
  return [here, there].flatMap((one) => one ?? []);
}

/** By the staff of the posyandu named. @returns whether it was done */
export async function act(
  world: World,
  childId: ChildId,
  request: ChildActionRequest,
): Promise<boolean> {
  // No two moves of a child at one moment: their order is told by it.
  if (world.hasNeighbours) await world.time.pass(1, () => turns(1));
  const place = placeOf(world.posyandu, request.posyanduId);
  if (place === undefined) throw new Error('no such posyandu');
  const desk = { staff: staffOf(place), nowMs: world.time.nowMs() };
  try {
    const done = await actOnChild(world.rules, desk, childId, request);
    world.note(`desk ${request.action} ${childId} ${done.ok ? done.value : done.error}`);
    return done.ok;
  } catch (error) {
    world.server.bugs.push(error);
    return false;
  }
}

/** As the server does by itself from time to time. */
export async function carryOnAll(world: World): Promise<void> {
  const nowMs = world.time.nowMs();
  await carryOn(world.rules, undefined, { nowMs, today: latestToday(nowMs) });
}
