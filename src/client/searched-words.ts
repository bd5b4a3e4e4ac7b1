/** What a child is found by in a search: also the names of those that were merged into it. */

import type { ChildView } from './services.ts';

export function searchedWords({ profile, mergedHere }: ChildView): (string | null)[] {
  const { name, motherName, dusun, nik } = profile;
  return [name, motherName, dusun, nik, ...mergedHere.map((child) => child.name)];
}
