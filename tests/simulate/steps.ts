/** One step of a simulated village: somebody does something, or something happens to a phone, the server or the organisation. */

import { BETWEEN_STEPS, stepBetween, type BetweenStep } from './between-steps.ts';
import type { Chance } from './chance.ts';
import { deskActs } from './desk.ts';
import { atCommit } from './disk.ts';
import { settle, turns } from './event-loop.ts';
import { kader, saveAcross } from './kader-saves.ts';
import { comeNewer, noteNewer, updateAll } from './newer-build.ts';
import type { SimPhone } from './sim-phone.ts';
import { Violation, type World } from './world.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const YEAR = 365 * DAY;

export const STEPS = {
  kader: 40,
  'kader-several': 6,
  sync: 10,
  time: 22,
  'long-time': 4,
  weather: 8,
  'clock-jumps': 4,
  'clock-stops': 1,
  'kill-page': 6,
  'kill-in-the-middle': 8,
  'kill-at-a-commit': 4,
  'power-cut': 3,
  'disk-fails': 2,
  'disk-full': 2,
  'disk-healed': 4,
  'storage-empty': 0.7,
  freeze: 2,
  'freeze-while-syncing': 2,
  thaw: 4,
  clone: 0.7,
  'open-tab': 3,
  'wake-worker': 3,
  'sign-in': 3,
  'user-switch': 1,
  review: 5,
  merge: 3,
  split: 2,
  transfer: 2,
  'unknown-kind': 2,
  'forget-sessions': 1.5,
  'forget-keys': 0.3,
  'end-grant': 1,
  grant: 1.5,
  backup: 1.5,
  restore: 1,
  'restore-silently': 0.6,
  renumber: 0.5,
  'newer-build': 0.7,
  update: 1.5,
  poison: 1,
} as const;
export type Step = keyof typeof STEPS | BetweenStep;

/** Where there are several puskesmas; elsewhere they would take the place of other steps. */
const WITH_NEIGHBOURS = { ...STEPS, ...BETWEEN_STEPS };

const MOST_PHONES = 12;

/** There was nobody and nothing to do it to. */
const NOTHING = 'nothing';
type Done = typeof NOTHING | void;

export async function takeStep(world: World, chance: Chance): Promise<void> {
  const step: Step = world.hasNeighbours
    ? chance.weighted(WITH_NEIGHBOURS)
    : chance.weighted(STEPS);
  const phone = chance.pick(world.phones);
  if (phone === undefined) throw new Error('a village has phones');
  world.note(`step ${step} ${phone.name}`);
  if ((await perform(world, step, phone, chance)) !== NOTHING) world.count(step);
  await goOn(chance);
}

/** Until all rest, or only so far: the next step then comes in the middle of it. */
async function goOn(chance: Chance): Promise<void> {
  if (chance.is(0.6)) await settle();
  else await turns(chance.below(40));
}

