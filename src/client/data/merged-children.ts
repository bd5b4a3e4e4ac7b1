/** Children registered twice and merged since: which of them stands for all, and whose records it shows. */

import type { ChildId } from '#domain/ids.ts';
import type { PhoneDb } from './db.ts';

/** For each merged child the one at the end of its merges. */
export type Aliases = ReadonlyMap<ChildId, ChildId>;

const NONE: Aliases = new Map();

/**
 * A merge counts as far as this phone holds where it leads: nobody disappears
 * while the other is still on the way. One in a circle counts as not merged.
 */
export async function readAliases(db: PhoneDb): Promise<Aliases> {
  const merged = await db.children.where('base.mergedInto').above('').toArray();
  if (merged.length === 0) return NONE;
  const steps = merged.flatMap(({ id, base }) => {
    const into = base?.mergedInto ?? null;
    return into === null ? [] : [[id, into] as const];
  });
  const targets = await db.children.bulkGet([...new Set(steps.map(([, into]) => into))]);
  const held = new Set(targets.flatMap((row) => row?.id ?? []));
  return aliasesOf(new Map(steps.filter(([, into]) => held.has(into))));
}

function aliasesOf(steps: ReadonlyMap<ChildId, ChildId>): Aliases {
  const aliases = new Map<ChildId, ChildId>();
  for (const id of steps.keys()) {
    const end = endOf(id, steps);
    if (end !== null) aliases.set(id, end);
  }
  return aliases;
}

/** @returns `null` where the way leads into a circle */
function endOf(id: ChildId, steps: ReadonlyMap<ChildId, ChildId>): ChildId | null {
  const passed = new Set([id]);
  let at = id;
  for (;;) {
    const next = steps.get(at);
    if (next === undefined) return at;
    if (passed.has(next)) return null;
    passed.add(next);
    at = next;
  }
}

/** The child that this one counts as: itself, unless it was merged. */
export function standsAs(id: ChildId, aliases: Aliases): ChildId {
  return aliases.get(id) ?? id;
}

/** The child that this one counts as, first, and all that count as the same. */
export function familyOf(id: ChildId, aliases: Aliases): readonly [ChildId, ...ChildId[]] {
  const head = standsAs(id, aliases);
  const members = [...aliases].filter(([, end]) => end === head).map(([member]) => member);
  return [head, ...members];
}
