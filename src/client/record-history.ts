/** A record with everything that was later said about it: corrections, takings-back, returns. */

import { isRoot, rootIdOf, type ChildEvent } from '#domain/child-event.ts';
import type { EventId, MutationId } from '#domain/ids.ts';
import type { EventView } from './services.ts';

export interface RecordChange<E extends ChildEvent, V> {
  readonly view: EventView<E>;
  /** What it brought; `null` for a taking-back. */
  readonly value: V | null;
  /** The kader's words; `null` for the first recording. */
  readonly reason: string | null;
}

export interface RecordHistory<E extends ChildEvent, V> {
  readonly id: EventId;
  /** What counts, or would. */
  readonly value: V;
  /** The event that decides what stands here now. */
  readonly deciding: EventView<E>;
  /** The first recording and all that followed, in the order they count. */
  readonly changes: readonly RecordChange<E, V>[];
  readonly voided: boolean;
  readonly counts: boolean;
  /** What a correction or taking-back answers: the last that came back. */
  readonly answers: MutationId | null;
}

/**
 * @param events in the order they count
 * @param valueOf what an event brings; `null` for a taking-back
 * @returns one for each first recording, in their order
 */
export function recordHistories<E extends ChildEvent, V>(
  events: readonly EventView<E>[],
  valueOf: (event: E) => V | null,
): RecordHistory<E, V>[] {
  return events
    .filter(({ event }) => isRoot(event))
    .flatMap((root) => {
      const first = valueOf(root.event);
      if (first === null) return [];
      const chain = events.filter(
        (view) => view === root || (!isRoot(view.event) && rootIdOf(view.event) === root.event.id),
      );
      const changes = chain.map((view) => ({
        view,
        value: valueOf(view.event),
        reason: 'reason' in view.event ? view.event.reason : null,
      }));
      const standing = changes.filter(({ view }) => view.counts);
      const voids = standing.filter(({ value }) => value === null);
      const values = standing.filter(({ value }) => value !== null).at(-1);
      const back = chain.filter(
        ({ state }) => state.state === 'returned' || state.state === 'quarantined',
      );
      return [
        {
          id: root.event.id,
          value: values?.value ?? first,
          deciding: voids.at(-1)?.view ?? values?.view ?? root,
          changes,
          voided: voids.length > 0,
          counts: root.counts,
          answers: back.at(-1)?.mid ?? null,
        },
      ];
    });
}
