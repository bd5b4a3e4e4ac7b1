/** What staff of the puskesmas do with children, by chance: merge two, take that back, give one to the other posyandu. */

import { mutationIdSchema, type ChildId } from '#domain/ids.ts';
import type { ChildActionRequest } from '#protocol/children.ts';
import { latestToday } from '#server/country-days.ts';
import { actOnChild } from '#server/review/act-on-child.ts';
import { carryOn } from '#server/sync/carry-on.ts';
import type { Chance } from './chance.ts';
import { STAFF } from './postgres-village.ts';
import type { World } from './world.ts';

type DeskAction = ChildActionRequest['action'];

/** @returns whether it was done */
export async function deskActs(world: World, action: DeskAction, chance: Chance): Promise<boolean> {
  await world.look();
  // Most live in the first.
  const [here, there] = chance.is(0.7) ? world.posyandu : [...world.posyandu].reverse();
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

async function act(world: World, childId: ChildId, request: ChildActionRequest): Promise<boolean> {
  const desk = { staff: STAFF, nowMs: world.time.nowMs() };
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
