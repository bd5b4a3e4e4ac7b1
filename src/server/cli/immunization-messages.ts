/** What `npm run immunization` says on standard error, to the person at the terminal. */

export type LineProblem =
  | 'not-json'
  | 'no-id'
  | 'born-on'
  | 'region'
  | 'doses'
  | 'not-born'
  | { readonly dose: number };

const PROBLEMS = {
  'not-json': 'bukan objek JSON',
  'no-id': 'id tidak ada',
  'born-on': 'bornOn bukan tanggal (TTTT-BB-HH)',
  region: 'region bukan kode wilayah Kemendagri',
  doses: 'doses bukan daftar',
  'not-born': 'anak belum lahir pada tanggal itu',
} as const;

export const immunizationMessages = {
  usage: 'Cara pakai: npm run -s immunization -- --on TTTT-BB-HH < anak.jsonl > rencana.jsonl',
  badLine: (line: number, problem: LineProblem) =>
    typeof problem === 'string'
      ? `Baris ${line}: ${PROBLEMS[problem]}.`
      : `Baris ${line}: dosis ke-${problem.dose + 1} tanpa product, atau givenOn bukan tanggal, bulan, atau tahun.`,
  dosesAfter: (line: number, count: number) =>
    `Catatan, baris ${line}: ${count} dosis bertanggal sesudah hari itu tidak dihitung.`,
  unreadable: (code: string) => `Masukan atau keluaran tidak bisa dibaca atau ditulis (${code}).`,
} as const;
