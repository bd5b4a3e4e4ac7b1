/** Finds the child of the register that a row of another list speaks of. */

import type { ChildProfile } from '#domain/child.ts';
import type { ChildId } from '#domain/ids.ts';

export interface KnownChild {
  readonly id: ChildId;
  /** The child it was merged into, at the end of all merges; mostly itself. */
  readonly countsFor: ChildId;
  readonly profile: ChildProfile;
  /** It lives in another posyandu by now. */
  readonly hasMoved: boolean;
}

/**
 * By NIK where both have one; else by name and birth date, the mother's name and
 * what a masked NIK shows deciding between several.
 *
 * @returns the child, `null` when there is none, `several` when it cannot be told which
 */
export function matchChild(
  known: readonly KnownChild[],
  profile: ChildProfile,
  nikPattern: RegExp | null,
): KnownChild | null | 'several' {
  if (profile.nik !== null) {
    const byNik = known.filter((child) => child.profile.nik === profile.nik);
    if (byNik.length > 0) return theOne(byNik);
  }
  const alike = known.filter(
    (child) =>
      child.profile.bornOn === profile.bornOn &&
      child.profile.sex === profile.sex &&
      plainName(child.profile.name) === plainName(profile.name) &&
      (profile.nik === null || child.profile.nik === null) &&
      (nikPattern === null || child.profile.nik === null || nikPattern.test(child.profile.nik)),
  );
  if (alike.length === 0) return null;
  const match = theOne(alike);
  if (match !== 'several') return match;
  return theOne(
    alike.filter((child) => plainName(child.profile.motherName) === plainName(profile.motherName)),
  );
}

/** One child, under however many names; one who lives here before those who moved away. */
function theOne(found: readonly KnownChild[]): KnownChild | 'several' {
  const here = found.filter(({ hasMoved }) => !hasMoved);
  const [first, ...others] = here.length > 0 ? here : found;
  return first !== undefined && others.every(({ countsFor }) => countsFor === first.countsFor)
    ? first
    : 'several';
}

/** Letters only, without case, accents or spacing: `Siti  Nur'aini` = `SITI NURAINI`. */
export function plainName(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}
