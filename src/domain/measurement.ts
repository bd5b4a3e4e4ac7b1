/** What a scale, a length board and a tape said of one child on one day, and the limits outside which it cannot be true. */

import * as z from 'zod/mini';
import { isoDateSchema } from './dates.ts';
import { eventReasonSchema } from './event-chain.ts';

export const positionSchema = z.enum(['lying', 'standing']);
/** How the length was taken; it decides the ±0.7 cm correction, so the raw number is stored with it. */
export type MeasurePosition = z.infer<typeof positionSchema>;

/**
 * N or T as the card's curve reads to a person, in place of what was computed
 * from the least gain; said with the reason. Only N and T can be exchanged, and
 * the computed letter stays known, see `growth/weight-gain.ts`.
 * Source: KMS in Buku KIA 2023, where the direction of the curve comes first.
 */
export const gainOverrideSchema = z.strictObject({
  code: z.enum(['N', 'T']),
  reason: eventReasonSchema,
});
export type GainOverride = z.infer<typeof gainOverrideSchema>;

/**
 * One weighing and measuring. Stored and synced shape: integers in grams and
 * millimetres, `null` where it was not measured. `oedema` is swelling of both
 * feet; `null` means nobody looked.
 */
export const measurementSchema = z.strictObject({
  measuredOn: isoDateSchema,
  weightGrams: z.nullable(z.int()),
  lengthMm: z.nullable(z.int()),
  position: z.nullable(positionSchema),
  headMm: z.nullable(z.int()),
  muacMm: z.nullable(z.int()),
  oedema: z.nullable(z.boolean()),
  /** Absent where nobody changed the letter, and in records older than it. */
  gainOverride: z.optional(gainOverrideSchema),
});
export type Measurement = z.infer<typeof measurementSchema>;

/** The same values with this override in place of the one they had; `null` takes it away. */
export function withGainOverride(
  { gainOverride: _former, ...values }: Measurement,
  override: GainOverride | null,
): Measurement {
  return override === null ? values : { ...values, gainOverride: override };
}

export type MeasurementProblem =
  | 'nothing-measured'
  | 'before-birth'
  | 'in-future'
  | 'weight-too-low'
  | 'weight-too-high'
  | 'length-too-low'
  | 'length-too-high'
  | 'head-too-low'
  | 'head-too-high'
  | 'muac-too-low'
  | 'muac-too-high';

/**
 * What no child of 0–6 years can measure: wider than every table of the WHO
 * standards on purpose (project setting, no outside source). Merely unlikely
 * values are asked about and kept, see `growth/assess-growth.ts`.
 */
const POSSIBLE_RANGE = {
  weightGrams: { min: 500, max: 60_000 },
  lengthMm: { min: 250, max: 1_500 },
  headMm: { min: 200, max: 700 },
  muacMm: { min: 40, max: 400 },
} as const;

/**
 * Rejects a measurement that cannot be true. The phone and the server both call
 * this, so what a phone accepted the server accepts too.
 *
 * @param context `bornOn` of the child and `today` at the posyandu, ISO dates
 * @returns every problem found, in the order of the form; empty when there is none
 */
export function checkMeasurement(
  measurement: Measurement,
  context: { readonly bornOn: string; readonly today: string },
): MeasurementProblem[] {
  const { weightGrams, lengthMm, headMm, muacMm, oedema } = measurement;
  const problems: MeasurementProblem[] = [];
  if (measurement.measuredOn < context.bornOn) problems.push('before-birth');
  if (measurement.measuredOn > context.today) problems.push('in-future');
  if (weightGrams === null && lengthMm === null && headMm === null && muacMm === null) {
    if (oedema !== true) problems.push('nothing-measured');
  }
  if (weightGrams !== null) {
    if (weightGrams < POSSIBLE_RANGE.weightGrams.min) problems.push('weight-too-low');
    if (weightGrams > POSSIBLE_RANGE.weightGrams.max) problems.push('weight-too-high');
  }
  if (lengthMm !== null) {
    if (lengthMm < POSSIBLE_RANGE.lengthMm.min) problems.push('length-too-low');
    if (lengthMm > POSSIBLE_RANGE.lengthMm.max) problems.push('length-too-high');
  }
  if (headMm !== null) {
    if (headMm < POSSIBLE_RANGE.headMm.min) problems.push('head-too-low');
    if (headMm > POSSIBLE_RANGE.headMm.max) problems.push('head-too-high');
  }
  if (muacMm !== null) {
    if (muacMm < POSSIBLE_RANGE.muacMm.min) problems.push('muac-too-low');
    if (muacMm > POSSIBLE_RANGE.muacMm.max) problems.push('muac-too-high');
  }
  return problems;
}
