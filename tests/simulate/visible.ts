/** Work that does not get through is seen: by the kader after a day, by the puskesmas from what phones last said or from their silence. */

import { readStoredStatus } from '#client/data/stored-status.ts';
import { isBusy } from './disk.ts';
import type { SimPhone } from './sim-phone.ts';
import { Violation, type World } from './world.ts';

const DAY_MS = 86_400_000;
/** Of the screen's rule and of the overview's. */
const OLD_MS = DAY_MS;
const SILENT_MS = 35 * DAY_MS;
/** A report and a save that crossed on their way. */
const CROSSED_MS = 5 * 60_000;

const INVARIANT = '25 visible';

export async function checkVisible(world: World): Promise<void> {
  await world.look();
  for (const phone of world.phones) {
    await seenByKader(world, phone);
    reported(world, phone);
  }
  await seenByPuskesmas(world);
}

/** What waits, and since when: the first screen's notice is made of nothing else. */
async function seenByKader(world: World, phone: SimPhone): Promise<void> {
  const page = phone.tabs().find(({ hurt }) => !hurt);
  if (page === undefined || isBusy(phone.dbName)) return;
  const waiting = pendingOf(world, phone);
  const status = await readStoredStatus(page.db, '2026-11');
  if (status.unsent !== waiting.length) {
    throw new Violation(INVARIANT, `${phone.name} says ${status.unsent}, ${waiting.length} wait`);
  }
  const oldest = waiting.map(({ saved }) => saved.atMs).reduce((a, b) => Math.min(a, b), Infinity);
  // An age by a clock that was moved is no age, be it this phone's or that of the one it is a copy of.
  const clocks = new Set([phone.name, ...waiting.map(({ saved }) => saved.phone)]);
  const isMoved = world.phones.some(
    ({ name, clockHeldSinceMs }) => clocks.has(name) && clockHeldSinceMs !== 0,
  );
  if (isMoved || world.time.nowMs() - oldest <= OLD_MS) return;
  world.count('old-unsent');
  if (status.oldestUnsentAtMs === null || phone.nowMs() - status.oldestUnsentAtMs <= OLD_MS) {
    throw new Violation(INVARIANT, `${phone.name} keeps silent of what waits for over a day`);
  }
}

/** A phone that has pushed since has said that something waits there. */
function reported(world: World, phone: SimPhone): void {
  // Two phones that bear one device's name report in one place.
  if (world.cloned.has(phone.name)) return;
  for (const { row, saved } of pendingOf(world, phone)) {
    const report = world.reports.get(`${row.posyanduId} ${row.deviceId}`);
    const pushedAtMs = report?.pushedAtMs ?? null;
    if (report === undefined || pushedAtMs === null) continue;
    if (pushedAtMs < saved.atMs + CROSSED_MS || report.waiting > 0) continue;
    // What an old copy of a push said comes last, and is not what the phone would say now.
    if (phone.network.copiesAtMs.some((atMs) => Math.abs(atMs - pushedAtMs) < CROSSED_MS)) continue;
    if (world.onServer().has(row.mid) || world.lostByRestore.has(row.mid)) continue;
    throw new Violation(INVARIANT, `${phone.name} reported nothing while ${row.mid} waited`);
  }
}

/** The overview holds the last reports and counts the silent, no more and no less. */
async function seenByPuskesmas(world: World): Promise<void> {
  const nowMs = world.time.nowMs();
  const standings = await world.server.store.standings?.(nowMs, nowMs - SILENT_MS);
  for (const { id, waitingOnPhones, silentPhones } of standings ?? []) {
    const reports = [...world.reports.values()].filter(({ posyanduId }) => posyanduId === id);
    const granted = new Set(
      world.people
        .filter(({ spans }) =>
          spans.some(({ grant, untilMs }) => grant.posyanduId === id && untilMs === null),
        )
        .map(({ account }) => account.id),
    );
    const told = reports.reduce((sum, { waiting }) => sum + waiting, 0);
    const silent = reports.filter(
      ({ nowMs: heardMs, waiting, accountId }) =>
        heardMs < nowMs - SILENT_MS && (waiting > 0 || granted.has(accountId)),
    ).length;
    if (silent > 0) world.count('silent-phone');
    if (waitingOnPhones !== told || silentPhones !== silent) {
      throw new Violation(
        INVARIANT,
        `the overview tells of ${waitingOnPhones} waiting and ${silentPhones} silent, phones of ${told} and ${silent}`,
      );
    }
  }
}

function pendingOf(world: World, phone: SimPhone) {
  return world.outboxOf(phone).flatMap((row) => {
    const saved = world.saved.get(row.mid);
    return row.state === 'pending' && saved !== undefined ? [{ row, saved }] : [];
  });
}
