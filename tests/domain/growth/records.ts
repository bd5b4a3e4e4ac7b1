/** Builders of children and measurements: everything ordinary, the test says what is special. */

import * as z from 'zod/mini';
import type { EffectiveMeasurement } from '#domain/growth-event.ts';
import { accountIdSchema, childIdSchema, eventIdSchema } from '#domain/ids.ts';
import type { Measurement } from '#domain/measurement.ts';

const childId = z.parse(childIdSchema, '00000000-0000-4000-8000-000000000001');
const authorId = z.parse(accountIdSchema, '00000000-0000-4000-8000-000000000002');

export function aMeasurement(special: Partial<Measurement> = {}): Measurement {
  return {
    measuredOn: '2026-11-12',
    weightGrams: null,
    lengthMm: null,
    position: null,
    headMm: null,
    muacMm: null,
    oedema: null,
    ...special,
  };
}

/** @param n makes the id; measurements of one day count in order of it */
export function anEffective(
  n: number,
  special: Partial<Measurement>,
  voided = false,
): EffectiveMeasurement {
  const id = z.parse(eventIdSchema, `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`);
  return { id, childId, authorId, decidedBy: id, voided, measurement: aMeasurement(special) };
}

/** Weighings in the order given, one a line: `['2026-10-12', 7500]`. */
export function weighings(
  ...rows: readonly (readonly [on: string, grams: number])[]
): EffectiveMeasurement[] {
  return rows.map(([measuredOn, weightGrams], n) => anEffective(n, { measuredOn, weightGrams }));
}
