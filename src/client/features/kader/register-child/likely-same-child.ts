/** Finds children already registered that are probably the one being typed. */

import type { ChildView } from '#client/services.ts';
import type { ChildProfile } from '#domain/child.ts';

/** Lower case, no accents, no doubled or odd characters: how names are told alike. */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/**
 * The same NIK; or the same day of birth with the same name, or with the same
 * mother and sex (a name is often settled only after weeks). Twins are found too:
 * the kader is asked, never refused.
 */
export function likelySameChild(
  profile: ChildProfile,
  children: readonly ChildView[],
): ChildView | undefined {
  return children.find(({ profile: other }) => {
    if (profile.nik !== null && other.nik === profile.nik) return true;
    if (other.bornOn !== profile.bornOn) return false;
    if (plain(other.name) === plain(profile.name)) return true;
    return other.sex === profile.sex && plain(other.motherName) === plain(profile.motherName);
  });
}
