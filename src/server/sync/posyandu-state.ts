/** The touched part of a posyandu as it becomes while mutations are judged one after the other. */

import type { ChildId, MutationId } from '#domain/ids.ts';
import type { Outcome } from '#protocol/push.ts';
import type { Effect, JudgedState } from './judge.ts';
import type { ChildRow, EventRow, ScopeState } from './store.ts';

/** What a state begins with; reading it costs nothing that is not asked for. */
export type StateSource = Pick<ScopeState, 'children' | 'events'> & {
  readonly journal: ReadonlyMap<MutationId, { readonly op: string; readonly status: Outcome }>;
};

export class PosyanduState implements JudgedState {
  readonly #children = new Map<ChildId, ChildRow>();
  readonly #eventsByChild = new Map<ChildId, EventRow[]>();
  readonly #eventIds = new Set<string>();
  readonly #outcomes = new Map<MutationId, { readonly op: string; readonly status: Outcome }>();

  constructor(source: StateSource) {
    this.learn(source);
  }

  /** Takes in what was read later; what is known by now stays. */
  learn({ children, events, journal }: StateSource): void {
    for (const [id, row] of children) {
      if (!this.#children.has(id)) this.#children.set(id, row);
    }
    for (const row of events) {
      if (!this.#eventIds.has(row.event.id)) this.#remember(row);
    }
    for (const [mid, outcome] of journal) {
      if (!this.#outcomes.has(mid)) this.#outcomes.set(mid, outcome);
    }
  }

  child(id: ChildId): ChildRow | undefined {
    return this.#children.get(id);
  }

  eventsOf(childId: ChildId): readonly EventRow[] {
    return this.#eventsByChild.get(childId) ?? [];
  }

  hasEvent(id: string): boolean {
    return this.#eventIds.has(id);
  }

  outcomeOf(mid: MutationId): { readonly op: string; readonly status: Outcome } | undefined {
    return this.#outcomes.get(mid);
  }

  noteOutcome(mid: MutationId, op: string, status: Outcome): void {
    this.#outcomes.set(mid, { op, status });
  }

  apply({ child, event }: Effect): void {
    if (child !== null) this.#children.set(child.id, child);
    if (event !== null) this.#remember(event);
  }

  children(): readonly ChildRow[] {
    return [...this.#children.values()];
  }

  events(): readonly EventRow[] {
    return [...this.#eventsByChild.values()].flat();
  }

  #remember(row: EventRow): void {
    this.#eventIds.add(row.event.id);
    const rows = this.#eventsByChild.get(row.event.childId);
    if (rows === undefined) this.#eventsByChild.set(row.event.childId, [row]);
    else rows.push(row);
  }
}
