/** Every sentence of the puskesmas half. */

import { formatCount } from './format.ts';

/** "3 data" */
export function records(count: number): string {
  return `${formatCount(count)} data`;
}

/** Whole percent, rounded down so that 100 means all; "0" of nothing. */
function percentOf(part: number, whole: number): string {
  return formatCount(whole === 0 ? 0 : Math.floor((part / whole) * 100));
}

export const desk = {
  practiceHint: 'Semua anak dan angka di sini rekaan. Silakan mencoba apa saja.',
  skip: 'Langsung ke isi',
  nav: {
    label: 'Bagian',
    review: 'Tinjauan',
    posyandu: 'Posyandu',
    import: 'Impor',
    account: 'Akun',
  },
  notFound: 'Halaman ini tidak ada.',
  toReview: 'Buka Tinjauan',
} as const;

export const states = {
  retry: 'Coba lagi',
  refresh: 'Segarkan',
  refreshing: 'Menyegarkan…',
  later: 'Nanti',
  dataOf: (moment: string) => `Data per ${moment}`,
  stale: (why: string, moment: string) => `▲ ${why} Ini data per ${moment}.`,
  close: 'Tutup',
  cancel: 'Batal',
} as const;

/** Why something did not work, by code of the failure. */
export const failures = {
  offline: 'Server tidak terjangkau. Periksa sambungan, lalu coba lagi.',
  'not-our-server':
    'Yang menjawab bukan server SiPosyandu. Mungkin Wi-Fi meminta masuk dulu, atau halaman ini perlu dimuat ulang.',
  'cut-off': 'Sambungan terputus di tengah jalan. Coba lagi.',
  'malformed-request': 'Server tidak mengerti permintaan ini. Muat ulang halaman, lalu coba lagi.',
  'unsupported-protocol': 'Versi halaman ini sudah lama. Muat ulang halaman.',
  'too-large': 'Terlalu besar untuk dikirim sekaligus.',
  'not-signed-in': 'Sesi sudah berakhir. Masuk lagi untuk melanjutkan.',
  'wrong-credentials': 'Nama pengguna atau kata sandi tidak cocok.',
  'too-many-attempts': 'Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi.',
  'not-allowed': 'Akun ini tidak punya izin untuk bagian ini.',
  'not-found': 'Data ini tidak ditemukan, atau bukan milik puskesmas Anda.',
  'cross-site': 'Permintaan ditolak. Muat ulang halaman, lalu coba lagi.',
  busy: 'Server sedang sibuk. Coba lagi sebentar.',
  internal: 'Ada gangguan di server. Coba lagi; bila tetap, hubungi pengelola.',
  'username-taken': 'Nama pengguna ini sudah dipakai.',
  'setup-token-invalid': 'Tautan ini sudah tidak berlaku.',
  'unreadable-file':
    'Berkas ini tidak bisa dibaca sebagai Excel (.xlsx). Unduh ulang dari e-PPGBM, atau buka di Excel dan simpan sebagai “Excel Workbook (.xlsx)”.',
  'html-in-disguise':
    'Berkas ini halaman web yang diberi nama Excel (.xls). Buka di Excel, pilih “Simpan sebagai”, jenis “Excel Workbook (.xlsx)”, lalu unggah hasilnya.',
  'no-header-row':
    'Baris judul tidak ditemukan. Pakai unduhan “daftar status gizi” dari e-PPGBM apa adanya, dengan kolom NIK, Nama, JK, Tgl Lahir, Tanggal Pengukuran.',
  'unknown-child': 'Anak ini tidak ada di posyandu itu.',
  'same-child': 'Keduanya sudah dihitung sebagai anak yang sama.',
  'already-merged': 'Anak ini sudah digabung dengan anak lain. Pisahkan dulu.',
  'not-merged': 'Anak ini tidak sedang digabung.',
  'already-moved': 'Anak ini sudah pindah ke posyandu lain.',
  'same-posyandu': 'Anak ini sudah ada di posyandu itu.',
  'unknown-posyandu': 'Posyandu tujuan tidak ditemukan. Cari lagi, lalu pilih.',
} as const;

export const signIn = {
  title: 'Masuk ke puskesmas',
  expiredTitle: 'Masuk lagi',
  expired: 'Sesi sudah berakhir. Yang sudah Anda ketik tetap ada.',
  needsBoth: 'Isi nama pengguna dan kata sandi.',
  practiceTitle: 'Akun latihan',
  practicePassword: (password: string) => `Kata sandi semua akun: ${password}`,
  use: 'Pakai',
  practiceUse: (username: string) => `Pakai ${username}`,
  kaderLink: 'Kader? Buka SiPosyandu di HP.',
} as const;

export const noPermission = {
  title: 'Bagian ini untuk petugas puskesmas',
  text: (name: string) => `${name} masuk sebagai kader. Catatan posyandu ada di halaman kader.`,
  toKader: 'Buka halaman kader',
} as const;

export const account = {
  title: 'Akun',
  name: 'Nama',
  username: 'Nama pengguna',
  role: 'Peran',
  puskesmas: 'Puskesmas',
  posyandu: 'Posyandu',
  posyanduCount: (count: number) => `${formatCount(count)} posyandu`,
  signOut: 'Keluar',
  signingOut: 'Keluar…',
  signOutHint: 'Di laptop yang dipakai bersama, keluar setelah selesai.',
  shortcuts: 'Pintasan papan ketik',
  singleKeys: 'Pakai pintasan satu huruf (j, k, a, r, x, u)',
  singleKeysHint:
    'Matikan bila memakai pembaca layar atau perintah suara. Tombol panah dan Enter tetap jalan.',
} as const;

