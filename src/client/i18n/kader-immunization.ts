/** Words of immunization on the phone: the card, the form, the list of the month. */

import type { DoseVerdict } from '#domain/immunization/judge-in-series.ts';
import type { OwedState } from '#domain/immunization/owed-doses.ts';
import type { ProductName, SeriesName } from '#domain/immunization/schedule-schema.ts';
import { formatPartialDate } from './format.ts';

const products = {
  'HB-0': 'HB-0 (hepatitis B bayi baru lahir)',
  BCG: 'BCG',
  OPV: 'Polio tetes (OPV)',
  'DPT-HB-Hib': 'DPT-HB-Hib',
  'DPT-HB-Hib-IPV': 'Heksavalen (DPT-HB-Hib-IPV)',
  PCV: 'PCV',
  RV: 'Rotavirus (RV)',
  IPV: 'Polio suntik (IPV)',
  MR: 'Campak-rubela (MR)',
  JE: 'JE',
} as const satisfies Readonly<Record<ProductName, string>>;
const productWords = new Map<string, string>(Object.entries(products));

/** "DPT-HB-Hib 1" that no line end takes apart. */
function unbroken(dose: string): string {
  return dose.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011');
}

export const doses = {
  /** The name in the book; another word is shown as it was written. */
  product: (product: string): string => productWords.get(product) ?? product,
  series: {
    'HB-0': 'Hepatitis B bayi baru lahir',
    BCG: 'BCG',
    OPV: 'Polio tetes (OPV)',
    'DPT-HB-Hib': 'DPT-HB-Hib',
    PCV: 'PCV',
    RV: 'Rotavirus (RV)',
    IPV: 'Polio suntik (IPV)',
    MR: 'Campak-rubela (MR)',
    JE: 'JE',
    other: 'Vaksin lain',
  } satisfies Record<SeriesName | 'other', string>,

  dose: unbroken,
  list: (names: readonly string[]): string => names.map(unbroken).join(', '),

  /** "12 Mar 2026", "Mar 2026", "tahun 2026" */
  day: (givenOn: string): string =>
    givenOn.length === 4 ? `tahun ${givenOn}` : formatPartialDate(givenOn),

  card: {
    open: 'Catat imunisasi',
    today: 'Boleh hari ini',
    nothingToday: 'Hari ini tidak ada yang perlu diberikan.',
    next: 'Kunjungan berikutnya',
    nextIf: 'bila yang hari ini diberikan',
    nothingMore: 'Tidak ada lagi yang ditunggu.',
    title: 'Kartu imunisasi',
    done: (day: string): string => `sudah ${day}`,
    owed: {
      due: 'hari ini',
      'not-yet': 'ditunggu mulai',
      overdue: 'terlambat sejak',
      'catch-up': 'kejar sampai',
      closed: 'tidak bisa lagi',
      'not-applicable': 'tidak dijadwalkan',
    } satisfies Record<OwedState, string>,
    verdict: {
      valid: 'dihitung',
      'too-early': 'terlalu dini, tidak dihitung',
      'too-close': 'jarak kurang, tidak dihitung',
      duplicate: 'tercatat dua kali, tidak dihitung',
      'after-limit': 'lewat batas, tidak dihitung',
      'unknown-product': 'tidak ada dalam jadwal',
    } satisfies Record<DoseVerdict, string>,
    later: 'tanggalnya belum tiba menurut HP ini',
    given: (product: string, day: string): string => `${product} · ${day}`,
    rule: (source: string): string => `Sumber aturan: ${source}`,
    product: 'Vaksin',
    givenOn: 'Tanggal',
    source: 'Sumber',
    givenBy: 'Diberikan oleh',
    lot: 'Batch',
    expires: 'Kedaluwarsa',
    place: 'Tempat',
    record: 'Catatan',
    returned: 'Perlu dicek',
    expired: (day: string): string => `Vaksin sudah lewat kedaluwarsa (${day}). Beri tahu bidan.`,
    change: 'Ubah',
    changeOf: (product: string, day: string): string => `Ubah ${product}, ${day}`,
    undo: 'Batalkan',
    undoOf: (product: string, day: string): string => `Batalkan ${product}, ${day}`,
    versions: 'Riwayat catatan ini',
    first: 'Dicatat pertama kali',
    changed: (reason: string): string => `Diubah: ${reason}`,
    voided: (reason: string): string => `Dibatalkan: ${reason}`,
    outside: 'Catatan yang tidak dihitung',
    notTaken: 'Tidak diterima puskesmas; tidak dihitung.',
    replaced: 'Sudah diganti catatan lain.',
  },

  status: {
    zeroDose: 'Belum pernah mendapat vaksin DPT (zero-dose). Ajak ke bidan: masih bisa dikejar.',
    toddlerComplete: 'Imunisasi dasar dan lanjutan lengkap (IDL dan IBL).',
    newComplete: 'Imunisasi dasar lengkap, termasuk antigen baru (IDL).',
    complete: (missing: string): string =>
      missing === ''
        ? 'Imunisasi dasar lengkap (IDL).'
        : `Imunisasi dasar lengkap (IDL). Antigen baru belum: ${missing}.`,
    unknown: 'Belum bisa dipastikan lengkap: ada tanggal yang tidak lengkap.',
    late: 'Semua dosis dasar sudah, tetapi sebagian sesudah ulang tahun pertama.',
    missing: (missing: string): string => `Imunisasi dasar belum lengkap. Kurang: ${missing}.`,
    underWay: (done: string, of: string): string =>
      `Imunisasi dasar sedang berjalan: ${done} dari ${of} dosis.`,
  },

  form: {
    about: (name: string): string => `${name} · imunisasi`,
    vaccines: 'Vaksin',
    dueNow: 'Boleh hari ini',
    others: (count: string): string => `Vaksin yang lain (${count})`,
    other: 'Vaksin lain…',
    otherHint: 'Tulis namanya seperti di buku.',
    otherName: 'Nama vaksin lain',
    asDose: (dose: string, state: string): string => `${dose} · ${state}`,
    source: 'Sumber',
    sources: {
      provider: 'Diberikan bidan hari ini',
      record: 'Buku KIA',
      recall: 'Ingatan ibu',
    },
    known: 'Tanggal yang diketahui',
    precisions: { day: 'Tanggal lengkap', month: 'Bulan & tahun', year: 'Tahun saja' },
    day: 'Tanggal',
    month: 'Bulan & tahun',
    year: 'Tahun',
    givenBy: 'Nama bidan (boleh kosong)',
    place: 'Tempat',
    noPlace: 'Tidak diketahui',
    batches: 'Batch vaksin',
    batchesHint:
      'Lihat di botol vaksin, atau tanya bidan. Diingat untuk hari ini. Bila kedaluwarsa hanya bulan dan tahun, pilih hari terakhir bulan itu.',
    batchesBook: 'Isi bila tertulis di buku.',
    lot: 'Batch',
    expires: 'Kedaluwarsa',
    batchOf: (product: string, lot: string | null, expires: string | null): string => {
      const known = [
        lot === null ? [] : `batch ${lot}`,
        expires === null ? [] : `kedaluwarsa ${expires}`,
      ].flat();
      return `${product}: ${known.length === 0 ? 'belum diisi' : known.join(', ')}`;
    },
    changeBatch: 'Ubah',
    changeBatchOf: (product: string): string => `Ubah batch ${product}`,
    isToday: (date: string): string => `Hari ini, ${date}`,
    reason: 'Sebab diubah',
    usualReasons: ['Salah ketik', 'Salah vaksin', 'Salah tanggal', 'Melengkapi batch'],
    editTitle: 'Ubah catatan imunisasi',
    notFound: 'Catatan ini tidak ada di HP ini.',
    problem: {
      'no-vaccine': 'Pilih paling sedikit satu vaksin.',
      'no-name': 'Tulis nama vaksinnya.',
      'no-date': 'Isi tanggal.',
      'no-month': 'Isi bulan dan tahun.',
      'no-year': 'Pilih tahun.',
      'no-reason': 'Tulis sebabnya dengan singkat.',
      'not-acceptable': 'Isian ini belum bisa dibaca. Tulis ulang.',
    },
    didYouMean: (product: string): string => `Maksudnya ${product}?`,
  },

  ask: {
    title: 'Periksa dulu',
    about: 'Tetap catat bila memang sudah diberikan.',
    expired: (day: string): string =>
      `Botol vaksin ini kedaluwarsa ${day}, sebelum tanggal diberikan. Periksa tanggalnya; bila benar, beri tahu bidan.`,
    yes: 'Tetap catat, memang diberikan',
    no: 'Periksa lagi',
  },

  saved: {
    list: 'Yang dicatat',
    card: 'Lihat kartu imunisasi',
    another: 'Catat vaksin lain',
    tell: 'Sampaikan kepada Ibu',
    comeBack: (day: string, list: string): string => `Datang lagi ${day} untuk ${list}.`,
    nothingMore: 'Tidak ada lagi imunisasi yang ditunggu. Simpan Buku KIA baik-baik.',
    stillToday: (list: string): string => `Hari ini masih boleh diberikan: ${list}.`,
  },

  month: {
    title: 'Imunisasi bulan ini',
    counts: (count: string): string => `${count} anak perlu imunisasi bulan ini`,
    zeroDose: (count: string): string => `${count} belum pernah DPT (zero-dose)`,
    late: (count: string): string => `${count} terlambat`,
    due: (count: string): string => `${count} waktunya`,
    list: 'Anak yang perlu imunisasi bulan ini',
    none: 'Bulan ini tidak ada anak yang menunggu imunisasi.',
    noChildren: 'Belum ada anak terdaftar.',
    signs: { 'zero-dose': 'zero-dose', late: 'terlambat', due: 'waktunya' },
    lateSince: (day: string): string => `sejak ${day}`,
    from: (dose: string, day: string): string => `${dose} (mulai ${day})`,
  },

  /** What people also call a vaccine of the schedule, in lower case. */
  otherNames: {
    hb0: 'HB-0',
    'hepatitis b': 'HB-0',
    polio: 'OPV',
    bopv: 'OPV',
    'polio tetes': 'OPV',
    penta: 'DPT-HB-Hib',
    pentabio: 'DPT-HB-Hib',
    pentavalen: 'DPT-HB-Hib',
    dpt: 'DPT-HB-Hib',
    heksa: 'DPT-HB-Hib-IPV',
    heksavalen: 'DPT-HB-Hib-IPV',
    hexavalent: 'DPT-HB-Hib-IPV',
    rota: 'RV',
    rotavirus: 'RV',
    'polio suntik': 'IPV',
    campak: 'MR',
    'campak rubela': 'MR',
    mr: 'MR',
    bcg: 'BCG',
    pcv: 'PCV',
    ipv: 'IPV',
    opv: 'OPV',
    rv: 'RV',
    je: 'JE',
  } as const satisfies Readonly<Record<string, ProductName>>,
} as const;
