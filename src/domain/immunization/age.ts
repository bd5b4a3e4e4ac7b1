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
  /** By months of age, filled as they are asked for: many rules share a few ages. */
  readonly known: (number | undefined)[];
}

export function birthOn(day: number): Birth {
  return { day, parts: partsOf(day), known: [] };
}

/** The first day of that age. */
export function ageDay(birth: Birth, age: Offset): number {
  if (age.months === 0) return birth.day + age.days;
  const known = birth.known[age.months];
  if (known !== undefined) return known;
  const day = monthsLater(birth.parts, age.months);
  birth.known[age.months] = day;
  return day;
}

/** The first day that long after another. */
export function dayAfter(day: number, length: Offset): number {
  return length.months > 0 ? monthsLater(partsOf(day), length.months) : day + length.days;
}
