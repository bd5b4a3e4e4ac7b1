/** A vaccine dose as it is written down at the posyandu or copied from the Buku KIA, and what makes it impossible. */

import * as z from 'zod/mini';
import { isoDateSchema } from '#domain/dates.ts';
import { lineOfText } from '#domain/text.ts';
import type { RecordedDose } from './recorded-doses.ts';

/** A day, or as much of it as is known: `2026`, `2026-03` or `2026-03-12`. */
const partialDateSchema = z.union([
  isoDateSchema,
  z.string().check(z.regex(/^(?:19|20|21)\d\d(?:-(?:0[1-9]|1[0-2]))?$/)),
]);

/**
 * Where the knowledge comes from: `provider`, given by a health worker in front
 * of the recorder; `record`, read in the Buku KIA; `recall`, told by the mother.
 * The last two are codes of FHIR's immunization-origin.
 */
export const immunizationSourceSchema = z.enum(['provider', 'record', 'recall']);
export type ImmunizationSource = z.infer<typeof immunizationSourceSchema>;

export const immunizationPlaceSchema = z.enum([
  'posyandu',
  'puskesmas',
  'hospital',
  'midwife-practice',
  'school',
  'home',
  'other',
]);
export type ImmunizationPlace = z.infer<typeof immunizationPlaceSchema>;

const line = (longest: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(longest), lineOfText());

/**
 * One dose. Stored and synced shape; every field is present, `null` where
 * nothing is known. Which dose of a series it is stands nowhere: the engine says
 * so from the whole history, and says it anew when the history changes.
 */
export const immunizationSchema = z.strictObject({
  /** A `ProductName`, or what the book says where it is none of them. */
  product: line(60),
  givenOn: partialDateSchema,
  source: immunizationSourceSchema,
  /** Name of the health worker. */
  givenBy: z.nullable(line(120)),
  /** Batch of the vial. */
  lotNumber: z.nullable(line(40)),
  expiresOn: z.nullable(isoDateSchema),
  place: z.nullable(immunizationPlaceSchema),
});
export type Immunization = z.infer<typeof immunizationSchema>;

export type ImmunizationProblem =
  | 'dose-before-birth'
  | 'dose-in-future'
  /** Who saw it given knows the day. */
  | 'dose-day-unknown';

/**
 * What cannot be true. A dose too early, too close or too late is none of that:
 * when it really happened, it is kept, with its verdict.
 *
 * @param context `bornOn` of the child and `today` at the posyandu, ISO dates
 */
export function checkImmunization(
  { givenOn, source }: Immunization,
  { bornOn, today }: { readonly bornOn: string; readonly today: string },
): ImmunizationProblem | null {
  const known = givenOn.length;
  if (givenOn < bornOn.slice(0, known)) return 'dose-before-birth';
  if (givenOn > today.slice(0, known)) return 'dose-in-future';
  if (source === 'provider' && known < today.length) return 'dose-day-unknown';
  return null;
}

/** The vial was past its date on the day it was used; asked about, never refused. */
export function wasExpired({ givenOn, expiresOn }: Immunization): boolean {
  return expiresOn !== null && givenOn > expiresOn;
}

/** As the engine reads it. */
export function recordedDose({ product, givenOn }: Immunization): RecordedDose {
  return { product, givenOn };
}
