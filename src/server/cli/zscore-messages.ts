/** What `npm run zscore` says on standard error, to the person at the terminal. */

import type { CellProblem, InputColumn } from './zscore-table.ts';

const PROBLEMS: Readonly<Record<CellProblem, string>> = {
  'not-a-number': 'bukan angka (desimal ditulis dengan titik)',
  negative: 'tidak boleh negatif',
  'unknown-code': 'kode tidak dikenal',
};

export const zscoreMessages = {
  usage:
    'Cara pakai: npm run -s zscore -- MASUKAN.csv > HASIL.csv (tanpa nama berkas: baca masukan baku)',
  empty: 'Berkas kosong: baris judul kolom tidak ada.',
  noColumn: (column: InputColumn) =>
    `Kolom ${column} tidak ada di baris judul. Pemisah kolom harus koma.`,
  columnTwice: (column: InputColumn) => `Kolom ${column} ada dua kali di baris judul.`,
  columnsMissing: (columns: readonly string[]) =>
    `Catatan: kolom ${columns.join(', ')} tidak ada dan dianggap kosong.`,
  badCell: (line: number, column: InputColumn, problem: CellProblem) =>
    `Baris ${line}: kolom ${column} ${PROBLEMS[problem]}.`,
  wrongWidth: (line: number, found: number, expected: number) =>
    `Baris ${line}: ada ${found} kolom, seharusnya ${expected}.`,
  unclosedQuote: (line: number) =>
    `Baris ${line}: tanda kutip tidak ditutup. Baris ini dan sesudahnya tidak dihitung.`,
  unreadable: (code: string) => `Berkas tidak bisa dibaca atau ditulis (${code}).`,
};
