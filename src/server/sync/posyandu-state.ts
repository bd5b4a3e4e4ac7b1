/** The touched part of a posyandu as it becomes while mutations are judged one after the other. */

import type { ChildId, MutationId } from '#domain/ids.ts';
import type { Outcome } from '#protocol/push.ts';
import type { Effect, JudgedState } from './effect.ts';
import type { ChildRow, EventRow, ScopeState } from './store.ts';

/** What a state begins with; reading it costs nothing that is not asked for. */
export type StateSource = Pick<ScopeState, 'children' | 'events'> & {
  readonly journal: ReadonlyMap<MutationId, { readonly op: string; readonly status: Outcome }>;
};

const BROUGHT_ALONG = { op: 'child.receive', status: 'applied' } as const;

export class PosyanduState implements JudgedState {
  readonly #children = new Map<ChildId, ChildRow>();
  /** Else every child is a family of its own, and none needs to be looked for. */
  #someAreMerged = false;
  readonly #eventsByChild = new Map<ChildId, EventRow[]>();
  /** By id of each event, its place in the order in which they count. */
  readonly #places = new Map<string, number>();
  /** Mutations behind what is known here; those a child brought along are in another journal. */
  readonly #behind = new Set<MutationId>();
  readonly #outcomes = new Map<MutationId, { readonly op: string; readonly status: Outcome }>();

  constructor(source: StateSource) {
    this.learn(source);
  }

  /** Takes in what was read later; what is known by now stays. */
  learn({ children, events, journal }: StateSource): void {
    for (const [id, row] of children) {
      if (!this.#children.has(id)) this.#know(row);
    }
    for (const row of events) {
      if (!this.hasEvent(row.event.id)) this.#remember(row);
    }
    for (const [mid, outcome] of journal) {
      if (!this.#outcomes.has(mid)) this.#outcomes.set(mid, outcome);
    }
  }

  child(id: ChildId): ChildRow | undefined {
    return this.#children.get(id);
  }

  root(id: ChildId): ChildRow | undefined {
    let row = this.#children.get(id);
    while (row !== undefined && row.mergedInto !== null) row = this.#children.get(row.mergedInto);
    return row;
  }

  family(id: ChildId): readonly ChildRow[] {
    const root = this.root(id);
    if (root === undefined) return [];
    if (!this.#someAreMerged) return [root];
    return [...this.#children.values()].filter((row) => this.root(row.id) === root);
  }

  eventsOf(childId: ChildId): readonly EventRow[] {
    const family = this.family(childId);
    if (family.length === 1) return this.#eventsByChild.get(childId) ?? [];
    return this.#inOrder(family.flatMap(({ id }) => this.#eventsByChild.get(id) ?? []));
  }

  hasEvent(id: string): boolean {
    return this.#places.has(id);
  }

  outcomeOf(mid: MutationId): { readonly op: string; readonly status: Outcome } | undefined {
    return this.#outcomes.get(mid) ?? (this.#behind.has(mid) ? BROUGHT_ALONG : undefined);
  }

  noteOutcome(mid: MutationId, op: string, status: Outcome): void {
    this.#outcomes.set(mid, { op, status });
  }

  apply({ children, events }: Effect): void {
    for (const child of children) this.#know(child);
    for (const event of events) this.#remember(event);
  }

  children(): readonly ChildRow[] {
    return [...this.#children.values()];
  }

  /** In the order in which they count. */
  events(): readonly EventRow[] {
    return this.#inOrder([...this.#eventsByChild.values()].flat());
  }

  #inOrder(rows: readonly EventRow[]): readonly EventRow[] {
    const placeOf = ({ event }: EventRow) => this.#places.get(event.id) ?? 0;
    return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
  }

  #know(row: ChildRow): void {
    this.#children.set(row.id, row);
    this.#someAreMerged ||= row.mergedInto !== null;
    this.#behind.add(row.createdBy);
  }

  #remember(row: EventRow): void {
    this.#behind.add(row.mid);
    this.#places.set(row.event.id, this.#places.size);
    const rows = this.#eventsByChild.get(row.event.childId);
    if (rows === undefined) this.#eventsByChild.set(row.event.childId, [row]);
    else rows.push(row);
  }
}
