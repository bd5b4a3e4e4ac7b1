/**
 * Calendar arithmetic on whole day numbers, for rules that are worked out for tens of thousands of children.
 *
 * The same calendar as `dates.ts` without strings in between; day 0 is 1970-01-01.
 */

/** Reading back is a lookup: the days children live in are few. */
const isoTexts = new Map<number, string>();

/** Of a valid ISO date; anything else gives nonsense, so check first. */
export function dayOfIso(isoDate: string): number {
  return dayOf(
    twoDigits(isoDate, 0) * 100 + twoDigits(isoDate, 2),
    twoDigits(isoDate, 5),
    twoDigits(isoDate, 8),
  );
}

export function isoOfDay(day: number): string {
  const known = isoTexts.get(day);
  if (known !== undefined) return known;
  const { year, month, dayOfMonth } = partsOf(day);
  const text = `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
  isoTexts.set(day, text);
  return text;
}

export interface CalendarParts {
  readonly year: number;
  readonly month: number;
  readonly dayOfMonth: number;
}

export function partsOf(day: number): CalendarParts {
  // Years begin in March here, so that the leap day is the last of its year.
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

/** A day past the month's end counts on into the next month. */
function dayOf(year: number, month: number, dayOfMonth: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear =
    Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/**
 * The first day on which `months` are completed since then, as `completedMonths`
 * counts them: the same day of the month or, where that month has none, the
 * first of the next.
 */
export function monthsLater(from: CalendarParts, months: number): number {
  const index = from.year * 12 + from.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  const sameDay = dayOf(year, month, from.dayOfMonth);
  if (from.dayOfMonth <= 28) return sameDay;
  return Math.min(sameDay, firstOfNext(year, month));
}

/**
 * The days that a date of which perhaps only month or year is known may mean.
 *
 * @param text valid `2026`, `2026-03` or `2026-03-12`
 */
export function spanOf(text: string): { readonly first: number; readonly last: number } {
  if (text.length === 10) {
    const day = dayOfIso(text);
    return { first: day, last: day };
  }
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  if (text.length === 4) return { first: dayOf(year, 1, 1), last: dayOf(year, 12, 31) };
  const month = twoDigits(text, 5);
  return { first: dayOf(year, month, 1), last: firstOfNext(year, month) - 1 };
}

function firstOfNext(year: number, month: number): number {
  return month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1);
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}
