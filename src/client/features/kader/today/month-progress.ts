/** Who of the under-fives has been weighed this month. */

import type { ChildView } from '#client/services.ts';
import { completedMonths, monthOf } from '#domain/dates.ts';
import { effectiveMeasurements, type GrowthEvent } from '#domain/growth-event.ts';
import type { ChildId } from '#domain/ids.ts';
import type { Measurement } from '#domain/measurement.ts';

/** A posyandu weighs children until the fifth birthday. */
const UNDER_MONTHS = 60;

export interface ChildOfToday {
  readonly child: ChildView;
  /** This month's last weighing; `null` while it is missing. */
  readonly weighed: Measurement | null;
}

/** @returns the under-fives on `today`, in the order given */
export function monthProgress(
  children: readonly ChildView[],
  events: ReadonlyMap<ChildId, readonly GrowthEvent[]>,
  today: string,
): ChildOfToday[] {
  const month = monthOf(today);
  return children
    .filter(({ profile }) => completedMonths(profile.bornOn, today) < UNDER_MONTHS)
    .map((child) => {
      const weighings = effectiveMeasurements(events.get(child.id) ?? []).filter(
        ({ voided, measurement }) =>
          !voided && measurement.weightGrams !== null && monthOf(measurement.measuredOn) === month,
      );
      return { child, weighed: weighings.at(-1)?.measurement ?? null };
    });
}
