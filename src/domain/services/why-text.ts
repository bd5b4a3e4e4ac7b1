/**
 * The sentences in which the service rules give their reasons.
 *
 * Indonesian, plain, without a full stop, so that they can stand in a list.
 */

import { dayOfIso } from '#domain/immunization/calendar.ts';
import { dateText, monthText } from '#domain/immunization/why-text.ts';
import type { BreastfeedingMonth } from './breastfeeding.ts';
import type { Window } from './half-yearly.ts';
import type { Capsule, FeedingReason } from './service-facts.ts';

export { why, type Why } from '#domain/immunization/why-text.ts';

const COLOURS = {
  blue: 'biru (100.000 SI, umur 6–11 bulan)',
  red: 'merah (200.000 SI, umur 12–59 bulan)',
} as const satisfies Record<Capsule, string>;

const REASONS = {
  wasting: 'gizi kurang',
  underweight: 'berat badan kurang',
  'weight-not-gained': 'berat badan tidak naik',
} as const satisfies Record<FeedingReason, string>;

function day(iso: string): string {
  return dateText(dayOfIso(iso));
}

function colour(capsule: Capsule | null): string {
  return capsule === null ? '' : ` ${COLOURS[capsule]}`;
}

function dose(mg: number | null): string {
  return mg === null ? '' : ` albendazol ${mg} mg`;
}

function then(next: Window | null): string {
  return next === null ? '' : `; berikutnya mulai ${day(next.from)}`;
}

function list(texts: readonly string[]): string {
  return texts.length === 0 ? '' : `: ${texts.join('; ')}`;
}

