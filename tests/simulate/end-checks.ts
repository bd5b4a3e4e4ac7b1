/** What must hold once everything is healed and everybody has synced (numbers: this folder's README). */

import type { ChildRow, EventRow, ReviewRow, UnknownRow } from '#client/data/rows.ts';
import { sortedKeys } from '#server/content-hash.ts';
import { replay } from '#server/sync/replay.ts';
import { peek } from './disk.ts';
import { syncStateOf } from './invariants.ts';
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
      if (status === 'parked' && needs.every((id) => settled.has(id) || children.has(id))) {
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
    if (row !== undefined && said !== 'parked' && verdict?.aside !== true && said !== row.status) {
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
    same(
      '7 convergence',
      `children on ${phone.name}`,
      of<ChildRow>('children')
        .filter(({ base }) => base !== null)
        .map(({ id, createdBy, base }) => [id, createdBy, base?.profile, base?.fieldVersions]),
      store
        .children(posyanduId)
        .map(({ id, createdBy, profile, fieldVersions }) => [
          id,
          createdBy,
          profile,
          fieldVersions,
        ]),
    );
    same(
      '7 convergence',
      `events on ${phone.name}`,
      of<EventRow>('events')
        .filter(({ seq, mid }) => seq !== null || !own.has(mid))
        .map(({ event }) => [event.id, event]),
      store.events(posyanduId).map(({ event }) => [event.id, event]),
    );
    same(
      '7 convergence',
      `reviews on ${phone.name}`,
      of<ReviewRow>('reviews')
        .filter(({ seq }) => seq > 0)
        .map(({ mid, status, reason }) => [mid, status, reason]),
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
  for (const { id, profile } of await page.records.children()) {
    const child = held.get(id);
    if (child === undefined || waits.has(id)) continue;
    same(
      '7 convergence',
      `child ${id} as seen on ${phone.name}`,
      [[id, profile]],
      [[id, child.profile]],
    );
  }
}

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
