/** Reads children as screens show them: folded, with the state of their registration and edits. */

import type { ChildView, NamedChild, RecordState } from '#client/services.ts';
import type { ChildId, MutationId, PosyanduId } from '#domain/ids.ts';
import type { PhoneDb } from './db.ts';
import { approvalsOf } from './decisions-inside.ts';
import { copyOfChild } from './feed-copies.ts';
import { foldChild, type FoldedChild, type LocalPatch } from './fold-child.ts';
import { familyOf, readAliases, standsAs, type Aliases } from './merged-children.ts';
import { isRefused, isTakenUp, recordState, sourcesOf, type StateSources } from './record-state.ts';
import type { ChildRow, OutboxRow, ReviewRow } from './rows.ts';

/** Every child that lives in a posyandu, by name as Indonesian sorts; one that counts as another stands with it. */
export async function childViewsOf(db: PhoneDb, posyanduId: PosyanduId): Promise<ChildView[]> {
  const [rows, outbox, reviews] = await Promise.all([
    db.children.where('posyanduId').equals(posyanduId).toArray(),
    db.outbox.where('posyanduId').equals(posyanduId).toArray(),
    db.reviews.where('[posyanduId+about]').equals([posyanduId, 'child']).toArray(),
  ]);
  // Of one that came from elsewhere something may have been said there.
  const arrived = await saidOf(
    db,
    rows.filter(({ elsewhere }) => elsewhere !== undefined),
  );
  const views = await viewsOf(db, rows, [{ outbox, reviews }, arrived]);
  return views.filter(({ mergedInto, movedTo }) => mergedInto === null && movedTo === null);
}

/** Those that lived in a posyandu and went to another, whether or not this phone holds that one too. */
export async function movedChildViews(db: PhoneDb, posyanduId: PosyanduId): Promise<ChildView[]> {
  const placeOf = (row: ChildRow) => copyOfChild(row, posyanduId)?.base.movedTo ?? null;
  const rows = await db.children.filter((row) => placeOf(row) !== null).toArray();
  const places = new Map(rows.map((row) => [row.id, placeOf(row)]));
  const views = await viewsOf(db, rows, [await saidOf(db, rows)]);
  return views
    .filter(({ mergedInto }) => mergedInto === null)
    .map((view) => ({ ...view, movedTo: places.get(view.id) ?? null }));
}

export async function childViewOf(db: PhoneDb, row: ChildRow): Promise<ChildView | null> {
  const [view] = await viewsOf(db, [row], [await saidOf(db, [row])]);
  return view ?? null;
}

/** What this phone did to some children, and what was said of them. */
interface Said {
  readonly outbox: readonly OutboxRow[];
  readonly reviews: readonly ReviewRow[];
}

async function saidOf(db: PhoneDb, rows: readonly ChildRow[]): Promise<Said> {
  if (rows.length === 0) return { outbox: [], reviews: [] };
  const ids = rows.map(({ id }) => id);
  const [outbox, reviews] = await Promise.all([
    db.outbox.where('entity').anyOf(ids).toArray(),
    db.reviews.where('entity').anyOf(ids).toArray(),
  ]);
  return { outbox, reviews };
}

interface Sources {
  readonly aliases: Aliases;
  readonly rows: ReadonlyMap<ChildId, ChildRow>;
  readonly outbox: ReadonlyMap<string, readonly OutboxRow[]>;
  readonly reviews: ReadonlyMap<string, readonly ReviewRow[]>;
  readonly states: StateSources;
}

/** @param said of all of these children */
async function viewsOf(
  db: PhoneDb,
  rows: readonly ChildRow[],
  said: readonly Said[],
): Promise<ChildView[]> {
  const aliases = await readAliases(db);
  const relatives = aliases.size === 0 ? [] : await relativesOf(db, rows, aliases);
  const all = [...said, await saidOf(db, relatives)];
  const outbox = distinct(all.flatMap((each) => each.outbox));
  const reviews = distinct(all.flatMap((each) => each.reviews));
  const sources = {
    aliases,
    rows: new Map([...rows, ...relatives].map((row) => [row.id, row])),
    outbox: byEntity(outbox),
    reviews: byEntity(reviews),
    states: sourcesOf({
      outbox,
      reviews,
      approvals: approvalsOf([...rows, ...relatives]),
      answering: outbox,
    }),
  };
  return rows
    .map((row) => viewOf(row, sources))
    .filter((view) => view !== null)
    .sort((a, b) => byName(namedChild(a), namedChild(b)));
}

