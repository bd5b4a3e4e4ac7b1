/** What must hold after every step, whatever has happened (numbers: this folder's README). */

import { copyOfChild } from '#client/data/feed-copies.ts';
import type {
  ChildRow,
  CursorRow,
  DraftRow,
  EventRow,
  GrantRow,
  MetaRow,
  ReviewRow,
} from '#client/data/rows.ts';
import type { ChildEvent } from '#domain/child-event.ts';
import type { MutationId, PosyanduId } from '#domain/ids.ts';
import { isBusy, peek } from './disk.ts';
import { olderWritesNothing } from './newer-build.ts';
import type { SimPhone } from './sim-phone.ts';
import { Violation, type World } from './world.ts';

/** Events as first recorded, to hold later ones against. */
export type Recorded = Map<string, string>;

export async function checkAlways(world: World, recorded: Recorded): Promise<void> {
  await world.look();
  if (world.server.bugs.length > 0) {
    const [bug] = world.server.bugs;
    throw new Violation('server', bug instanceof Error ? (bug.stack ?? bug.message) : String(bug));
  }
  const [unexplained] = world.unexplained;
  if (unexplained !== undefined) throw new Violation('16 a save never fails', unexplained);
  const onServer = world.onServer();
  nothingLost(world, onServer);
  for (const phone of world.phones) noPhantomAnswer(world, phone, onServer);
  countersAndNumbers(world);
  eventsImmutable(world, recorded);
  for (const phone of world.phones) {
    if (!isBusy(phone.dbName)) noHole(world, phone);
    draftsKept(world, phone);
    requestsBounded(phone);
    olderWritesNothing(world, phone);
  }
}

function nothingLost(world: World, onServer: ReadonlySet<string>): void {
  const somewhere = new Set(onServer);
  for (const phone of world.phones) for (const { mid } of world.outboxOf(phone)) somewhere.add(mid);
  for (const { mid, phone, row } of world.saved.values()) {
    if (somewhere.has(mid) || world.lostForGood.has(mid)) continue;
    if (world.silentlyRestored && world.lostByRestore.has(mid)) continue;
    throw new Violation('1 no lost save', `${row.op} ${mid} of ${phone} is nowhere any more`);
  }
}

function noPhantomAnswer(world: World, phone: SimPhone, onServer: ReadonlySet<string>): void {
  for (const { mid, state, op } of world.outboxOf(phone)) {
    if (state !== 'answered' || onServer.has(mid) || world.lostByRestore.has(mid)) continue;
    throw new Violation(
      '2 no phantom answer',
      `${op} ${mid} is answered on ${phone.name} and not on the server`,
    );
  }
}

function countersAndNumbers(world: World): void {
  for (const { posyanduId } of world.posyandu) {
    const { store } = world.server;
    const slots = new Set<string>();
    const mids = new Set<string>();
    for (const { envelope } of store.journal(posyanduId)) {
      const slot = `${envelope.deviceId} ${envelope.seq}`;
      if (slots.has(slot)) throw new Violation('19 fork safety', `${slot} is there twice`);
      slots.add(slot);
    }
    for (const { mid, event } of store.events(posyanduId)) {
      if (mids.has(mid)) throw new Violation('3 exactly once', `${mid} made two events`);
      mids.add(mid);
      if (!world.saved.has(mid) && !world.savedEntities.has(event.id))
        throw new Violation('3 exactly once', `nobody made ${event.id}`);
    }
    const numbers = [
      ...store.children(posyanduId).map((row) => numberOf(row)),
      ...store.events(posyanduId).map((row) => numberOf(row)),
      ...store.reviews(posyanduId).map(({ seq }) => seq),
    ];
    if (new Set(numbers).size !== numbers.length) {
      throw new Violation('6 counter', 'two changes bear one number');
    }
  }
}

/** A village's store keeps a row's number with it. */
function numberOf(row: object): number {
  return (row as { readonly seq: number }).seq;
}

/** Drafts go by the server's clock after sixty days; nothing younger does. */
const DRAFTS_KEPT_MS = 59 * 86_400_000;

/** What was typed and written down is there until it is saved. */
function draftsKept(world: World, phone: SimPhone): void {
  const written = world.drafts.of(phone.dbName);
  if (written.length === 0) return;
  const held = new Map<string, number>();
  for (const { key, value } of peek<DraftRow>(phone.dbName, 'drafts')) {
    held.set(key, Math.max(held.get(key) ?? -1, Number(value['typed'])));
  }
  for (const { key, typed, atMs } of written) {
    if ((held.get(key) ?? -1) >= typed || world.time.nowMs() - atMs > DRAFTS_KEPT_MS) continue;
    throw new Violation('20 draft safety', `${phone.name}: what was typed into ${key} is gone`);
  }
}

const MINUTE = 60_000;
/** Ten, and three that belong to the last of them; a page opened just after the clock was set adds five. */
const MOST_A_MINUTE = { held: 13, set: 18 } as const;

