/** One seed from beginning to end: a village lives, everything breaks, everything is healed, and the books are checked. */

import { createHash } from 'node:crypto';
import type { Connection } from '#server/postgres/supervisor.ts';
import { createChance } from './chance.ts';
import { checkCrossings, checkLateWorkCarried } from './crossings.ts';
import { carryOnAll } from './desk.ts';
import { insertDisks } from './disk.ts';
import {
  checkCarried,
  checkEverythingArrived,
  checkPhoneAtRest,
  checkServerAtRest,
} from './end-checks.ts';
import { settle, takeOverEventLoop } from './event-loop.ts';
import { checkAlways, recordableOn, syncStateOf } from './invariants.ts';
import { updateAll } from './newer-build.ts';
import { speedUpCloning } from './plain-clone.ts';
import type { Page, SimPhone } from './sim-phone.ts';
import { takeStep } from './steps.ts';
import { checkVisible } from './visible.ts';
import { Violation, World, type Bug } from './world.ts';

const STEPS = 70;
const MINUTE = 60_000;

export interface RunOptions {
  readonly bug?: Bug;
  /** Numbers of the steps to take; all of them if not given. */
  readonly only?: ReadonlySet<number> | undefined;
  /** The server keeps everything there instead of in memory. */
  readonly postgres?: Connection | null;
}

export interface RunResult {
  readonly seed: number;
  readonly violation: Pick<Violation, 'invariant' | 'message'> | null;
  readonly trace: readonly string[];
  /** Of the trace: two runs of a seed have the same. */
  readonly hash: string;
  /** The steps taken. */
  readonly steps: readonly number[];
  readonly counts: ReadonlyMap<string, number>;
  readonly saved: number;
}

export async function runSeed(
  seed: number,
  { bug = {}, only, postgres = null }: RunOptions = {},
): Promise<RunResult> {
  takeOverEventLoop();
  speedUpCloning();
  insertDisks();
  const world = await World.create(seed, bug, postgres);
  const steps: number[] = [];
  let violation: RunResult['violation'] = null;
  try {
    await begin(world);
    const recorded = new Map<string, string>();
    for (let step = 0; step < STEPS; step += 1) {
      if (only !== undefined && !only.has(step)) continue;
      steps.push(step);
      await takeStep(world, createChance(seed, 1000 + step));
      await checkAlways(world, recorded);
      checkCrossings(world);
    }
    await heal(world);
    await checkAlways(world, recorded);
    checkCrossings(world);
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    violation = { invariant: error.invariant, message: error.message };
    world.note(`violated ${error.message}`);
  } finally {
    await world.end();
  }
  for (const phone of world.phones) {
    for (const [fault, times] of phone.network.struck) {
      world.counts.set(fault, (world.counts.get(fault) ?? 0) + times);
    }
  }
  const hash = createHash('sha256').update(world.trace.join('\n')).digest('hex').slice(0, 16);
  const { trace, counts } = world;
  return { seed, violation, trace, hash, steps, counts, saved: world.saved.size };
}

async function begin(world: World): Promise<void> {
  const chance = createChance(world.seed, 3);
  const many = chance.is(0.1) ? 6 + chance.below(5) : 2 + chance.below(2);
  for (let number = 0; number < many; number += 1) {
    const person = world.people[number % world.people.length];
    if (person === undefined) throw new Error('a village has kader');
    const phone = world.addPhone(person.account);
    await phone.signIn(phone.open('tab'), person.account);
  }
  await world.time.pass(MINUTE, settle);
}

/** What a server asks for here (`sim-network.ts`), with what a phone adds to it. */
const LONGEST_PAUSE_MS = 20 * MINUTE;

