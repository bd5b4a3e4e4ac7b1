/**
 * The sentences in which the engine gives its reasons, for screens and the command line alike.
 *
 * Indonesian, plain, without a full stop, so that they can stand in a list.
 */

import { isoOfDay } from './calendar.ts';

/** The rule behind an answer and the sentence to show. */
export interface Why {
  readonly rule: string;
  readonly source: string;
  readonly sentence: string;
}

export function why(
  note: { readonly rule: string; readonly source: string },
  sentence: string,
): Why {
  return { rule: note.rule, source: note.source, sentence };
}

const MONTHS = [
  'Januari',
  'Februari',
  'Maret',
  'April',
  'Mei',
  'Juni',
  'Juli',
  'Agustus',
  'September',
  'Oktober',
  'November',
  'Desember',
] as const;

const dateTexts = new Map<number, string>();

/** "12 Januari 2027". */
export function dateText(day: number): string {
  const known = dateTexts.get(day);
  if (known !== undefined) return known;
  const iso = isoOfDay(day);
  const month = MONTHS[Number(iso.slice(5, 7)) - 1] ?? '';
  const text = `${Number(iso.slice(8))} ${month} ${iso.slice(0, 4)}`;
  dateTexts.set(day, text);
  return text;
}

/** "Februari 2026" of `2026-02`. */
export function monthText(month: string): string {
  return `${MONTHS[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`;
}

/** "12 bulan", "8 minggu", "10 hari". */
export function lengthText(length: { readonly months: number; readonly days: number }): string {
  if (length.months > 0) return `${length.months} bulan`;
  if (length.days > 7 && length.days % 7 === 0) return `${length.days / 7} minggu`;
  return `${length.days} hari`;
}

export const whyText = {
  age: (length: string) => (length.startsWith('0 ') ? 'sejak lahir' : `umur ${length}`),
  afterPrevious: (length: string, previous: string) => `${length} sesudah ${previous}`,
  and: (first: string, second: string) => `${first} dan ${second}`,

  notYet: (dose: string, from: number, basis: string) =>
    `${dose} ditunggu mulai ${dateText(from)}: ${basis}`,
  due: (dose: string, from: number, basis: string) =>
    `${dose} boleh diberikan sejak ${dateText(from)}: ${basis}`,
  overdue: (dose: string, since: number, until: number | null) =>
    `${dose} terlambat sejak ${dateText(since)}, tetap boleh diberikan${untilText(until)}`,
  catchUp: (dose: string, until: number | null) =>
    `${dose} masih bisa dikejar${untilText(until)}; rangkaian tidak diulang dari awal`,
  closed: (dose: string, until: number, age: string) =>
    `${dose} tidak diberikan lagi: batasnya sebelum umur ${age}, sampai ${dateText(until)}`,
  noRoom: (dose: string, earliest: number, until: number) =>
    `${dose} tidak sempat lagi: paling cepat ${dateText(earliest)}, batasnya ${dateText(until)}`,
  beforeCohort: (dose: string, bornFrom: number) =>
    `${dose} tidak dijadwalkan untuk anak yang lahir sebelum ${dateText(bornFrom)}`,
  notInRegion: (dose: string) => `${dose} tidak dijadwalkan di daerah ini`,
  fewerDoses: (dose: string, age: string, doses: number) =>
    `${dose} tidak diperlukan: yang mulai pada umur ${age} atau lebih cukup ${doses} dosis`,
  inCombined: (dose: string, product: string) => `${dose} sudah termasuk dalam ${product}`,

  ifGiven: (previous: string, on: number) => `, bila ${previous} diberikan ${dateText(on)}`,
  afterLive: (length: string) => `; ${length} sesudah vaksin hidup yang lain`,
  afterUncounted: (length: string) => `; dianjurkan ${length} sesudah dosis yang tidak dihitung`,
  advisedBefore: (age: string) => `; dianjurkan sebelum umur ${age}`,
  vague: (previous: string, sureFrom: number) =>
    `; tanggal ${previous} tidak lengkap, jaraknya pasti cukup mulai ${dateText(sureFrom)}`,

  valid: (dose: string) => `${dose} dihitung`,
  shortOfAdvice: (days: number) => `; jarak yang dianjurkan kurang ${days} hari`,
  vagueDate: '; tanggalnya tidak lengkap, jadi umur dan jaraknya tidak bisa dipastikan',
  tooEarly: (dose: string, days: number, earliest: number) =>
    `Terlalu dini ${days} hari untuk ${dose} (paling cepat ${dateText(earliest)}); tidak dihitung, tinjau bidan`,
  tooClose: (dose: string, days: number) =>
    `Jarak untuk ${dose} kurang ${days} hari; tidak dihitung, tinjau bidan`,
  afterLimit: (dose: string, days: number, until: number) =>
    `${days} hari sesudah batas ${dose} (${dateText(until)}); dicatat, tidak dihitung`,
  sameDay: (product: string) => `${product} sudah tercatat pada hari yang sama`,
  seriesComplete: (product: string) => `${product} sudah lengkap sebelum dosis ini`,
  unknownProduct: 'Vaksin ini tidak ada dalam jadwal; dicatat, tidak dihitung',
} as const;

function untilText(until: number | null): string {
  return until === null ? '' : ` sampai ${dateText(until)}`;
}
