/** The phone's records as the screens of one posyandu use them: what is typed there stays there, whoever signs in meanwhile. */

import type { PosyanduId } from '#domain/ids.ts';
import type { Records, SaveOptions } from './services.ts';

/**
 * On another tab somebody else may sign in while a form is open, and this page
 * hears of it a moment later. Until then it saves, and keeps drafts, where it stands.
 */
export function recordsHere(records: Records, posyanduId: PosyanduId): Records {
  const here = <O extends SaveOptions>(options: O) => ({ ...options, posyanduId });
  return {
    ...records,
    registerChild: (profile, options) => records.registerChild(profile, here(options)),
    patchChild: (id, profile, options) => records.patchChild(id, profile, here(options)),
    recordMeasurement: (childId, measurement, options) =>
      records.recordMeasurement(childId, measurement, here(options)),
    amendMeasurement: (childId, targetId, measurement, options) =>
      records.amendMeasurement(childId, targetId, measurement, here(options)),
    voidMeasurement: (childId, targetId, options) =>
      records.voidMeasurement(childId, targetId, here(options)),
    recordImmunizations: (childId, immunizations, options) =>
      records.recordImmunizations(childId, immunizations, here(options)),
    amendImmunization: (childId, targetId, immunization, options) =>
      records.amendImmunization(childId, targetId, immunization, here(options)),
    voidImmunization: (childId, targetId, options) =>
      records.voidImmunization(childId, targetId, here(options)),
    draft: (key) => records.draft(key, posyanduId),
    saveDraft: (key, value) => records.saveDraft(key, value, posyanduId),
    deleteDraft: (key) => records.deleteDraft(key, posyanduId),
  };
}
