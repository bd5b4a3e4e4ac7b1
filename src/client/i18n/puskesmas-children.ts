/** Sentences about children themselves at the desk: where one stands, merging, splitting, moving, and what its data were. */

import { formatCount } from './format.ts';

export const children = {
  title: 'Data anak',
  field: {
    name: 'Nama',
    nik: 'NIK',
    bornOn: 'Tanggal lahir',
    sex: 'Jenis kelamin',
    motherName: 'Nama ibu',
    dusun: 'Dusun',
    birthWeightGrams: 'Berat lahir',
    birthLengthMm: 'Panjang lahir',
  },
  none: 'belum ada',
  records: 'Catatan',
  recordsOf: (count: number) => `${formatCount(count)} catatan`,

  standing: {
    mergedInto: (name: string) => `Digabung dengan ${name}`,
    mergedIntoAbout: (name: string) => `Semua catatannya dihitung untuk ${name}.`,
    mergedHere: 'Digabung ke anak ini',
    movedTo: (posyandu: string) => `Pindah ke ${posyandu}`,
    movedToAbout:
      'Catatan berikutnya dibuat di sana. Yang dikirim terlambat dari posyandu ini diteruskan ke sana.',
    accepted: (posyandu: string, day: string) => `Diterima di ${posyandu} pada ${day}.`,
    notAccepted: 'Menunggu diterima di sana.',
    movedElsewhereAbout:
      'Catatan berikutnya dibuat di sana dan tidak terlihat dari puskesmas ini. Yang dikirim terlambat dari posyandu ini diteruskan ke sana.',
  },
  placeOf,

  arrival: {
    from: (posyandu: string, village: string, puskesmas: string) =>
      `Datang dari ${posyandu} di ${village} (${puskesmas}).`,
    about: (here: string) =>
      `Sudah ada di daftar ${here} dengan semua catatannya. Bila memang tinggal di sini, setujui. Bila tidak, kirim kembali.`,
    sendBack: 'Kirim kembali…',
  },

  open: {
    label: 'Tindakan untuk anak ini',
    merge: 'Gabungkan dengan anak lain…',
    split: 'Pisahkan lagi…',
    splitOf: (name: string) => `Pisahkan lagi ${name}…`,
    transfer: 'Pindahkan ke posyandu lain…',
  },
  reason: 'Alasan',
  reasonHint: 'Disimpan bersama nama Anda.',
  reasonNeeded: 'Tulis alasannya.',
  sending: 'Mengirim…',
  failed: (why: string) => `Belum jadi. ${why} Isian Anda tetap ada.`,

  merge: {
    title: (name: string) => `Gabungkan ${name} dengan anak lain`,
    search: (posyandu: string) => `Cari anak di ${posyandu}`,
    found: 'Anak yang mirip',
    nobody:
      'Tidak ada anak lain dengan nama ini di posyandu ini. Ketik nama lain, atau kosongkan untuk melihat semua.',
    born: (day: string) => `lahir ${day}`,
    compare: 'Bandingkan kedua anak',
    one: 'Anak ini',
    other: 'Anak lain',
    choice: 'Yang mana?',
    stays: 'Tetap dipakai',
    staysOf: (which: string, name: string) => `Tetap dipakai: ${which}, ${name}`,
    differs: 'berbeda',
    consequence: (gone: string, stays: string, count: number) =>
      `Data “${stays}” yang tetap dipakai. ${capitalRecords(count)} atas nama “${gone}” ikut dihitung untuknya, dan “${gone}” tidak tampil lagi di daftar kader. Bisa dipisahkan lagi.`,
    otherNeeded: 'Pilih anak yang sama.',
    submit: 'Gabungkan',
    done: (gone: string, stays: string) => `${gone} sudah digabung dengan ${stays}.`,
  },

  split: {
    title: (name: string) => `Pisahkan lagi ${name}`,
    consequence: (name: string) =>
      `${name} tampil lagi sendiri di daftar kader, dengan catatan yang dibuat atas namanya.`,
    submit: 'Pisahkan',
    done: (name: string) => `${name} sudah dipisahkan.`,
  },

  transfer: {
    title: (name: string) => `Pindahkan ${name} ke posyandu lain`,
    to: 'Posyandu tujuan',
    choose: 'Pilih posyandu',
    toNeeded: 'Pilih posyandu tujuannya.',
    consequence: (name: string, from: string, to: string) =>
      `${name} pindah ke ${to} dengan semua catatannya. Kader ${from} masih bisa membaca catatan lama, tetapi tidak mencatat yang baru.`,
    consequenceElsewhere: (name: string, from: string, to: string) =>
      `${name} pindah ke ${to} dengan semua catatannya. Petugas di sana memeriksa kedatangannya dan bisa mengirimnya kembali. Catatan lama masih terbaca di ${from}, yang baru tidak terlihat dari puskesmas ini.`,
    nowhere: 'Puskesmas ini tidak punya posyandu lain.',
    elsewhere: 'Di luar puskesmas ini…',
    search: 'Cari posyandu di luar puskesmas ini',
    searchHint: 'Nama posyandu, desa, atau puskesmas. Paling sedikit 3 huruf.',
    found: 'Posyandu yang cocok',
    placeOf: (village: string, puskesmas: string) => `${village} · ${puskesmas}`,
    more: 'Masih ada yang lain. Ketik lebih lengkap.',
    nobody: (search: string) =>
      `Tidak ada “${search}” di puskesmas lain. Coba satu kata saja, atau nama desanya. Bila tetap tidak ada, posyandu itu belum terdaftar di server ini.`,
    back: {
      title: (name: string) => `Kirim kembali ${name}`,
      consequence: (name: string, to: string) =>
        `${name} kembali ke ${to} dengan semua catatannya, juga yang dibuat di sini. Petugas di sana membaca alasannya.`,
      submit: 'Kirim kembali',
    },
    submit: 'Pindahkan',
    done: (name: string, to: string) => `${name} sudah pindah ke ${to}.`,
  },

  fieldHistory: {
    title: 'Riwayat data anak',
    became: (before: string, after: string) => `${before} → ${after}`,
    disputed: 'tidak dipakai, bertentangan',
    by: (name: string, moment: string) => `${name} · ${moment}`,
  },
} as const;

function capitalRecords(count: number): string {
  return count === 0 ? 'Tidak ada catatan' : `${formatCount(count)} catatan`;
}

/** "Posyandu Mawar 1 (Puskesmas Gerung)" */
function placeOf(posyandu: string, puskesmas: string): string {
  return `${posyandu} (${puskesmas})`;
}
