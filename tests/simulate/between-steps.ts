/** What happens between two puskesmas: a child is sent over, looked at, sent back, and recorded by those who have not heard of it. */

import { mutationIdSchema, type ChildId, type PosyanduId } from '#domain/ids.ts';
import type { Grant } from '#protocol/pull.ts';
import { theMeasurement } from '../support/mutations.ts';
import type { Chance } from './chance.ts';
import { movesOf } from './crossings.ts';
import { act, carryOnAll } from './desk.ts';
import { settle } from './event-loop.ts';
import { syncStateOf } from './invariants.ts';
import { trySaving } from './kader-saves.ts';
import { placeOf } from './puskesmas.ts';
import type { Page, SimPhone } from './sim-phone.ts';
import type { World } from './world.ts';

export const BETWEEN_STEPS = {
  'send-over': 5,
  'late-work': 6,
  'approve-arrival': 4,
  'send-back': 4,
  'late-meets-return': 3,
  'carrier-stops': 2,
  'carry-on': 2,
} as const;
export type BetweenStep = keyof typeof BETWEEN_STEPS;

/** @returns whether there was something to do it to */
export async function stepBetween(
  world: World,
  step: BetweenStep,
  phone: SimPhone,
  chance: Chance,
): Promise<boolean> {
  await world.look();
  switch (step) {
    case 'send-over':
      return sendOver(world, chance.pick(world.posyandu), chance);
    case 'late-work':
      return (await lateWork(world, phone, chance)) !== null;
    case 'approve-arrival':
      return approveArrival(world, chance);
    case 'send-back':
      return sendBack(world, chance);
    case 'late-meets-return':
      return lateMeetsReturn(world, phone, chance);
    case 'carrier-stops': {
      const goes = !world.carrierStopped;
      world.carrierStopped = true;
      return goes;
    }
    case 'carry-on':
      world.carrierStopped = false;
      await carryOnAll(world);
      return true;
  }
}

async function sendOver(world: World, from: Grant | undefined, chance: Chance): Promise<boolean> {
  const childId = from && chance.pick(livingIn(world, from.posyanduId));
  const to = chance.pick(elsewhere(world, from));
  if (from === undefined || childId === undefined || to === undefined) return false;
  return transfer(world, childId, from, to, chance);
}

interface Sent {
  readonly childId: ChildId;
  readonly from: Grant;
  readonly to: Grant;
}

/** Without signal, a kader records of a child; the desk has sent it over by then, or back. */
async function lateWork(world: World, phone: SimPhone, chance: Chance): Promise<Sent | null> {
  const { session } = syncStateOf(phone);
  const from = placeOf(world.posyandu, session?.posyanduId ?? '');
  const tab = chance.pick(phone.tabs());
  const to = chance.pick(elsewhere(world, from));
  if (from === undefined || to === undefined || tab === undefined) return null;
  const childId = chance.pick(livingIn(world, from.posyanduId));
  if (childId === undefined) return null;
  phone.network.weather = 'none';
  void recordOf(world, phone, tab, childId, chance);
  await settle();
  await world.look();
  return (await transfer(world, childId, from, to, chance)) ? { childId, from, to } : null;
}

/** What came late where the child had been is not carried yet when the child comes back. */
async function lateMeetsReturn(world: World, phone: SimPhone, chance: Chance): Promise<boolean> {
  const sent = await lateWork(world, phone, chance);
  if (sent === null) return false;
  world.carrierStopped = true;
  phone.network.weather = 'good';
  void chance.pick(phone.tabs())?.runner.request('user');
  await world.time.pass(chance.below(60_000), settle);
  await transfer(world, sent.childId, sent.to, sent.from, chance);
  world.carrierStopped = chance.is(0.5);
  return true;
}

async function recordOf(
  world: World,
  phone: SimPhone,
  tab: Page,
  childId: ChildId,
  chance: Chance,
): Promise<void> {
  const { records } = tab;
  await trySaving(world, phone, tab, 'recorded late', async () => {
    const child = (await records.children()).find(({ id }) => id === childId);
    if (child === undefined) return null;
    const weightGrams = 5_000 + chance.below(9_000);
    if (chance.is(0.6))
      await records.recordMeasurement(childId, theMeasurement({ weightGrams }), {});
    if (chance.is(0.6)) {
      const profile = { ...child.profile, dusun: `Dusun ${chance.below(6)}` };
      await records.patchChild(childId, profile, { seen: child });
    }
    return childId;
  });
}

async function approveArrival(world: World, chance: Chance): Promise<boolean> {
  const waiting = arrivals(world).filter(({ status }) => status === 'waiting');
  const arrival = chance.pick(waiting);
  if (arrival === undefined) return false;
  await world.decide(arrival.here.posyanduId, arrival.mid, 'approved');
  world.note(`desk approved the arrival of ${arrival.childId}`);
  return true;
}

/** To where it came from, sometimes on to somewhere else; looked at before or not. */
async function sendBack(world: World, chance: Chance): Promise<boolean> {
  const moves = movesOf(world);
  const arrival = chance.pick(
    arrivals(world).flatMap(({ mid, childId, here }) => {
      const origin = placeOf(world.posyandu, moves.find((move) => move.mid === mid)?.from ?? '');
      const cameUnasked = origin !== undefined && origin.puskesmasName !== here.puskesmasName;
      const isHere = livingIn(world, here.posyanduId).includes(childId);
      return cameUnasked && isHere ? [{ childId, here, origin }] : [];
    }),
  );
  if (arrival === undefined) return false;
  const { childId, here, origin } = arrival;
  const on = chance.is(0.2) ? chance.pick(elsewhere(world, here)) : undefined;
  return transfer(world, childId, here, on ?? origin, chance);
}

function arrivals(world: World) {
  return world.posyandu.flatMap((here) =>
    world.server.store.arrivals(here.posyanduId).map((arrival) => ({ ...arrival, here })),
  );
}

/** Of another puskesmas. */
function elsewhere(world: World, from: Grant | undefined): Grant[] {
  return world.posyandu.filter(({ puskesmasName }) => puskesmasName !== from?.puskesmasName);
}

function livingIn(world: World, posyanduId: PosyanduId): ChildId[] {
  return world.server.store
    .children(posyanduId)
    .filter(({ movedTo, mergedInto }) => movedTo === null && mergedInto === null)
    .map(({ id }) => id);
}

function transfer(world: World, childId: ChildId, from: Grant, to: Grant, chance: Chance) {
  return act(world, childId, {
    action: 'transfer',
    mid: mutationIdSchema.parse(chance.uuid()),
    posyanduId: from.posyanduId,
    toPosyanduId: to.posyanduId,
    reason: 'pindah rumah',
  });
}
