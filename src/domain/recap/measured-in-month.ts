/** What was measured of a child within one month, as far as it counts. */

import { monthOf } from '#domain/dates.ts';
import type { EffectiveMeasurement } from '#domain/growth-event.ts';
import type { Measurement } from '#domain/measurement.ts';
import type { RecapChild, RecapPeriod } from './recap-input.ts';

export interface MeasuredInMonth {
  /** Oldest first, same day in order of `id`. */
  readonly all: readonly EffectiveMeasurement[];
  /** The last one with a weight: the weighing of this month. */
  readonly weighing: EffectiveMeasurement | null;
}

export function measuredInMonth(child: RecapChild, period: RecapPeriod): MeasuredInMonth {
  const all = child.measurements
    .filter(({ voided, measurement: { measuredOn } }) => {
      if (voided || monthOf(measuredOn) !== period.month) return false;
      return measuredOn <= period.on && measuredOn >= child.profile.bornOn;
    })
    .sort(byDay);
  return { all, weighing: lastWith(all, ({ weightGrams }) => weightGrams !== null) };
}

/** The latest that has what is asked for. */
export function lastWith(
  measurements: readonly EffectiveMeasurement[],
  has: (measurement: Measurement) => boolean,
): EffectiveMeasurement | null {
  for (let n = measurements.length - 1; n >= 0; n -= 1) {
    const each = measurements[n];
    if (each !== undefined && has(each.measurement)) return each;
  }
  return null;
}

function byDay(one: EffectiveMeasurement, other: EffectiveMeasurement): number {
  const [a, b] = [one.measurement.measuredOn, other.measurement.measuredOn];
  if (a === b) return one.id < other.id ? -1 : 1;
  return a < b ? -1 : 1;
}
