/** What must hold once everything is healed and everybody has synced (numbers: this folder's README). */

import { copyOfChild } from '#client/data/feed-copies.ts';
import type { ChildRow, EventRow, ReviewRow, UnknownRow } from '#client/data/rows.ts';
import { isGrowthEvent, isImmunizationEvent, type ChildEvent } from '#domain/child-event.ts';
import { effectiveMeasurements } from '#domain/growth-event.ts';
import type { ChildId, MutationId } from '#domain/ids.ts';
import { effectiveImmunizations } from '#domain/immunization/immunization-event.ts';
import { sortedKeys } from '#server/content-hash.ts';
import { replay } from '#server/sync/replay.ts';
import type { ChildRow as ServerChild } from '#server/sync/store.ts';
import { peek } from './disk.ts';
import { approvalsOn, numberIn, syncStateOf } from './invariants.ts';
import type { Page } from './sim-phone.ts';
import type { SimPhone } from './sim-phone.ts';
import type { VillageStore } from './village-store.ts';
import { Violation, type World } from './world.ts';

export function checkServerAtRest(world: World): void {
  for (const { posyanduId } of world.posyandu) {
    const { store } = world.server;
    const journal = store.journal(posyanduId);
    const again = replay(journal, world.time.nowMs());
    same('8 rebuild equals state', 'children', again.children, store.children(posyanduId));
    same('8 rebuild equals state', 'events', again.events, store.events(posyanduId));

    const settled = new Set(
      journal
        .filter(({ status }) => status !== 'parked')
        .map(({ envelope }) => String(envelope.mid)),
    );
    const children = new Set(store.children(posyanduId).map(({ id }) => String(id)));
    const reviews = new Map(store.reviews(posyanduId).map((review) => [review.mid, review]));
    for (const { envelope, status, reason, needs } of journal) {
      const { mid, op } = envelope;
      // A child may bear the id of a registration that was refused: then only one of both is there.
      const there = reason === 'unknown-child' ? children : settled;
      if (status === 'parked' && needs.every((id) => there.has(id))) {
        throw new Violation('12 parked is taken up', `${op} ${mid} waits for what is there`);
      }
      if ((status === 'conflict' || status === 'quarantined') && !reviews.has(mid)) {
        throw new Violation('9 nothing silent', `${op} ${mid} is ${status} and nobody is told`);
      }
      if (reason === 'no-authority') authorityAtCapture(world, mid);
    }
    contentAsSaved(world, journal);
  }
}

/** Recorded under a grant, by a phone whose clock the server could read. */
function authorityAtCapture(world: World, mid: string): void {
  const saved = [...world.saved.values()].find((one) => one.mid === mid);
  if (saved === undefined || !saved.timely) return;
  const { authorId, posyanduId } = saved.row.mutation;
  const person = world.people.find(({ account }) => account.id === authorId);
  const margin = 120_000;
  const covered = person?.spans.some(
    ({ grant, fromMs, untilMs }) =>
      grant.posyanduId === posyanduId &&
      fromMs + margin <= saved.atMs &&
      (untilMs === null || saved.atMs < untilMs - margin),
  );
  if (covered === true) {
    throw new Violation('15 authority at capture', `${mid} was recorded under a grant and refused`);
  }
}

function contentAsSaved(world: World, journal: ReturnType<VillageStore['journal']>): void {
  for (const { envelope } of journal) {
    const saved = world.saved.get(envelope.mid);
    if (saved === undefined) continue;
    const { op, entity, payload } = saved.row.mutation;
    same(
      '2 no phantom answer',
      envelope.mid,
      { op, entity, payload },
      {
        op: envelope.op,
        entity: envelope.entity,
        payload: envelope.payload,
      },
    );
  }
}

export function checkEverythingArrived(world: World, except: ReadonlySet<string>): void {
  const onServer = world.onServer();
  for (const { mid, phone, row } of world.saved.values()) {
    if (onServer.has(mid) || world.lostForGood.has(mid) || except.has(row.childId)) continue;
    throw new Violation('1 no lost save', `${row.op} ${mid} of ${phone} never arrived`);
  }
}

