/** From ages and intervals to days, for one child. */

import { monthsLater, partsOf, type CalendarParts } from './calendar.ts';

/** Either months or days; the other is 0. */
export interface Offset {
  readonly months: number;
  readonly days: number;
}

export interface Birth {
  readonly day: number;
  readonly parts: CalendarParts;
}

/** The first day of that age. */
export function ageDay(birth: Birth, age: Offset): number {
  return age.months > 0 ? monthsLater(birth.parts, age.months) : birth.day + age.days;
}

/** The first day that long after another. */
export function dayAfter(day: number, length: Offset): number {
  return length.months > 0 ? monthsLater(partsOf(day), length.months) : day + length.days;
}
