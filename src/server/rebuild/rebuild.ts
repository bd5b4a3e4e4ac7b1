/** Holds the tables of a posyandu against its journal, and writes them anew from it where asked. */

import { sha256, sortedKeys } from '#server/content-hash.ts';
import { replay, type ReplayRow } from '#server/sync/replay.ts';
import type { ChildRow, EventRow } from '#server/sync/store.ts';

/** One posyandu as it lies in the database. */
export interface StoredPosyandu {
  readonly journal: readonly ReplayRow[];
  readonly children: readonly ChildRow[];
  readonly events: readonly EventRow[];
}

/** What has to be written so that the tables say what the journal says. */
export interface Repair {
  readonly children: readonly ChildRow[];
  readonly events: readonly EventRow[];
  /** Stands in a table and was never journaled. */
  readonly strangers: { readonly children: readonly string[]; readonly events: readonly string[] };
}

export interface Comparison {
  readonly mutations: number;
  /** Records that are the same on both sides. */
  readonly equal: number;
  readonly repair: Repair;
  readonly refusedNow: number;
  /** Of everything the journal makes, for comparing two databases. */
  readonly hash: string;
}

/** @param nowMs see `replay` */
export function compareWithJournal(stored: StoredPosyandu, nowMs: number): Comparison {
  const told = replay(stored.journal, nowMs);
  const children = differences(told.children, stored.children, ({ id }) => id);
  const events = differences(told.events, stored.events, ({ event }) => event.id);
  return {
    mutations: stored.journal.length,
    equal: children.equal + events.equal,
    repair: {
      children: children.wrong,
      events: events.wrong,
      strangers: { children: children.strangers, events: events.strangers },
    },
    refusedNow: told.refusedNow.length,
    hash: sha256([...children.prints, ...events.prints].toSorted().join()),
  };
}

/** Nothing to write, and every mutation counts as it did. */
export function isEqual({ repair, refusedNow }: Comparison): boolean {
  return changesOf(repair) === 0 && refusedNow === 0;
}

export function changesOf({ children, events, strangers }: Repair): number {
  return children.length + events.length + strangers.children.length + strangers.events.length;
}

function differences<Row>(
  told: readonly Row[],
  stored: readonly Row[],
  idOf: (row: Row) => string,
): { equal: number; wrong: Row[]; strangers: string[]; prints: string[] } {
  const lying = new Map(stored.map((row) => [idOf(row), printOf(row)]));
  const toldIds = new Set(told.map(idOf));
  const prints = told.map(printOf);
  const wrong = told.filter((row, index) => lying.get(idOf(row)) !== prints[index]);
  return {
    equal: told.length - wrong.length,
    wrong,
    strangers: [...lying.keys()].filter((id) => !toldIds.has(id)),
    prints,
  };
}

/** Equal for records that say the same. */
function printOf(row: unknown): string {
  return sha256(JSON.stringify(sortedKeys(row)));
}
