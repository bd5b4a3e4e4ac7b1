/** Findings of rules in the words of the puskesmas: flags, why a record was held back, why a row was refused. */

import type { ReferralFinding } from '#domain/growth/referral.ts';
import { shared } from './shared.ts';

/** Signs of a record that needs a person's eye. */
export const flagWords = {
  implausible: { word: 'Tidak wajar', about: 'Nilai di luar batas wajar standar WHO.' },
  'big-jump': { word: 'Lonjakan', about: 'Berubah jauh sejak penimbangan sebelumnya.' },
  refer: { word: 'Rujuk', about: 'Ada temuan yang perlu dirujuk ke puskesmas.' },
  question: { word: 'Tidak biasa', about: 'Jarang pada umur ini atau setelah riwayat ini.' },
  quarantined: { word: 'Ditahan', about: 'Disimpan server, tetapi belum dihitung.' },
  correction: { word: 'Koreksi', about: 'Membetulkan catatan sebelumnya.' },
  'not-own-account': { word: 'Akun lain', about: 'Dikirim dari HP dengan akun yang berbeda.' },
  'clock-off': { word: 'Jam HP', about: 'Jam di HP berbeda jauh dari jam server.' },
  'dose-too-early': {
    word: 'Terlalu dini',
    about: 'Dosis diberikan sebelum umurnya; dicatat, tidak dihitung.',
  },
  'dose-too-close': {
    word: 'Jarak kurang',
    about: 'Terlalu dekat dengan dosis sebelumnya; dicatat, tidak dihitung.',
  },
  'dose-after-limit': {
    word: 'Lewat batas',
    about: 'Dosis diberikan sesudah umur terakhirnya; dicatat, tidak dihitung.',
  },
  'dose-duplicate': {
    word: 'Dosis dobel',
    about: 'Sudah tercatat, atau lebih dari yang dijadwalkan.',
  },
  'dose-unknown-product': {
    word: 'Vaksin lain',
    about: 'Vaksin ini tidak ada dalam jadwal; dicatat, tidak dihitung.',
  },
  'dose-expired': {
    word: 'Kedaluwarsa',
    about: 'Pada hari diberikan, tanggal kedaluwarsanya sudah lewat.',
  },
  'merged-child': {
    word: 'Nama lama',
    about: 'Menyebut anak yang sudah digabung; dihitung untuk anak gabungannya.',
  },
  'moved-child': {
    word: 'Sudah pindah',
    about: 'Anaknya sudah pindah posyandu; catatan ini diteruskan ke sana.',
  },
  'other-puskesmas': {
    word: 'Dari luar',
    about: 'Datang bersama anak yang pindah dari puskesmas lain.',
  },
  'overwrote-edit': {
    word: 'Menimpa',
    about: 'Mengganti perubahan lain yang belum dilihat penulisnya.',
  },
} as const;

/** Grounds to refer, short enough to stand behind the flag in a row of the list. */
export const referralBriefs = {
  'danger-sign': 'tanda bahaya',
  'tbc-signs': 'gejala TBC',
  oedema: 'bengkak',
  'severely-wasted': 'gizi buruk',
  'muac-red': 'LiLA merah',
  wasted: 'gizi kurang',
  'severely-stunted': 'sangat pendek',
  stunted: 'pendek',
  'weight-not-gained': 'T',
  'below-red-line': 'BGM',
  'above-orange-line': 'garis oranye',
  'risk-of-overweight': 'risiko gizi lebih',
  overweight: 'gizi lebih',
  obese: 'obesitas',
  microcephaly: 'LK kecil',
  macrocephaly: 'LK besar',
  'checklist-incomplete': 'perkembangan',
} as const satisfies Readonly<Record<ReferralFinding, string>>;

