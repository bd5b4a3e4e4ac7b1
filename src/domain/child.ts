/** A child under five as a posyandu registers it. */

import * as z from 'zod/mini';
import { isoDateSchema } from './dates.ts';
import { lineOfText } from './text.ts';

/** Administrative sex as FHIR codes it; the growth standards have no third curve. */
export const sexSchema = z.enum(['male', 'female']);
export type Sex = z.infer<typeof sexSchema>;

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(120), lineOfText());
const optionalText = z.nullable(z.string().check(z.trim(), z.maxLength(200), lineOfText()));

/**
 * What is known of a child. Stored and synced shape; every field is present,
 * `null` where nothing is known.
 */
export const childProfileSchema = z.strictObject({
  name,
  /** 16 digits; newborns often have none yet. */
  nik: z.nullable(z.string().check(z.regex(/^\d{16}$/))),
  bornOn: isoDateSchema,
  sex: sexSchema,
  motherName: name,
  /** Hamlet or neighbourhood, as people of the village call it. */
  dusun: optionalText,
  birthWeightGrams: z.nullable(z.int().check(z.gte(300), z.lte(9000))),
  birthLengthMm: z.nullable(z.int().check(z.gte(200), z.lte(700))),
});
export type ChildProfile = z.infer<typeof childProfileSchema>;
export type ChildProfileField = keyof ChildProfile;

export const CHILD_PROFILE_FIELDS = [
  'name',
  'nik',
  'bornOn',
  'sex',
  'motherName',
  'dusun',
  'birthWeightGrams',
  'birthLengthMm',
] as const satisfies readonly ChildProfileField[];

export type ChildProblem = 'born-in-future' | 'born-too-long-ago';

/** A posyandu serves under-fives; older dates are almost always a slip of the year. */
export const OLDEST_YEARS = 7;

/**
 * Rejects a profile that cannot be true. The phone and the server both call this.
 *
 * @param today at the posyandu, ISO date
 */
export function checkChildProfile(profile: ChildProfile, today: string): ChildProblem | null {
  if (profile.bornOn > today) return 'born-in-future';
  const oldest = `${Number(today.slice(0, 4)) - OLDEST_YEARS}${today.slice(4)}`;
  if (profile.bornOn < oldest) return 'born-too-long-ago';
  return null;
}