export async function checkPhoneAtRest(world: World, phone: SimPhone, page: Page): Promise<void> {
  const { session, cursors } = syncStateOf(phone);
  const { store } = world.server;
  const granted = new Set(session?.grants.map(({ posyanduId }) => posyanduId));
  const journal = new Map(
    world.posyandu.flatMap(({ posyanduId }) =>
      store.journal(posyanduId).map((row) => [row.envelope.mid, row] as const),
    ),
  );
  for (const { mid, state, verdict, op } of world.outboxOf(phone)) {
    if (state === 'pending')
      throw new Violation('23 progress', `${op} ${mid} still waits on ${phone.name}`);
    const row = journal.get(mid);
    const said = verdict?.status === 'duplicate' ? verdict.of : verdict?.status;
    // Of what waited there first, the phone learns by its review, which has one word for both.
    const isSame =
      said === row?.status || (said === 'quarantined' && verdict?.reason === row?.reason);
    if (row !== undefined && said !== 'parked' && verdict?.aside !== true && !isSame) {
      throw new Violation(
        '5 same answer',
        `${op} ${mid}: ${phone.name} heard ${said}, the server holds ${row.status}`,
      );
    }
  }

  const own = new Set(world.outboxOf(phone).map(({ mid }) => String(mid)));
  for (const { posyanduId } of cursors) {
    if (!granted.has(posyanduId)) continue;
    const of = <Row extends { readonly posyanduId: string }>(table: string) =>
      peek<Row>(phone.dbName, table).filter((row) => row.posyanduId === posyanduId);
    const copies = peek<ChildRow>(phone.dbName, 'children').map((row) => ({
      id: row.id,
      copy: copyOfChild(row, posyanduId),
    }));
    same(
      '7 convergence',
      `children on ${phone.name}`,
      copies.flatMap(({ id, copy }) => {
        if (copy === undefined) return [];
        const { createdBy, base } = copy;
        const { profile, fieldVersions, mergedInto, movedTo } = base;
        const to = movedTo?.posyanduId ?? null;
        return [[id, createdBy, profile, fieldVersions, mergedInto ?? null, to]];
      }),
      store
        .children(posyanduId)
        .map(({ id, createdBy, profile, fieldVersions, mergedInto, movedTo }) => [
          id,
          createdBy,
          profile,
          fieldVersions,
          mergedInto,
          movedTo,
        ]),
    );
    same(
      '7 convergence',
      `events on ${phone.name}`,
      peek<EventRow>(phone.dbName, 'events')
        .filter((row) => numberIn(row, posyanduId) !== null || isForeign(row, posyanduId, own))
        .map(({ event }) => [event.id, event]),
      store.events(posyanduId).map(({ event }) => [event.id, event]),
    );
    const decided = new Map<MutationId, Pick<ReviewRow, 'status' | 'reason'>>();
    for (const mid of approvalsOn(phone, posyanduId).keys()) {
      decided.set(mid, { status: 'approved', reason: null });
    }
    for (const row of of<ReviewRow>('reviews')) if (row.seq > 0) decided.set(row.mid, row);
    same(
      '7 convergence',
      `reviews on ${phone.name}`,
      [...decided].map(([mid, { status, reason }]) => [mid, status, reason]),
      store.reviews(posyanduId).map(({ mid, status, reason }) => [mid, status, reason]),
    );
    const kept = of<UnknownRow>('unknown').map(({ change }) => String(change['id']));
    same(
      '17 unknown kinds are kept',
      phone.name,
      [...new Set(kept)].map((id) => [id]),
      store.unknownOf(posyanduId).map((change) => [String(change['id'])]),
    );
  }
  await viewsAgree(world, phone, page);
  onlyGranted(phone, granted);
}

/** There without a number and not made here: nobody may have told of it. */
function isForeign(row: EventRow, posyanduId: string, own: ReadonlySet<string>): boolean {
  return row.seq === null && row.posyanduId === posyanduId && !own.has(row.mid);
}

