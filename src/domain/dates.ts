/**
 * Calendar dates without clock or time zone, as ISO strings (`2026-11-23`).
 *
 * Strings of this form sort as dates do, so `<` and `>` compare them. The only
 * file of the layer that may say `Date`, and only for UTC day arithmetic, which
 * no daylight-saving rule can disturb.
 */

import * as z from 'zod/mini';

/** A calendar day that exists, years 1900–2199. */
export const isoDateSchema = z.iso.date().check(z.regex(/^(?:19|20|21)\d\d-/));

/** A calendar month, `2026-11`. */
export type IsoMonth = string;

const DAY_MS = 86_400_000;

/** Days from 1 March of year 0 to 1970-01-01, in the calendar of today carried back. */
const DAYS_BEFORE_1970 = 719_468;

/**
 * Days since 1970-01-01. Reckoned and not asked of `Date`: the growth rules ask
 * a hundred times for one child.
 *
 * @throws RangeError if `isoDate` is no date
 */
export function dayNumber(isoDate: string): number {
  const { year, month, day } = parts(isoDate);
  // Years that begin with March have the leap day as their last.
  const since = month > 2 ? year : year - 1;
  const leapDays = Math.floor(since / 4) - Math.floor(since / 100) + Math.floor(since / 400);
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return since * 365 + leapDays + dayOfYear - DAYS_BEFORE_1970;
}

/** The date of a day number; inverse of `dayNumber`. */
function isoDateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

export function addDays(isoDate: string, days: number): string {
  return isoDateOfDay(dayNumber(isoDate) + days);
}

/**
 * The same day of the month `months` later; where that month is shorter, its
 * last day (31 January + 1 month = 28 or 29 February).
 */
export function addMonths(isoDate: string, months: number): string {
  const { year, month, day } = parts(isoDate);
  const index = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(index / 12);
  const targetMonth = (index % 12) + 1;
  return isoDateOf(targetYear, targetMonth, Math.min(day, daysInMonth(targetYear, targetMonth)));
}

/**
 * Completed months: one more on the same day of each following month, leftover
 * days dropped (28 July → 27 August = 0, 28 August = 1).
 *
 * Source: Permenkes 2/2020, general notes. Negative when `on` lies before `bornOn`.
 */
export function completedMonths(bornOn: string, on: string): number {
  const from = parts(bornOn);
  const to = parts(on);
  const months = (to.year - from.year) * 12 + (to.month - from.month);
  return to.day < from.day ? months - 1 : months;
}

/** Age as people say it: whole years, months and left-over days. */
export function ageParts(
  bornOn: string,
  on: string,
): { readonly years: number; readonly months: number; readonly days: number } {
  const months = completedMonths(bornOn, on);
  return {
    years: Math.floor(months / 12),
    months: months % 12,
    days: daysBetween(addMonths(bornOn, months), on),
  };
}

export function monthOf(isoDate: string): IsoMonth {
  return isoDate.slice(0, 7);
}

/** The calendar month `months` after (or before, when negative) the given one. */
export function addToMonth(month: IsoMonth, months: number): IsoMonth {
  return monthOf(addMonths(`${month}-01`, months));
}

/** @throws RangeError if `isoDate` is no day of the calendar */
function parts(isoDate: string): { year: number; month: number; day: number } {
  const year = digits(isoDate, 0, 4);
  const month = digits(isoDate, 5, 7);
  const day = digits(isoDate, 8, 10);
  const inForm = isoDate.length === 10 && isoDate[4] === '-' && isoDate[7] === '-' && year >= 0;
  if (!inForm || !(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) {
    throw new RangeError('not an ISO date');
  }
  return { year, month, day };
}

/** `NaN` where there is anything but digits. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

function isoDateOf(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
