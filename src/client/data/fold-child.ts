/** A child as the kader sees it: what the server holds, with what was changed on this phone laid over it. */

import { CHILD_PROFILE_FIELDS, type ChildProfile } from '#domain/child.ts';

export interface FoldedChild {
  readonly profile: ChildProfile;
  /** Per field, the version the server will hold once it has taken every patch laid over. */
  readonly fieldVersions: Readonly<Record<string, number>>;
}

export interface LocalPatch {
  readonly fields: { readonly [Field in keyof ChildProfile]?: ChildProfile[Field] | undefined };
  readonly base: Readonly<Record<string, number | undefined>>;
  /** The server has applied it; its effect counts until the child itself comes down changed. */
  readonly applied: boolean;
}

/**
 * Lays patches over a child, in the order they were made.
 *
 * A waiting patch always shows: the kader said so, and the server has not
 * judged it. An applied one shows only while the server's field is not newer
 * than the one it changed, since from then on the server's value includes it.
 */
export function foldChild(start: FoldedChild, patches: readonly LocalPatch[]): FoldedChild {
  let profile = start.profile;
  const fieldVersions = { ...start.fieldVersions };
  for (const { fields, base, applied } of patches) {
    for (const field of CHILD_PROFILE_FIELDS) {
      const value = fields[field];
      if (value === undefined || value === profile[field]) continue;
      if (applied && (start.fieldVersions[field] ?? 0) > (base[field] ?? 0)) continue;
      profile = { ...profile, [field]: value };
      fieldVersions[field] = (fieldVersions[field] ?? 0) + 1;
    }
  }
  return { profile, fieldVersions };
}

/** The fields in which `after` differs, with the versions of just those. */
export function patchBetween(
  before: FoldedChild,
  after: ChildProfile,
): {
  readonly fields: Partial<ChildProfile>;
  readonly base: Partial<Record<keyof ChildProfile, number>>;
} {
  let fields: Partial<ChildProfile> = {};
  let base: Partial<Record<keyof ChildProfile, number>> = {};
  for (const field of CHILD_PROFILE_FIELDS) {
    if (after[field] === before.profile[field]) continue;
    fields = { ...fields, [field]: after[field] };
    base = { ...base, [field]: before.fieldVersions[field] ?? 0 };
  }
  return { fields, base };
}
