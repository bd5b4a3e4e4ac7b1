/** Reads children as screens show them: folded, with the state of their registration and edits. */

import type { ChildView, RecordState } from '#client/services.ts';
import type { ChildId, PosyanduId } from '#domain/ids.ts';
import type { PhoneDb } from './db.ts';
import { foldChild, type FoldedChild, type LocalPatch } from './fold-child.ts';
import { isRefused, recordState, sourcesOf, type StateSources } from './record-state.ts';
import type { ChildRow, OutboxRow, ReviewRow } from './rows.ts';

/** Every child of a posyandu, by name as Indonesian sorts. */
export async function childViewsOf(db: PhoneDb, posyanduId: PosyanduId): Promise<ChildView[]> {
  const [rows, outbox, reviews] = await Promise.all([
    db.children.where('posyanduId').equals(posyanduId).toArray(),
    db.outbox.where('posyanduId').equals(posyanduId).toArray(),
    db.reviews.where('[posyanduId+about]').equals([posyanduId, 'child']).toArray(),
  ]);
  const sources = sourcesOf(outbox, reviews, outbox);
  const ofEntity = { outbox: byEntity(outbox), reviews: byEntity(reviews) };
  return rows
    .map(({ id, ...row }) => {
      const own = {
        outbox: ofEntity.outbox.get(id) ?? [],
        reviews: ofEntity.reviews.get(id) ?? [],
      };
      return viewOf({ id, ...row }, own, sources);
    })
    .filter((view) => view !== null)
    .sort(byName);
}

export async function childViewOf(db: PhoneDb, row: ChildRow): Promise<ChildView | null> {
  const [outbox, reviews] = await Promise.all([
    db.outbox.where('entity').equals(row.id).toArray(),
    db.reviews.where('entity').equals(row.id).toArray(),
  ]);
  return viewOf(row, { outbox, reviews }, sourcesOf(outbox, reviews, outbox));
}

/**
 * What the kader sees of one child.
 *
 * @param outbox mutations of just this child, made on this phone
 * @returns `null` while nothing of the child is known (its page is still on the way)
 */
export function foldedChild(row: ChildRow, outbox: readonly OutboxRow[]): FoldedChild | null {
  const start = row.base ?? asRegistered(row);
  if (start === null) return null;
  const standing = outbox.filter((entry) => !isRefused(entry)).sort(inOrderMade);
  return foldChild(start, standing.flatMap(patchOf));
}

function asRegistered({ registered }: ChildRow): FoldedChild | null {
  return registered === null ? null : { profile: registered, fieldVersions: {} };
}

function patchOf({ mutation, state }: OutboxRow): LocalPatch[] {
  if (mutation.op !== 'child.patch') return [];
  const { fields, base } = mutation.payload;
  return [{ fields, base, applied: state === 'answered' }];
}

/** What this phone did to one child, and what was said of it. */
interface Own {
  readonly outbox: readonly OutboxRow[];
  readonly reviews: readonly ReviewRow[];
}

function viewOf(row: ChildRow, own: Own, sources: StateSources): ChildView | null {
  const folded = foldedChild(row, own.outbox);
  if (folded === null) return null;
  const { profile, fieldVersions } = folded;
  const { id, posyanduId, createdBy } = row;
  return { id, posyanduId, profile, fieldVersions, createdBy, state: stateOf(row, own, sources) };
}

/** What waits comes first, then what was sent back and is unanswered, then the registration itself. */
function stateOf(row: ChildRow, own: Own, sources: StateSources): RecordState {
  const mids = [...own.outbox, ...own.reviews].map(({ mid }) => mid).sort();
  const states = mids.map((mid) => recordState(mid, sources));
  const last = (...wanted: readonly RecordState['state'][]) =>
    states.filter(({ state }) => wanted.includes(state)).at(-1);
  return last('unsent') ?? last('returned', 'quarantined') ?? recordState(row.createdBy, sources);
}

function byEntity<Row extends { readonly entity: string }>(rows: readonly Row[]) {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.entity);
    if (group === undefined) groups.set(row.entity, [row]);
    else group.push(row);
  }
  return groups;
}

function inOrderMade(a: OutboxRow, b: OutboxRow): number {
  return a.mid < b.mid ? -1 : 1;
}

function byName(a: ChildView, b: ChildView): number {
  return collator.compare(a.profile.name, b.profile.name) || (a.id < b.id ? -1 : 1);
}

const collator = new Intl.Collator('id');

/** Names of children, for lists of what waits or was sent back. */
export async function childNames(
  db: PhoneDb,
  ids: readonly ChildId[],
): Promise<ReadonlyMap<ChildId, string>> {
  const names = new Map<ChildId, string>();
  const rows = await db.children.bulkGet([...new Set(ids)]);
  const outbox = byEntity(await db.outbox.where('entity').anyOf(ids).toArray());
  for (const row of rows) {
    if (row === undefined) continue;
    const folded = foldedChild(row, outbox.get(row.id) ?? []);
    if (folded !== null) names.set(row.id, folded.profile.name);
  }
  return names;
}
