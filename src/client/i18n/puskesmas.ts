/** Every sentence of the puskesmas half. */

import { formatCount } from './format.ts';

/** "3 data" */
function records(count: number): string {
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
  stale: (why: string, moment: string) => `${why} Yang tampak adalah data per ${moment}.`,
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

export const review = {
  title: 'Tinjauan',
  statusLabel: 'Keadaan',
  status: {
    waiting: 'Menunggu',
    returned: 'Dikembalikan',
    quarantined: 'Ditahan',
    approved: 'Disetujui',
    corrected: 'Sudah dikoreksi',
  },
  posyanduFilter: 'Posyandu',
  flagFilter: 'Tanda',
  all: 'Semua',
  clearFilters: 'Hapus saringan',
  filterTitle: 'Saring menurut posyandu (/)',
  listLabel: 'Data yang masuk',
  help: 'Pintasan (?)',
  total: (count: number) => records(count),
  totalMore: 'lebih dari 1.000 data',
  loaded: (count: number) => `${formatCount(count)} termuat`,
  columns: {
    select: 'Pilih',
    arrived: 'Masuk',
    child: 'Anak',
    place: 'Posyandu · kader',
    values: 'Nilai',
    status: 'Status gizi',
    flags: 'Tanda',
  },
  selectRow: (name: string) => `Pilih ${name}`,
  unknownChild: 'Anak tidak dikenal',
  notMeasured: '–',
  measuredOn: (day: string) => `diukur ${day}`,
  loadingMore: 'Memuat lagi…',
  newArrivals: (count: string) => `${count} data baru masuk · tampilkan`,
  empty: {
    waiting: 'Tidak ada yang menunggu. Data kader muncul di sini begitu HP mereka mendapat sinyal.',
    returned: 'Tidak ada yang sedang dikembalikan.',
    quarantined: 'Tidak ada data yang ditahan.',
    approved: 'Belum ada yang disetujui.',
    corrected: 'Belum ada yang dikoreksi.',
  },
  emptyFiltered: 'Tidak ada data dengan saringan ini.',
  toPosyandu: 'Lihat keadaan tiap posyandu',
} as const;

export const decisions = {
  verbs: { approve: 'Setujui', return: 'Kembalikan', reopen: 'Buka kembali' },
  titles: {
    approve: 'Setujui (A)',
    return: 'Kembalikan (R)',
    reopen: 'Tarik kembali keputusan ini',
  },
  selected: (count: number) => `${formatCount(count)} dipilih`,
  selectPlain: (count: number) => `Pilih semua yang wajar (${formatCount(count)})`,
  selectPlainHint: 'Memilih data termuat yang tidak punya tanda',
  clear: 'Batal pilih',
  clearTitle: 'Batal pilih (Esc)',
  sending: (count: number) => `Mengirim ${records(count)}…`,
  done: {
    approve: (count: number) => `${records(count)} disetujui.`,
    return: (count: number) => `${records(count)} dikembalikan.`,
    reopen: (count: number) => `${records(count)} dibuka kembali.`,
  },
  already: (count: number) => `${records(count)} tidak berubah: sudah diputuskan atau dikoreksi.`,
  undo: 'Urungkan',
  undoTitle: 'Urungkan (U)',
  failed: (count: number, why: string) => `${records(count)} belum terkirim. ${why}`,
  again: 'Kirim lagi',
  returnHeading: (count: number) => `Kembalikan ${records(count)} ke kader`,
  reason: 'Alasan',
  reasonHint: 'Kader membaca kalimat ini di HP-nya.',
  reasonNeeded: 'Tulis alasannya, supaya kader tahu apa yang perlu dicek.',
  quickLabel: 'Alasan cepat',
  quick: [
    'Berat tidak wajar, mohon ditimbang ulang.',
    'Panjang/tinggi tidak wajar, mohon diukur ulang.',
    'Tanggal pengukuran perlu dicek.',
    'Sepertinya tertukar dengan anak lain.',
    'Sepertinya tercatat dua kali.',
    'Cara ukur (telentang/berdiri) perlu dicek.',
  ],
  sendTitle: 'Kembalikan (Ctrl+Enter)',
} as const;

/** One record in the pane at the right. */
export const recordView = {
  label: 'Rincian',
  close: 'Tutup rincian',
  closeTitle: 'Tutup rincian (Esc)',
  none: '–',
  yes: 'ya',
  what: (operation: string, day: string) => `${operation}, ${day}`,
  from: (posyandu: string, author: string, moment: string) =>
    `${posyandu} · ${author} · masuk ${moment}`,
  authorReason: 'Kata kader',
  correction: 'Yang dikoreksi',
  value: 'Nilai',
  was: 'Semula',
  is: 'Menjadi',
  changed: 'berubah',
  voidOf: 'Yang dibatalkan',
  openOriginal: 'Buka catatan semula',
  openAnswer: 'Buka koreksinya',
  returnedBecause: 'Dikembalikan karena:',
  answered: 'Kader sudah mengirim koreksi.',
  quarantinedAbout:
    'Catatan ini disimpan, tetapi tidak dihitung. Kader melihatnya sebagai “Perlu dicek”.',
  sent: 'Yang dikirim, apa adanya',
  values: 'Nilai dan status',
  index: 'Indeks',
  sd: 'SD',
  category: 'Status',
  questions: 'Angka yang tidak biasa',
  chart: 'Grafik',
  history: 'Riwayat penimbangan',
  historyEmpty: 'Belum ada penimbangan lain.',
  loadingHistory: 'Memuat riwayat…',
  day: 'Tanggal',
  age: 'Umur',
  kg: 'BB (kg)',
  cm: 'PB/TB (cm)',
  amended: 'dikoreksi',
  voided: 'dibatalkan',
  atBirth: 'Saat lahir',
  log: 'Keputusan',
  decided: { approve: 'Disetujui', return: 'Dikembalikan', reopen: 'Dibuka kembali' },
  lookOnly: 'Admin hanya melihat; keputusan diambil petugas puskesmas.',
} as const;

export const help = {
  title: 'Pintasan papan ketik',
  keys: [
    ['↑ ↓ atau K J', 'Pindah baris'],
    ['Enter', 'Buka rincian'],
    ['Esc', 'Tutup rincian, lalu batal pilih'],
    ['A', 'Setujui'],
    ['R', 'Kembalikan dengan alasan'],
    ['X atau Spasi', 'Pilih atau batal pilih baris'],
    ['U', 'Urungkan keputusan terakhir'],
    ['/', 'Ke saringan'],
    ['?', 'Tampilkan pintasan ini'],
  ],
  target: 'A dan R berlaku untuk yang dipilih; bila tidak ada yang dipilih, untuk baris ini.',
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
} as const;

export const importing = {
  title: 'Impor',
  lead: 'Unggah unduhan “daftar status gizi” dari e-PPGBM (.xlsx). Anak dan penimbangan yang sudah ada dikenali, jadi berkas yang sama aman diunggah lagi.',
  posyandu: 'Posyandu tujuan',
  choosePosyandu: 'Pilih posyandu',
  file: 'Berkas e-PPGBM (.xlsx)',
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
