/** Sentences about vaccine doses at the desk: one dose, the verdict on it, the child's card. */

import type { DoseVerdict } from '#domain/immunization/judge-in-series.ts';
import type { OwedState } from '#domain/immunization/owed-doses.ts';
import type { Answer } from '#domain/immunization/status.ts';

export const doses = {
  /** A line of the list. */
  givenOn: (day: string) => `diberikan ${day}`,
  batch: (lot: string) => `batch ${lot}`,
  noBatch: 'tanpa batch',

  label: 'Imunisasi',
  field: {
    product: 'Vaksin',
    givenOn: 'Tanggal',
    source: 'Sumber',
    givenBy: 'Diberikan oleh',
    place: 'Tempat',
    lotNumber: 'Batch',
    expiresOn: 'Kedaluwarsa',
  },
  notWritten: 'belum ditulis',
  expired: 'sudah lewat pada hari itu',

  verdict: {
    valid: 'Dihitung',
    'too-early': 'Terlalu dini',
    'too-close': 'Jarak kurang',
    duplicate: 'Dobel',
    'after-limit': 'Lewat batas',
    'unknown-product': 'Bukan vaksin jadwal',
  } satisfies Record<DoseVerdict, string>,
  kejar: 'kejar',
  uncertain: 'tanggal tidak lengkap',
  rule: (source: string) => `Sumber aturan: ${source}`,

  card: 'Kartu imunisasi',
  noneGiven: 'Belum ada imunisasi yang tercatat.',
  dose: 'Dosis',
  day: 'Tanggal',
  judged: 'Penilaian',
  owed: 'Yang belum',
  state: {
    due: 'Boleh sekarang',
    overdue: 'Terlambat',
    'catch-up': 'Kejar',
    'not-yet': 'Ditunggu',
    closed: 'Tidak bisa lagi',
    'not-applicable': 'Tidak dijadwalkan',
  } satisfies Record<OwedState, string>,
  from: (dose: string, day: string) => `${dose} mulai ${day}`,
  until: (dose: string, day: string) => `${dose} (sampai ${day})`,
  nextVisit: 'Kunjungan berikutnya',
  nextDoses: (day: string, dosesThen: string) => `${day}: ${dosesThen}`,
  nothingOwed: 'Tidak ada lagi yang ditunggu.',
  why: 'Alasan tiap dosis',

  status: 'Kelengkapan',
  idl: 'IDL',
  idlNew: 'IDL + antigen baru',
  ibl: 'IBL',
  answer: {
    yes: 'lengkap',
    no: 'belum lengkap',
    unknown: 'tidak bisa dipastikan',
  } satisfies Record<Answer, string>,
  notOfAge: 'belum umurnya',
  zeroDose: 'Zero-dose: belum pernah mendapat DPT',
} as const;