/** Those that count as the same as one of `rows`, and are not among them. */
async function relativesOf(
  db: PhoneDb,
  rows: readonly ChildRow[],
  aliases: Aliases,
): Promise<ChildRow[]> {
  const related = new Set(rows.flatMap(({ id }) => familyOf(id, aliases)));
  for (const { id } of rows) related.delete(id);
  return (await db.children.bulkGet([...related])).filter((row) => row !== undefined);
}

function viewOf(row: ChildRow, sources: Sources): ChildView | null {
  const { id, posyanduId, createdBy, base } = row;
  const [head, ...members] = familyOf(id, sources.aliases);
  const isHead = head === id;
  const patched = isHead ? [id, ...members] : [id];
  const folded = foldedChild(
    row,
    patched.flatMap((each) => sources.outbox.get(each) ?? []),
  );
  if (folded === null) return null;
  return {
    id,
    posyanduId,
    ...folded,
    createdBy,
    state: stateOf(row, sources),
    mergedInto: isHead ? null : named(head, sources),
    mergedHere: isHead ? members.map((member) => named(member, sources)).sort(byName) : [],
    movedTo: base?.movedTo ?? null,
  };
}

function named(id: ChildId, { rows, outbox }: Sources): NamedChild {
  const row = rows.get(id);
  const folded = row === undefined ? null : foldedChild(row, outbox.get(id) ?? []);
  return { id, name: folded?.profile.name ?? '' };
}

/**
 * What the kader sees of one child.
 *
 * @param outbox mutations made on this phone: of this child, and of those that
 *   count as the same, whose edits are the server's to carry over
 * @returns `null` while nothing of the child is known (its page is still on the way)
 */
export function foldedChild(row: ChildRow, outbox: readonly OutboxRow[]): FoldedChild | null {
  const start = row.base ?? asRegistered(row);
  if (start === null) return null;
  const standing = outbox
    .filter(
      (entry) => entry.state === 'pending' || (entry.entity === row.id && isAhead(entry, row)),
    )
    .sort(inOrderMade);
  return foldChild(start, standing.flatMap(patchOf));
}

/**
 * Whether an answered edit is still to be laid over. Once the child came down
 * anew, its row says all that was made of it, which may be nothing: it may have
 * gone to the child that this one counted as.
 */
function isAhead(entry: OutboxRow, { base, generation }: ChildRow): boolean {
  if (isRefused(entry)) return false;
  const { verdict, childSeq, childGeneration = generation } = entry;
  const isSettled = childSeq !== undefined && verdict !== null && isTakenUp(verdict);
  if (!isSettled) return true;
  // A server that was set back gives numbers a second time.
  return childSeq === (base?.seq ?? null) && childGeneration === generation;
}

function asRegistered({ registered }: ChildRow): FoldedChild | null {
  return registered === null ? null : { profile: registered, fieldVersions: {} };
}

function patchOf({ mutation, state }: OutboxRow): LocalPatch[] {
  if (mutation.op !== 'child.patch') return [];
  const { fields, base } = mutation.payload;
  return [{ fields, base, applied: state === 'answered' }];
}

/** What waits comes first, then what was sent back and is unanswered, then the registration itself. */
function stateOf({ id, createdBy }: ChildRow, sources: Sources): RecordState {
  const said = [...(sources.outbox.get(id) ?? []), ...(sources.reviews.get(id) ?? [])];
  const mids = said.map(({ mid }) => mid).sort();
  const states = mids.map((mid) => recordState(mid, sources.states));
  const last = (...wanted: readonly RecordState['state'][]) =>
    states.filter(({ state }) => wanted.includes(state)).at(-1);
  return (
    last('unsent') ?? last('returned', 'quarantined') ?? recordState(createdBy, sources.states)
  );
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

function distinct<Row extends { readonly mid: MutationId }>(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.mid, row])).values()];
}

function namedChild({ id, profile }: ChildView): NamedChild {
  return { id, name: profile.name };
}

function byName(a: NamedChild, b: NamedChild): number {
  return collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
}

const collator = new Intl.Collator('id');

/** Names of children, for lists of what waits or was sent back: of one that counts as another, the other's. */
export async function childNames(
  db: PhoneDb,
  ids: readonly ChildId[],
): Promise<ReadonlyMap<ChildId, string>> {
  const names = new Map<ChildId, string>();
  const aliases = await readAliases(db);
  const heads = [...new Set(ids.map((id) => standsAs(id, aliases)))];
  const rows = await db.children.bulkGet(heads);
  const outbox = byEntity(await db.outbox.where('entity').anyOf(heads).toArray());
  const known = new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.id, row] as const])));
  for (const id of ids) {
    const row = known.get(standsAs(id, aliases));
    if (row === undefined) continue;
    const folded = foldedChild(row, outbox.get(row.id) ?? []);
    if (folded !== null) names.set(id, folded.profile.name);
  }
  return names;
}