async function perform(world: World, step: Step, phone: SimPhone, chance: Chance): Promise<Done> {
  const { server } = world;
  switch (step) {
    case 'kader':
      return kader(world, phone, chance);
    case 'kader-several':
      for (let times = 0; times < 12; times += 1) kader(world, phone, chance);
      return;
    case 'sync':
      void chance.pick(phone.tabs())?.runner.request('user');
      return;
    case 'time':
      return world.time.pass(chance.below(chance.is(0.2) ? 20 * MINUTE : 20_000), () =>
        goOn(chance),
      );
    case 'long-time':
      // Between two sessions the phones lie in drawers.
      for (const one of world.phones) one.killAll();
      await world.time.pass(chance.below(chance.is(0.2) ? 90 * DAY : 3 * DAY), settle);
      for (const one of world.phones) one.open('tab');
      return;
    case 'weather':
      phone.network.weather = chance.weighted({ good: 3, flaky: 5, none: 2, portal: 1 });
      if (phone.network.weather === 'good') for (const page of phone.pages) page.fire('online');
      return;
    case 'clock-jumps':
      phone.frozenClockMs = null;
      phone.clockOffsetMs = chance.is(0.5)
        ? 0
        : (chance.fraction() - 0.5) * (chance.is(0.5) ? 20 * YEAR : 3 * DAY);
      phone.clockHeldSinceMs = world.time.nowMs();
      return;
    case 'clock-stops':
      phone.frozenClockMs = phone.nowMs();
      phone.clockHeldSinceMs = world.time.nowMs();
      return;
    case 'kill-page': {
      const page = chance.pick(phone.pages);
      if (page !== undefined) phone.kill(page);
      if (phone.tabs().length === 0) phone.open('tab');
      return;
    }
    case 'kill-in-the-middle':
      kader(world, phone, chance);
      void chance.pick(phone.tabs())?.runner.request('user');
      await world.time.pass(chance.below(3000), () => turns(chance.below(30)));
      await turns(chance.below(60));
      phone.killAll();
      phone.open('tab');
      return;
    case 'kill-at-a-commit': {
      // Between what is written together and what should have been.
      const letBe = atCommit(phone.dbName, 1 + chance.below(8), () => phone.killAll());
      kader(world, phone, chance);
      void chance.pick(phone.tabs())?.runner.request('user');
      await world.time.pass(6000, settle);
      letBe();
      phone.killAll();
      phone.open('tab');
      return;
    }
    case 'power-cut': {
      kader(world, phone, chance);
      await turns(chance.below(60));
      const promised = new Set(world.saved.keys());
      if (await phone.losePower()) {
        await world.look();
        const left = world.everywhere();
        for (const mid of promised) {
          if (!left.has(mid) && !world.lostForGood.has(mid)) {
            throw new Violation('1 no lost save', `${mid} was saved, and gone after a power cut`);
          }
        }
      }
      phone.open('tab');
      return;
    }
    case 'disk-fails':
      phone.setDiskFault('unknown');
      return;
    case 'disk-full':
      phone.setDiskFault('full');
      return;
    case 'disk-healed':
      for (const one of world.phones) one.setDiskFault(null);
      return;
    case 'storage-empty': {
      await phone.emptyStorage();
      world.drafts.forget(phone.dbName);
      world.heldByNewer.delete(phone.dbName);
      await world.admitLosses();
      const tab = phone.open('tab');
      void phone.signIn(tab, phone.account);
      return;
    }
    case 'freeze': {
      const page = chance.pick(phone.pages);
      if (page === undefined || page.frozen) return NOTHING;
      page.frozen = true;
      if (phone.tabs().length === 0) phone.open('tab');
      return;
    }
    case 'freeze-while-syncing': {
      void chance.pick(phone.tabs())?.runner.request('user');
      await world.time.pass(chance.below(3000), () => turns(chance.below(30)));
      const holder = phone.pages.find(({ runner }) => runner.state().running);
      if (holder === undefined) return NOTHING;
      holder.frozen = true;
      if (phone.tabs().length === 0) phone.open('tab');
      return;
    }
    case 'thaw': {
      const frozen = world.phones.flatMap(({ pages }) => pages.filter((page) => page.frozen));
      for (const page of frozen) page.thaw();
      return frozen.length === 0 ? NOTHING : undefined;
    }
    case 'clone': {
      if (world.phones.length >= MOST_PHONES) return NOTHING;
      await settle();
      const twin = world.addPhone(phone.account);
      await phone.copyTo(twin);
      world.drafts.copy(phone.dbName, twin.dbName);
      noteNewer(world, twin);
      world.cloned.add(phone.name).add(twin.name);
      void twin.signIn(twin.open('tab'), phone.account);
      return;
    }
    case 'open-tab':
      if (phone.pages.length >= 4) return NOTHING;
      phone.open('tab');
      return;
    case 'wake-worker': {
      const worker = phone.pages.find(({ kind }) => kind === 'worker') ?? phone.open('worker');
      worker.fire('sync-now');
      return;
    }
    case 'sign-in': {
      const tab = chance.pick(phone.tabs());
      if (tab !== undefined) void phone.signIn(tab, phone.account);
      return;
    }
    case 'user-switch': {
      const tab = chance.pick(phone.tabs());
      const person = chance.pick(world.people);
      if (tab === undefined || person === undefined) return NOTHING;
      const signIn = () => phone.signIn(tab, person.account);
      if (world.leavesFormsOpen) void saveAcross(world, phone, signIn, chance);
      else void signIn();
      return;
    }
    case 'review': {
      await world.look();
      const grant = chance.pick(world.posyandu);
      const row = grant && chance.pick(server.store.journal(grant.posyanduId));
      if (grant === undefined || row === undefined || row.status !== 'applied') return NOTHING;
      const status = chance.is(0.5) ? 'approved' : 'returned';
      await world.decide(grant.posyanduId, row.envelope.mid, status);
      return;
    }
    case 'merge':
    case 'split':
    case 'transfer':
      return (await deskActs(world, step, chance)) ? undefined : NOTHING;
    case 'send-over':
    case 'late-work':
    case 'late-meets-return':
    case 'approve-arrival':
    case 'send-back':
    case 'carrier-stops':
    case 'carry-on':
      return (await stepBetween(world, step, phone, chance)) ? undefined : NOTHING;
    case 'unknown-kind': {
      const grant = chance.pick(world.posyandu);
      if (grant !== undefined) {
        await server.store.sendUnknown(grant.posyanduId, {
          kind: 'kunjungan',
          id: chance.uuid(),
          note: chance.below(100),
        });
      }
      return;
    }
    case 'forget-sessions':
      server.forgetSessions();
      return;
    case 'forget-keys':
      server.forgetKeys();
      return;
    case 'end-grant': {
      const index = chance.below(world.people.length);
      const grant = chance.pick(world.posyandu);
      if (grant === undefined || !(await world.endGrant(index, grant))) return NOTHING;
      return;
    }
    case 'grant': {
      const grant = chance.pick(world.posyandu);
      const isNew =
        grant !== undefined && (await world.grant(chance.below(world.people.length), grant));
      return isNew ? undefined : NOTHING;
    }
    case 'backup':
      world.backup = await server.store.backup();
      return;
    case 'restore':
    case 'restore-silently':
      return restore(world, step === 'restore');
    case 'renumber': {
      // A rebuild of the feed is told by a new epoch.
      const grant = chance.pick(world.posyandu);
      if (grant !== undefined) await server.store.renumber(grant.posyanduId);
      await server.store.newEpoch();
      return;
    }
    case 'newer-build':
      return (await comeNewer(world, phone)) ? undefined : NOTHING;
    case 'update':
      return (await updateAll(world)) ? undefined : NOTHING;
    case 'poison': {
      const row = chance.pick(world.outboxOf(phone));
      if (row === undefined) return NOTHING;
      world.poison.add(row.childId);
      return;
    }
  }
}

async function restore(world: World, said: boolean): Promise<Done> {
  if (world.backup === null) return NOTHING;
  await world.look();
  const before = world.onServer();
  await world.backup();
  await world.look();
  const after = world.onServer();
  for (const saved of world.saved.keys()) {
    if (before.has(saved) && !after.has(saved)) world.lostByRestore.add(saved);
  }
  world.forgetUndoneApprovals();
  await world.admitLosses();
  if (said) await world.server.store.newEpoch();
  else world.silentlyRestored = true;
}
