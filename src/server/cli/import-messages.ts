/** What `npm run import` says at the terminal. Rows are named by number, never by a child's name. */

import type { ImportReason, ImportRow, ImportSummary } from '#protocol/import.ts';
import type { SheetProblem } from '#server/import/ppgbm-sheet.ts';

const OUTCOMES: Record<ImportRow['outcomes'][number], string> = {
  'child-added': 'anak ditambahkan',
  'child-matched': 'anak sudah terdaftar',
  'measurement-added': 'penimbangan ditambahkan',
  'measurement-known': 'penimbangan sudah ada',
  refused: 'DITOLAK',
};

const REASONS: Record<ImportReason, string> = {
  'no-name': 'nama anak kosong',
  'no-mother-name': 'nama orang tua kosong',
  'no-sex': 'JK harus L atau P',
  'no-birth-date': 'tanggal lahir kosong',
  'no-measuring-date': 'tanggal pengukuran kosong',
  'date-unreadable': 'tanggal tidak terbaca',
  'number-unreadable': 'angka berat, tinggi, atau LiLA tidak terbaca',
  'nik-masked': 'NIK disamarkan, tidak disimpan',
  'nik-unreadable': 'NIK bukan 16 angka, tidak disimpan',
  'other-posyandu': 'milik posyandu lain',
  'several-children-match': 'lebih dari satu anak cocok; samakan dulu di aplikasi',
  'child-moved': 'anak ini sudah pindah ke posyandu lain; impor di posyandu itu',
  'differs-from-known': 'angka berbeda dengan catatan hari itu; catatan yang ada dipertahankan',
  'born-in-future': 'tanggal lahir sesudah hari ini',
  'born-too-long-ago': 'lahir lebih dari tujuh tahun lalu',
  'nothing-measured': 'tidak ada hasil ukur',
  'before-birth': 'tanggal pengukuran sebelum lahir',
  'in-future': 'tanggal pengukuran sesudah hari ini',
  'weight-too-low': 'berat terlalu kecil untuk seorang anak',
  'weight-too-high': 'berat terlalu besar untuk seorang anak',
  'length-too-low': 'tinggi terlalu kecil untuk seorang anak',
  'length-too-high': 'tinggi terlalu besar untuk seorang anak',
  'head-too-low': 'lingkar kepala terlalu kecil',
  'head-too-high': 'lingkar kepala terlalu besar',
  'muac-too-low': 'LiLA terlalu kecil',
  'muac-too-high': 'LiLA terlalu besar',
  other: 'isi baris tidak dapat dipakai',
};
const REASON_BY_CODE = new Map<string, string>(Object.entries(REASONS));

const SHEET_PROBLEMS: Record<SheetProblem, string> = {
  'html-in-disguise':
    'Berkas ini halaman web yang diberi nama .xls, bukan berkas Excel. Buka di Excel, pilih "Simpan sebagai" → Excel Workbook (.xlsx), lalu ulangi dengan berkas baru itu.',
  'unreadable-file':
    'Berkas ini tidak terbaca sebagai .xlsx. Unduh ulang dari e-PPGBM, atau simpan ulang dari Excel sebagai .xlsx.',
  'no-header-row':
    'Baris judul kolom (NIK, Nama, JK, Tgl Lahir, Tanggal Pengukuran, …) tidak ditemukan di 15 baris pertama. Pastikan ini unduhan "daftar status gizi" e-PPGBM.',
  'too-large': 'Berkas ini terlalu besar untuk sebuah unduhan e-PPGBM.',
};

export const importMessages = {
  usage: 'Cara pakai: npm run -s import -- BERKAS.xlsx --posyandu ID',
  unreadableFile: (code: string) => `Berkas tidak dapat dibuka (${code}).`,
  sheetProblem: (problem: SheetProblem) => SHEET_PROBLEMS[problem],
  unknownPosyandu: (places: readonly { readonly id: string; readonly label: string }[]) =>
    [
      'Posyandu dengan ID itu tidak ada. Yang ada:',
      ...places.map(({ id, label }) => `  ${id}  ${label}`),
    ].join('\n'),
  noAdmin: 'Belum ada akun admin; selesaikan dulu penyiapan pertama.',
  row: ({ row, outcomes, reason, notes }: ImportRow) => {
    const what = outcomes.map((outcome) => OUTCOMES[outcome]).join(', ');
    const why = [...(reason === null ? [] : [reason]), ...notes]
      .map((code) => REASON_BY_CODE.get(code) ?? REASONS.other)
      .join('; ');
    return `baris ${row}: ${what}${why === '' ? '' : ` (${why})`}`;
  },
  summary: (total: ImportSummary) =>
    [
      `${total.rows} baris dibaca.`,
      `Anak: ${total.childrenAdded} ditambahkan, ${total.childrenMatched} kali cocok dengan yang terdaftar.`,
      `Penimbangan: ${total.measurementsAdded} ditambahkan, ${total.measurementsKnown} sudah ada.`,
      `Ditolak: ${total.refused}.`,
    ].join('\n'),
};