export const posyandu = {
  title: 'Posyandu',
  tableLabel: 'Keadaan tiap posyandu',
  columns: {
    name: 'Posyandu',
    lastSync: 'Terakhir mengirim',
    children: 'Anak',
    weighed: (month: string) => `Ditimbang ${month}`,
    waiting: 'Menunggu',
    onPhones: 'Belum terkirim di HP',
    attention: 'Perlu dilihat',
  },
  never: 'belum pernah',
  daysAgo: (days: number) => `${formatCount(days)} hari lalu`,
  sortBy: (column: string) => `Urutkan menurut ${column}`,
  share: (part: number, whole: number) => `${formatCount(part)} dari ${formatCount(whole)}`,
  percent: (part: number, whole: number) => `${percentOf(part, whole)} %`,
  none: '–',
  total: 'Semua',
  heard: (heard: number, all: number, month: string) =>
    `${formatCount(heard)} dari ${formatCount(all)} posyandu mengirim dalam ${month}`,
  empty: 'Puskesmas ini belum punya posyandu. Admin menambahkannya.',
  openWaiting: (count: number, name: string) => `${records(count)} dari ${name} menunggu ditinjau`,
  needing: (count: number) => (count === 0 ? '–' : `${formatCount(count)} posyandu`),
} as const;

/** What of a posyandu needs somebody; `days` is the age of the oldest. */
export const attention = {
  none: '–',
  parked: (count: number, days: number) => `${formatCount(count)} tertunda${since(days)}`,
  conflicts: (count: number, days: number) => `${formatCount(count)} bertentangan${since(days)}`,
  quarantined: (count: number, days: number) => `${formatCount(count)} ditahan${since(days)}`,
  missing: (count: number, days: number) => `${formatCount(count)} belum sampai${since(days)}`,
  silentPhones: (count: number, days: number) =>
    `${formatCount(count)} HP diam lebih dari ${formatCount(days)} hari`,
  why: {
    parked: 'Menunggu catatan lain yang belum sampai. Minta HP pencatatnya mengirim.',
    conflicts:
      'Data yang sama diubah dari dua HP. Nilai lama tetap berlaku sampai ada yang memilih.',
    quarantined: 'Belum dihitung. Periksa, lalu kembalikan kepada kader dengan alasan.',
    missing:
      'HP sudah mengirim catatan sesudahnya, yang ini belum. Minta kader menekan “Kirim sekarang”.',
    silentPhones: 'HP kader yang lama tidak terhubung. Tanyakan kepada kadernya.',
  },
  open: (sentence: string, name: string) => `${sentence} di ${name}, buka di Tinjauan`,
} as const;

/** ", tertua 9 hari"; of today nothing. */
function since(days: number): string {
  return days === 0 ? '' : `, tertua ${formatCount(days)} hari`;
}

export const importing = {
  title: 'Impor',
  lead: 'Unggah unduhan “daftar status gizi” dari e-PPGBM (.xlsx). Anak dan penimbangan yang sudah ada dikenali, jadi berkas yang sama aman diunggah lagi.',
  posyandu: 'Posyandu tujuan',
  choosePosyandu: 'Pilih posyandu',
  file: 'Berkas e-PPGBM (.xlsx)',
  chooseFile: 'Pilih berkas…',
  noFile: 'belum ada yang dipilih',
  start: 'Impor',
  stop: 'Berhenti menunggu',
  again: 'Impor berkas lain',
  needsPosyandu: 'Pilih posyandu tujuan.',
  needsFile: 'Pilih berkasnya.',
  tooLarge: 'Berkas lebih dari 10 MB. Unduh per posyandu dari e-PPGBM.',
  sending: 'Mengirim berkas…',
  progress: (done: number, total: number) =>
    `${formatCount(done)} dari ${formatCount(total)} baris dibaca`,
  navProgress: (done: number, total: number) => `${percentOf(done, total)} %`,
  progressLabel: 'Kemajuan impor',
  doneFor: (fileName: string, posyanduName: string) => `${fileName} → ${posyanduName}`,
  interrupted:
    'Yang sudah masuk tetap tersimpan. Unggah berkas yang sama lagi; tidak ada yang menjadi ganda.',
  stopped: 'Laporan tidak ditunggu lagi. Server mungkin menyelesaikannya.',
  summary: {
    rows: 'Baris dibaca',
    childrenAdded: 'Anak baru',
    childrenMatched: 'Anak sudah ada',
    measurementsAdded: 'Penimbangan baru',
    measurementsKnown: 'Penimbangan sudah ada',
    refused: 'Ditolak',
  },
  report: 'Laporan per baris',
  show: 'Tampilkan',
  filters: { attention: 'Perlu dilihat', refused: 'Ditolak', all: 'Semua baris' },
  columns: { row: 'Baris', outcome: 'Hasil', why: 'Keterangan' },
  outcomes: {
    'child-added': 'Anak baru',
    'child-matched': 'Anak sudah ada',
    'measurement-added': 'penimbangan baru',
    'measurement-known': 'penimbangan sudah ada',
    refused: 'Ditolak',
  },
  leftOut: (what: string) => `Tidak diambil: ${what}`,
  nothingToShow: 'Tidak ada baris di sini: semuanya diambil apa adanya.',
  shownOf: (shown: number, all: number) =>
    `${formatCount(shown)} dari ${formatCount(all)} baris ditampilkan`,
  showAll: 'Tampilkan sisanya',
} as const;