/** Everything works again, and the phones are left alone until they are done. */
async function heal(world: World): Promise<void> {
  world.note('heal');
  await settle();
  await checkVisible(world);
  for (const phone of world.phones) {
    phone.network.weather = 'good';
    phone.setDiskFault(null);
    for (const page of phone.pages) page.thaw();
  }
  world.carrierStopped = false;
  await updateAll(world);
  await settle();
  for (const phone of world.phones) {
    phone.killAll();
    const page = phone.open('tab');
    await signInAgain(world, phone, page);
  }

  if (world.poison.size > 0) {
    await leaveAlone(world);
    othersArrived(world);
    world.poison.clear();
  }
  if (world.silentlyRestored) {
    // Phones forget what was answered sixty days ago, and nobody had told them.
    await world.admitLosses(world.lostByRestore);
    await world.server.store.newEpoch();
    world.silentlyRestored = false;
    // Until they have heard of it, nobody knows that something waits again.
    await world.time.pass(LONGEST_PAUSE_MS, settle);
  }
  await leaveAlone(world);
  // Everybody who used a phone comes by once more, the one it belongs to last.
  for (const phone of world.phones) {
    const [page] = phone.tabs();
    if (page === undefined) throw new Error('a phone without a page');
    for (const { account } of world.people) {
      if (account !== phone.account && mayHaveWaiting(world, phone, account.id)) {
        const owner = phone.account;
        await phone.signIn(page, account);
        await world.time.pass(MINUTE, settle);
        // The server may have asked to be left alone for a while.
        if (mayHaveWaiting(world, phone, account.id)) {
          await world.time.pass(LONGEST_PAUSE_MS, settle);
        }
        await phone.signIn(page, owner);
      }
    }
  }
  await leaveAlone(world);
  await carryOnAll(world);
  await world.time.pass(LONGEST_PAUSE_MS, settle);
  for (const phone of world.phones) void phone.tabs()[0]?.runner.request('user');
  await world.time.pass(MINUTE, settle);
  for (const phone of world.phones) void phone.tabs()[0]?.runner.request('user');
  await world.time.pass(MINUTE, settle);

  await world.look();
  checkEverythingArrived(world, new Set());
  checkServerAtRest(world);
  await checkCarried(world);
  checkLateWorkCarried(world);
  for (const phone of world.phones) {
    const [page] = phone.tabs();
    if (page !== undefined) await checkPhoneAtRest(world, phone, page);
  }
}

async function signInAgain(world: World, phone: SimPhone, page: Page): Promise<void> {
  await phone.signIn(page, phone.account);
  await settle();
  if (syncStateOf(phone).session === null) {
    throw new Violation('16 a save never fails', `nobody can sign in on ${phone.name}`);
  }
  world.note(`${phone.name} signed in again`);
}

/** Nobody presses anything: timers alone must bring it about. */
async function leaveAlone(world: World): Promise<void> {
  for (let minutes = 0; minutes < 150; minutes += 2) {
    await world.time.pass(2 * MINUTE, settle);
    if (world.phones.every((phone) => sendable(world, phone).length === 0)) return;
  }
}

/** What this phone can send as long as nobody else signs in there, and the server does not choke on. */
function sendable(world: World, phone: SimPhone) {
  const mine = recordableOn(phone, phone.account.id);
  return waiting(world, phone).filter(
    ({ posyanduId, childId }) => mine.has(posyanduId) && !world.poison.has(childId),
  );
}

function waiting(world: World, phone: SimPhone) {
  return world.outboxOf(phone).filter(({ state }) => state === 'pending');
}

function mayHaveWaiting(world: World, phone: SimPhone, accountId: string): boolean {
  return waiting(world, phone).some(({ mutation }) => mutation.authorId === accountId);
}

/** One that the server chokes on delays no record of another child. */
function othersArrived(world: World): void {
  // More than the engine isolates in one run: then it takes the server for ill.
  if (world.poison.size >= 3) return;
  for (const phone of world.phones) {
    const stuck = sendable(world, phone).find(
      ({ mutation }) => mutation.authorId === phone.account.id,
    );
    if (stuck !== undefined) {
      throw new Violation(
        '12 isolation',
        `a record of ${stuck.childId} waits behind one that cannot be sent`,
      );
    }
  }
}
