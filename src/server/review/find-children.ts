/** Finds children of one posyandu by a name as somebody types it. */

import { MAX_CHILDREN_FOUND, type FoundChild } from '#protocol/children.ts';
import { plainName } from '#server/import/match-child.ts';

/**
 * Those whose name has something of what was searched for, the likest first;
 * all by name where nothing was.
 */
export function findChildren(children: readonly FoundChild[], search: string): FoundChild[] {
  const wanted = plainName(search);
  const ranked = children.map((child) => ({
    child,
    likeness: wanted === '' ? 1 : likeness(wanted, plainName(child.name)),
  }));
  return ranked
    .filter((row) => row.likeness > 0)
    .toSorted(
      (a, b) =>
        b.likeness - a.likeness ||
        a.child.name.localeCompare(b.child.name, 'id') ||
        (a.child.id < b.child.id ? -1 : 1),
    )
    .slice(0, MAX_CHILDREN_FOUND)
    .map(({ child }) => child);
}

/** Fewer than half of the shorter name's pairs of letters in the other: they are not alike. */
const ALIKE_FROM = 0.5;

/** Up to 1 by the pairs of letters two names share, of the shorter and of both (Dice); more where one stands in the other. */
function likeness(wanted: string, name: string): number {
  if (name === wanted) return 4;
  if (name.startsWith(wanted)) return 3;
  if (name.includes(wanted)) return 2;
  const left = pairsOf(name);
  const counts = [left.length, wanted.length - 1] as const;
  let shared = 0;
  for (const pair of pairsOf(wanted)) {
    const at = left.indexOf(pair);
    if (at === -1) continue;
    left.splice(at, 1);
    shared += 1;
  }
  const ofShorter = shared / Math.max(1, Math.min(...counts));
  const ofBoth = (2 * shared) / Math.max(1, counts[0] + counts[1]);
  return ofShorter < ALIKE_FROM ? 0 : (ofShorter + ofBoth) / 2;
}

function pairsOf(name: string): string[] {
  return Array.from({ length: Math.max(0, name.length - 1) }, (_, at) => name.slice(at, at + 2));
}