export const serviceText = {
  vitaminA: {
    given: (_: Capsule | null, round: string, next: Window | null) =>
      `Kapsul vitamin A ${monthText(round)} sudah diberikan${then(next)}`,
    due: (capsule: Capsule | null, round: string, next: Window | null) =>
      `Kapsul vitamin A${colour(capsule)} untuk ${monthText(round)} boleh diberikan${next === null ? '' : ` sampai ${day(next.until)}`}`,
    'not-yet': (capsule: Capsule | null, _: string, next: Window | null) =>
      `Kapsul vitamin A${colour(capsule)} ditunggu${next === null ? '' : ` mulai ${day(next.from)}`}`,
    missed: (_: Capsule | null, round: string, next: Window | null) =>
      `Kapsul vitamin A ${monthText(round)} tidak tercatat diberikan${then(next)}`,
    'too-old': () =>
      'Kapsul vitamin A diberikan sebelum umur 5 tahun; tidak ada lagi yang ditunggu',
  },
  capsule: {
    valid: (_: Capsule, round: string) => `Dihitung untuk ${monthText(round)}`,
    'wrong-colour': (_: Capsule, round: string, expected: Capsule) =>
      `Warnanya lain dari umurnya, seharusnya${colour(expected)}; dihitung untuk ${monthText(round)}, tinjau bidan`,
    treatment: () =>
      'Kapsul pengobatan dari tenaga kesehatan; tidak dihitung sebagai kapsul bulan vitamin A',
    'too-early': () => 'Diberikan sebelum umur 6 bulan; tidak dihitung, tinjau bidan',
    'too-old': () => 'Diberikan sesudah umur 59 bulan; tidak dihitung',
    'outside-round': (_: Capsule, round: string) =>
      `Diberikan di luar bulan vitamin A; tidak dihitung untuk ${monthText(round)}`,
    duplicate: (_: Capsule, round: string) =>
      `Kapsul ${monthText(round)} sudah tercatat; yang kedua tidak dihitung, tinjau bidan`,
  },
  deworming: {
    given: (_: number | null, round: string, next: Window | null) =>
      `Obat cacing putaran ${monthText(round)} sudah diberikan${then(next)}`,
    due: (mg: number | null, round: string, next: Window | null) =>
      `Obat cacing${dose(mg)} putaran ${monthText(round)} boleh diberikan${next === null ? '' : ` sampai ${day(next.until)}`} bila anak sehat; tanyakan dulu apakah sedang demam atau sakit`,
    postponed: (mg: number | null) =>
      `Obat cacing${dose(mg)} ditunda karena anak sedang sakit; diberikan sesudah sembuh`,
    'not-yet': (mg: number | null, _: string, next: Window | null) =>
      `Obat cacing${dose(mg)} ditunggu${next === null ? '' : ` mulai ${day(next.from)}`}`,
    missed: (_: number | null, round: string, next: Window | null) =>
      `Obat cacing putaran ${monthText(round)} tidak tercatat diberikan${then(next)}`,
    'too-old': () => 'Obat cacing di posyandu untuk umur 12–59 bulan; tidak ada lagi yang ditunggu',
  },
  tablet: {
    valid: (_: number, round: string) => `Dihitung untuk putaran ${monthText(round)}`,
    'wrong-dose': (mg: number, round: string, expected: number) =>
      `Dosisnya ${mg} mg, untuk umurnya ${expected} mg; dihitung untuk putaran ${monthText(round)}, tinjau bidan`,
    'no-dose-rule': (_: number, round: string) =>
      `Dosis obat ini tidak ada aturannya di sini; dihitung untuk putaran ${monthText(round)}`,
    'too-early': () => 'Diberikan sebelum umur 12 bulan; tidak dihitung, tinjau bidan',
    'too-old': () => 'Diberikan sesudah umur 59 bulan; tidak dihitung',
    'outside-round': (_: number, round: string) =>
      `Diberikan di luar bulannya; tidak dihitung untuk putaran ${monthText(round)}`,
    duplicate: (_: number, round: string) =>
      `Putaran ${monthText(round)} sudah tercatat; yang kedua tidak dihitung, tinjau bidan`,
  },
  breastfeeding: {
    passed: () => 'Lulus ASI eksklusif: hanya ASI sampai umur 6 bulan',
    broken: (month: BreastfeedingMonth | null) =>
      month === 6
        ? 'Tidak lulus ASI eksklusif: sebelum genap 6 bulan sudah mendapat selain ASI'
        : `Tidak lagi ASI eksklusif sejak umur ${month ?? 0} bulan`,
    'on-track': (month: BreastfeedingMonth | null) =>
      month === null ? 'ASI eksklusif belum ditanyakan' : `ASI eksklusif sampai bulan ke-${month}`,
    unknown: (_: BreastfeedingMonth | null, unknown: readonly BreastfeedingMonth[]) =>
      `Belum bisa dikatakan ASI eksklusif: bulan ke-${unknown.join(', ')} tidak ditanyakan`,
  },
  feeding: (
    state: 'entitled' | 'refer' | 'not-entitled' | 'wrong-age' | 'unknown',
    reason: FeedingReason | null,
    days: number | null,
  ) => {
    if (state === 'entitled' && reason !== null) {
      return `Berhak PMT pemulihan ${days ?? 0} hari karena ${REASONS[reason]}`;
    }
    if (state === 'refer') return 'Gizi buruk dirujuk ke puskesmas, tidak cukup dengan PMT';
    if (state === 'wrong-age') return 'PMT pemulihan untuk umur 6–59 bulan';
    if (state === 'unknown') return 'Belum bisa dikatakan: timbang dan ukur dulu';
    return 'Tidak ada alasan PMT pemulihan';
  },
  course: {
    'not-started': (_: number, planned: number) => `PMT ${planned} hari belum dimulai`,
    running: (at: number, planned: number, _: string, eaten: number | null) =>
      `PMT hari ke-${at} dari ${planned}${eatenText(eaten)}`,
    'to-close': (_: number, planned: number, last: string, eaten: number | null) =>
      `PMT ${planned} hari selesai waktunya ${day(last)}, hasilnya belum dicatat${eatenText(eaten)}`,
    finished: (_: number, planned: number, __: string, eaten: number | null) =>
      `PMT ${planned} hari selesai${eatenText(eaten)}`,
    stopped: (at: number, planned: number, _: string, eaten: number | null) =>
      `PMT berhenti pada hari ke-${at} dari ${planned}${eatenText(eaten)}`,
    referred: (at: number) => `PMT berhenti pada hari ke-${at} karena dirujuk ke rumah sakit`,
  },
  zinc: (mg: number, tablets: number, days: number) =>
    `Zinc ${mg} mg (${tablets === 1 ? '1 tablet' : 'setengah tablet'}) sekali sehari selama ${days} hari, tetap diteruskan walau diare berhenti`,
  ors: (min: number, max: number) => `Oralit ${min}–${max} ml setiap kali mencret`,
  development: {
    complete: (months: number) => `Perkembangan ${months} bulan lengkap`,
    incomplete: (months: number, notYet: readonly string[]) =>
      `Perkembangan ${months} bulan tidak lengkap, rujuk; belum bisa${list(notYet)}`,
    unfinished: (months: number) => `Ceklis perkembangan ${months} bulan belum selesai ditanyakan`,
    'not-asked': (months: number) => `Ceklis perkembangan ${months} bulan belum ditanyakan`,
    'no-list': () => 'Ceklis perkembangan dimulai pada umur 3 bulan',
    'other-edition': () => 'Ceklis dijawab dengan edisi lain; tidak dinilai di sini',
  },
  dangerSigns: {
    present: (signs: readonly string[]) => `Ada tanda bahaya, segera rujuk${list(signs)}`,
    none: () => 'Tidak ada tanda bahaya',
    unfinished: () => 'Tanda bahaya belum selesai ditanyakan',
    'not-asked': () => 'Tanda bahaya belum ditanyakan',
    'no-list': () => 'Daftar tanda bahaya tidak ada untuk umur ini',
    'other-edition': () => 'Tanda bahaya dijawab dengan edisi lain; tidak dinilai di sini',
  },
  tbc: {
    present: (signs: readonly string[], enough: number) =>
      `Ada ${signs.length} gejala TBC (rujuk mulai ${enough})${list(signs)}`,
    none: (signs: readonly string[], enough: number) =>
      `Gejala TBC kurang dari ${enough}${list(signs)}`,
    unfinished: () => 'Gejala TBC belum selesai ditanyakan',
    'not-asked': () => 'Gejala TBC belum ditanyakan',
    'no-list': () => 'Daftar gejala TBC tidak ada',
    'other-edition': () => 'Gejala TBC dijawab dengan edisi lain; tidak dinilai di sini',
  },
  visit: {
    dangerSign: (on: string) => `Tanda bahaya ditemukan ${day(on)}`,
    referral: (on: string) => `Dirujuk ${day(on)}, belum tercatat datang ke puskesmas`,
    tbc: (on: string) => `Gejala TBC ditemukan ${day(on)}`,
    belowRedLine: 'Berat badan di bawah garis merah',
    notGainedTwice: 'Berat badan tidak naik dua kali berturut-turut',
    absent: (sessions: number) => `${sessions} kali berturut-turut tidak ditimbang`,
    notWeighed: 'Tidak ditimbang pada posyandu terakhir',
    missedDoses: (doses: readonly string[]) => `Imunisasi terlewat: ${doses.join(', ')}`,
    yearly: 'Belum dikunjungi setahun terakhir',
  },
} as const;

function eatenText(days: number | null): string {
  return days === null ? '; hari dimakan tidak dicatat' : `; dimakan ${days} hari`;
}