/** What a kader sees is what the server holds. */
async function viewsAgree(world: World, phone: SimPhone, page: Page): Promise<void> {
  const { session } = syncStateOf(phone);
  if (session === null || session.posyanduId === null) return;
  const { store } = world.server;
  const waits = new Set(
    store
      .journal(session.posyanduId)
      .flatMap(({ envelope, status }) => (status === 'parked' ? [envelope.entity] : [])),
  );
  const held = new Map(store.children(session.posyanduId).map((row) => [row.id, row]));
  const shown = await page.records.children();
  const ids = new Set(shown.map(({ id }) => id));
  for (const { id, mergedInto, movedTo } of held.values()) {
    if (ids.has(id) !== (mergedInto === null && movedTo === null)) {
      const [is, why] = [ids.has(id) ? 'shows' : 'does not show', mergedInto ?? movedTo ?? 'here'];
      throw new Violation('7 convergence', `${phone.name} ${is} ${id}, which is ${why}`);
    }
  }
  for (const { id, profile } of shown) {
    const child = held.get(id);
    if (child === undefined || waits.has(id)) continue;
    const family = familyOf(id, held);
    const growth = await page.records.eventsOf(id);
    const doses = await page.records.immunizationsOf(id);
    const seen = [...growth, ...doses].flatMap(({ event, counts }) => (counts ? [event] : []));
    const stored = store
      .events(session.posyanduId)
      .flatMap(({ event }) => (family.has(event.childId) ? [event] : []));
    same(
      '7 convergence',
      `what counts for ${id} as seen on ${phone.name}`,
      inEffect(seen),
      inEffect(stored),
    );
    same(
      '7 convergence',
      `child ${id} as seen on ${phone.name}`,
      [[id, profile]],
      [[id, child.profile]],
    );
  }
}

function inEffect(events: readonly ChildEvent[]): unknown[] {
  return [
    ...effectiveMeasurements(events.filter(isGrowthEvent)),
    ...effectiveImmunizations(events.filter(isImmunizationEvent)),
  ];
}

/** The child and all that are merged into it, at whatever remove. */
function familyOf(id: ChildId, held: ReadonlyMap<ChildId, ServerChild>): ReadonlySet<ChildId> {
  const family = new Set([id]);
  for (const member of family) {
    for (const row of held.values()) if (row.mergedInto === member) family.add(row.id);
  }
  return family;
}

/** What was recorded of a child who had gone on is where it lives, or somebody there is asked about it. */
export async function checkCarried(world: World): Promise<void> {
  const { store } = world.server;
  const left = await store.waysToCarry();
  if (left.length > 0) throw new Violation(MOVED, 'something still waits to be carried on');
  for (const { posyanduId } of world.posyandu) {
    const goneTo = new Map(store.children(posyanduId).map(({ id, movedTo }) => [id, movedTo]));
    for (const { event } of store.events(posyanduId)) {
      const to = goneTo.get(event.childId) ?? null;
      if (to === null || store.events(to).some((there) => there.event.id === event.id)) continue;
      if (store.journal(to).some(({ envelope }) => envelope.entity === event.id)) continue;
      throw new Violation(MOVED, `${event.id} stayed behind when its child moved`);
    }
  }
}

const MOVED = '11 nothing dropped on merged or moved';

/** Nothing of a posyandu that nobody on this phone may see any more. */
function onlyGranted(phone: SimPhone, granted: ReadonlySet<string>): void {
  const holders = new Set(
    peek<{ readonly posyanduId: string; readonly accounts: readonly string[] }>(
      phone.dbName,
      'grants',
    )
      .filter(({ accounts }) => accounts.length > 0)
      .map(({ posyanduId }) => posyanduId),
  );
  for (const { id, posyanduId } of peek<ChildRow>(phone.dbName, 'children')) {
    if (!granted.has(posyanduId) && !holders.has(posyanduId)) {
      throw new Violation('14 scope safety', `${phone.name} keeps ${id} of a posyandu it lost`);
    }
  }
}

function same(invariant: string, what: string, one: unknown, other: unknown): void {
  const [a, b] = [inOrder(one), inOrder(other)];
  if (a === b) return;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  const cut = (text: string) => text.slice(Math.max(0, at - 120), at + 160);
  throw new Violation(invariant, `${what} differ:\n  ${cut(a)}\n  ${cut(b)}`);
}

/** As text that does not depend on the order of rows or keys. */
function inOrder(value: unknown): string {
  const rows = Array.isArray(value) ? value : [value];
  return rows
    .map((row) => JSON.stringify(sortedKeys(bare(row))))
    .sort()
    .join('\n');
}

/** A row without its number: only what it says counts. */
function bare(row: unknown): unknown {
  if (row === null || typeof row !== 'object' || Array.isArray(row)) return row;
  const { seq: _seq, ...rest } = row as { readonly seq?: number };
  return rest;
}