/** All tabs of a phone together. What a person does counts too: nobody signs in twelve times a minute. */
function requestsBounded({ name, network, clockHeldSinceMs, frozenClockMs }: SimPhone): void {
  const tries = network.requests.filter(({ fruitful }) => !fruitful);
  for (const [index, { atMs }] of tries.entries()) {
    const isHeld = frozenClockMs === null && clockHeldSinceMs < atMs;
    const most = isHeld ? MOST_A_MINUTE.held : MOST_A_MINUTE.set;
    const next = tries[index + most];
    if (next !== undefined && next.atMs - atMs < MINUTE) {
      throw new Violation(
        '24 bounded retry',
        `${name} asked ${most + 1} times in ${next.atMs - atMs} ms for nothing`,
      );
    }
  }
  for (const { path, atMs, askedAtMs } of network.tooSoon) {
    // How long ago that was, a page opened since has from the phone's clock alone.
    if (frozenClockMs !== null || clockHeldSinceMs > askedAtMs) continue;
    throw new Violation(
      '24 bounded retry',
      `${name} asked ${path} after ${atMs - askedAtMs} ms of a pause`,
    );
  }
}

function eventsImmutable(world: World, recorded: Recorded): void {
  for (const { posyanduId } of world.posyandu) {
    for (const { event } of world.server.store.events(posyanduId)) remember(recorded, event);
  }
}

function remember(recorded: Recorded, event: ChildEvent): void {
  const bytes = JSON.stringify(event);
  const first = recorded.get(event.id);
  if (first === undefined) recorded.set(event.id, bytes);
  else if (first !== bytes) throw new Violation('10 events immutable', `${event.id} has changed`);
}

export function syncStateOf(phone: SimPhone) {
  const meta = peek<MetaRow>(phone.dbName, 'meta');
  const session = meta.find((row) => row.key === 'session') ?? null;
  const sync = meta.find((row) => row.key === 'sync') ?? null;
  return {
    session: session?.key === 'session' ? session : null,
    epoch: sync?.key === 'sync' ? sync.epoch : null,
    cursors: peek<CursorRow>(phone.dbName, 'cursors'),
  };
}

/** Posyandu this account has on this phone, or had. */
export function recordableOn(phone: SimPhone, accountId: string): Set<string> {
  const { session } = syncStateOf(phone);
  const shown = session?.account.id === accountId ? session.grants : [];
  const noted = peek<GrantRow>(phone.dbName, 'grants').filter(({ accounts, formerly }) =>
    [...accounts, ...formerly].some((id) => id === accountId),
  );
  return new Set([...shown, ...noted].map(({ posyanduId }) => posyanduId));
}

/** In this posyandu's feed, as far as the phone has heard of it there. */
export function numberIn(row: EventRow, posyanduId: string): number | null {
  const copies = [row, ...(row.elsewhere ?? [])];
  return copies.find((copy) => copy.posyanduId === posyanduId)?.seq ?? null;
}

/** Approvals that came with a record of this posyandu, with their numbers. */
export function approvalsOn(phone: SimPhone, posyanduId: PosyanduId): Map<MutationId, number> {
  const children = peek<ChildRow>(phone.dbName, 'children')
    .flatMap((row) => copyOfChild(row, posyanduId) ?? [])
    .map(({ createdBy, base }) => [createdBy, base.approvedSeq] as const);
  const events = peek<EventRow>(phone.dbName, 'events')
    .flatMap((row) => [row, ...(row.elsewhere ?? [])])
    .filter((copy) => copy.posyanduId === posyanduId)
    .map(({ mid, approvedSeq }) => [mid, approvedSeq] as const);
  return new Map(
    [...children, ...events].flatMap(([mid, seq]) => (seq === undefined ? [] : [[mid, seq]])),
  );
}

/** Below its cursor a phone has everything the server tells, and nothing older than told. */
function noHole(world: World, phone: SimPhone): void {
  if (world.silentlyRestored) return;
  const { epoch, cursors } = syncStateOf(phone);
  if (epoch === null || epoch !== world.epoch) return;
  for (const cursor of cursors) {
    const { store } = world.server;
    // A record may bear the id of the mutation that a decision names.
    const held = new Map<string, number>();
    for (const row of peek<ChildRow>(phone.dbName, 'children')) {
      held.set(row.id, copyOfChild(row, cursor.posyanduId)?.base.seq ?? -1);
    }
    for (const row of peek<EventRow>(phone.dbName, 'events')) {
      held.set(row.id, numberIn(row, cursor.posyanduId) ?? -1);
    }
    const decisions = new Map<string, number>(approvalsOn(phone, cursor.posyanduId));
    for (const row of peek<ReviewRow>(phone.dbName, 'reviews')) decisions.set(row.mid, row.seq);
    const records = [
      ...store
        .children(cursor.posyanduId)
        .map((row) => ({ id: row.id, madeBy: row.createdBy, seq: numberOf(row) })),
      ...store
        .events(cursor.posyanduId)
        .map((row) => ({ id: row.event.id, madeBy: row.mid, seq: numberOf(row) })),
    ];
    // A decision comes with its record where that is still to come.
    const coming = new Set(
      records.filter(({ seq }) => seq > cursor.seq).map(({ id, madeBy }) => `${id} ${madeBy}`),
    );
    const told = [
      ...records.map(({ id, seq }) => ({ id, seq, heldSeq: held.get(id) })),
      ...store
        .reviews(cursor.posyanduId)
        .filter(({ entity, mid }) => !coming.has(`${entity} ${mid}`))
        .map(({ mid, seq }) => ({ id: mid, seq, heldSeq: decisions.get(mid) })),
    ];
    for (const { id, seq, heldSeq } of told) {
      if (seq <= cursor.seq && (heldSeq ?? -1) < seq) {
        throw new Violation(
          '21 cursor and rows',
          `${phone.name} passed number ${seq} (cursor ${cursor.seq}) without ${id}`,
        );
      }
    }
  }
}