/** What the kader did, by operation. */
export const operationWords = {
  'child.create': 'Pendaftaran anak',
  'child.patch': 'Perubahan data anak',
  'child.merge': 'Penggabungan anak',
  'child.split': 'Pemisahan anak',
  'child.transfer': 'Pindah ke posyandu lain',
  'child.receive': 'Datang dari posyandu lain',
  'measure.record': 'Penimbangan',
  'measure.amend': 'Koreksi penimbangan',
  'measure.void': 'Pembatalan penimbangan',
  'immun.record': 'Imunisasi',
  'immun.amend': 'Koreksi imunisasi',
  'immun.void': 'Pembatalan imunisasi',
} as const;
export const otherOperation = 'Catatan jenis lain';

const { measurementProblem, childProblem } = shared;

/** Why the server kept a record without counting it. */
export const quarantineReasons = {
  ...measurementProblem,
  ...childProblem,
  ...shared.immunizationProblem,
  'malformed-payload': 'Isinya tidak bisa dibaca server.',
  'dep-missing': 'Menunggu catatan lain yang belum sampai; dihitung sendiri begitu itu datang.',
  'unknown-operation': 'Dikirim oleh versi aplikasi yang belum dikenal server.',
  'no-authority': 'Pencatat tidak bertugas di posyandu ini.',
  'unknown-child': 'Pendaftaran anak ini belum sampai; dihitung sendiri begitu itu datang.',
  'unknown-target': 'Catatan yang dikoreksi tidak dikenal server.',
  'already-exists': 'Catatan dengan nomor ini sudah ada.',
  'conflicting-edit': 'Data yang sama sudah diubah dari HP lain.',
  'mid-collision': 'Nomor kiriman ini sudah dipakai catatan lain.',
  other: 'Ditahan oleh aturan server.',
} as const;

/** Sentences to start from when a record goes back, by what it is about; a kader reads them. */
export const quickReasons = {
  measurement: [
    'Berat tidak wajar, mohon ditimbang ulang.',
    'Panjang/tinggi tidak wajar, mohon diukur ulang.',
    'Tanggal pengukuran perlu dicek.',
    'Cara ukur (telentang/berdiri) perlu dicek.',
  ],
  immunization: [
    'Nomor batch belum ada, mohon tanyakan kepada bidan.',
    'Tanggal imunisasi perlu dicek di Buku KIA.',
    'Jenis vaksin perlu dicek di Buku KIA.',
    'Tanggal kedaluwarsa vaksin perlu dicek.',
    'Nama yang memberi imunisasi belum ditulis.',
  ],
  child: [
    'Tanggal lahir perlu dicek di akta atau Buku KIA.',
    'Nama atau NIK perlu dicek.',
    'Anak ini sepertinya sudah terdaftar.',
  ],
  other: [],
  several: ['Tanggalnya perlu dicek.'],
  any: ['Sepertinya tertukar dengan anak lain.', 'Sepertinya tercatat dua kali.'],
} as const;

export const importReasons = {
  ...measurementProblem,
  ...childProblem,
  'no-name': 'Nama anak kosong.',
  'no-mother-name': 'Nama orang tua kosong.',
  'no-sex': 'Jenis kelamin kosong atau bukan L/P.',
  'no-birth-date': 'Tanggal lahir kosong.',
  'no-measuring-date': 'Tanggal pengukuran kosong.',
  'date-unreadable': 'Tanggal tidak terbaca.',
  'number-unreadable': 'Angka tidak terbaca.',
  'nik-masked': 'NIK disamarkan (*).',
  'nik-unreadable': 'NIK bukan 16 angka.',
  'other-posyandu': 'Baris ini milik posyandu lain.',
  'child-moved': 'Anak ini sudah pindah ke posyandu lain.',
  'several-children-match': 'Cocok dengan lebih dari satu anak; tidak bisa dipastikan yang mana.',
  'differs-from-known':
    'Hari yang sama sudah tercatat dengan nilai berbeda; yang tercatat dipertahankan.',
  other: 'Tidak bisa diambil.',
} as const;
