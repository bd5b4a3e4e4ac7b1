/** Dates, ages and numbers as people of a posyandu write them. */

import { ageParts } from '#domain/dates.ts';

const LOCALE = 'id-ID';

function day(options: Intl.DateTimeFormatOptions): (isoDate: string) => string {
  const format = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: 'UTC' });
  return (isoDate) => format.format(new Date(`${isoDate}T00:00:00Z`));
}

/** "Sen, 12 Okt 2026" */
export const formatDate = day({
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/** "12 Okt" */
export const formatShortDate = day({ day: 'numeric', month: 'short' });

/** "12 Okt 2026" */
export const formatPlainDate = day({ day: 'numeric', month: 'short', year: 'numeric' });

/** "12 Okt 2026", "Okt 2026" or "2026": as much of a day as is known. */
export function formatPartialDate(partial: string): string {
  if (partial.length === 4) return partial;
  return partial.length === 7 ? formatShortMonthOf(`${partial}-01`) : formatPlainDate(partial);
}
const formatShortMonthOf = day({ month: 'short', year: 'numeric' });

/** "Oktober 2026" of `2026-10` */
export function formatMonth(month: string): string {
  return formatMonthOf(`${month}-01`);
}
const formatMonthOf = day({ month: 'long', year: 'numeric' });

const time = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat(LOCALE, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** "08.12" on the same day, else "12 Okt 08.12"; in the phone's zone. */
export function formatMoment(ms: number, nowMs: number): string {
  const at = new Date(ms);
  if (at.toDateString() === new Date(nowMs).toDateString()) return time.format(at);
  return dayAndTime.format(at).replace(',', '').replace(' pukul', '');
}

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const oneOrTwo = new Intl.NumberFormat(LOCALE, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 2,
});

/** "1.234" */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** "7,8" or "7,85": kilograms of grams, without the unit. */
export function formatKg(grams: number): string {
  return oneOrTwo.format(grams / 1000);
}

/** "68,2": centimetres of millimetres, without the unit. */
export function formatCm(mm: number): string {
  return oneOrTwo.format(mm / 10);
}

/** "+200 g", "−150 g", "0 g" */
export function formatGrams(grams: number): string {
  const size = `${whole.format(Math.abs(grams))} g`;
  if (grams === 0) return size;
  return grams > 0 ? `+${size}` : `−${size}`;
}

/** "−0,83", "+1,20", "0,00": a z-score with its sign, without "SD". Both decimals decide: −2,04 is below the line, −2,00 is not. */
export function formatZ(z: number): string {
  const size = Math.abs(z).toFixed(2).replace('.', ',');
  if (z === 0) return size;
  return z > 0 ? `+${size}` : `−${size}`;
}

/** "12 hari" under one month, "7 bl", "1 th 3 bl", "2 th". */
export function formatAge(bornOn: string, on: string): string {
  const { years, months, days } = ageParts(bornOn, on);
  if (years < 0 || (years === 0 && months === 0)) return `${Math.max(0, days)} hari`;
  if (years === 0) return `${months} bl`;
  return months === 0 ? `${years} th` : `${years} th ${months} bl`;
}

/** "5 menit", "3 jam", "2 hari": how long something has lasted, in whole units, at least a minute. */
export function ageWords(ms: number): string {
  const minutes = Math.max(1, Math.floor(ms / 60_000));
  if (minutes < 60) return `${minutes} menit`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} jam` : `${whole.format(Math.floor(hours / 24))} hari`;
}
