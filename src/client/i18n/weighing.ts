/** Words of weighing and measuring: the form, what it asks, putting right and taking back. */

export const weigh = {
  open: 'Timbang & ukur',
  about: (age: string): string => `Timbang & ukur · umur ${age}`,
  isToday: (date: string): string => `Hari ini, ${date}`,
  lastMonth: (value: string, date: string): string => `bulan lalu ${value} (${date})`,
  before: (value: string, date: string): string => `terakhir ${value} (${date})`,
  gainedEnough: (amount: string): string => `${amount} ▲ naik cukup`,
  gainedTooLittle: (amount: string, expected: string | null): string =>
    expected === null ? `${amount} ▬ belum cukup` : `${amount} ▬ belum cukup, perlu ${expected}`,
  lost: (amount: string): string => `${amount} ▼ turun`,
  changed: (amount: string): string => `${amount} sejak terakhir ditimbang`,
  positionByAge: 'Dipilih sesuai umur. Ubah bila diukur dengan cara lain.',
  oedemaHint: 'Tekan punggung kaki 3 detik: tandai bila kedua kaki berbekas cekung.',
  sameDay: (weight: string | null): string =>
    weight === null
      ? 'Anak ini sudah diukur pada tanggal ini. Simpan lagi hanya bila memang diulang.'
      : `Anak ini sudah ditimbang pada tanggal ini: ${weight} kg. Simpan lagi hanya bila memang diulang.`,
  problem: {
    unreadable: 'Tulis dengan angka, misalnya 7,8.',
    'no-date': 'Isi tanggal.',
    'no-reason': 'Tulis sebabnya dengan singkat.',
  },
  next: 'Anak berikutnya',
  openChild: 'Lihat grafik dan riwayat',
} as const;

export const question = {
  title: 'Angkanya sudah benar?',
  yes: 'Ya, benar',
  no: 'Periksa lagi',
  didYouMean: (value: string): string => `Maksudnya ${value}?`,
  usePosition: (position: string): string => `Ubah ke ${position}`,
  unitSlip: 'Angka ini seperti kurang koma.',
  position: (age: string, usual: string): string => `Umur ${age} biasanya diukur ${usual}.`,
  'weight-implausible': (age: string): string =>
    `Berat ini sangat tidak biasa untuk umur ${age}. Lihat lagi timbangannya.`,
  'length-implausible': (age: string): string =>
    `Panjang/tinggi ini sangat tidak biasa untuk umur ${age}. Lihat lagi alat ukurnya.`,
  'head-implausible': (age: string): string =>
    `Lingkar kepala ini sangat tidak biasa untuk umur ${age}. Ukur sekali lagi.`,
  'muac-implausible': (age: string): string =>
    `LiLA ini sangat tidak biasa untuk umur ${age}. Ukur sekali lagi.`,
  'weight-against-length':
    'Berat dan panjang/tinggi ini tidak cocok satu sama lain. Periksa keduanya.',
  'weight-jump-up': (before: string | null): string =>
    `Naik sangat banyak${before === null ? '' : ` dari ${before}`}. Anak dan angkanya sudah benar?`,
  'weight-jump-down': (before: string | null): string =>
    `Turun sangat banyak${before === null ? '' : ` dari ${before}`}. Anak dan angkanya sudah benar?`,
  'length-jump': (before: string | null): string =>
    `Berubah sangat banyak${before === null ? '' : ` dari ${before}`}. Ukur sekali lagi.`,
  'length-shrank': (before: string | null): string =>
    `Lebih pendek dari sebelumnya${before === null ? '' : ` (${before})`}. Ukur sekali lagi.`,
  'head-shrank': (before: string | null): string =>
    `Lebih kecil dari sebelumnya${before === null ? '' : ` (${before})`}. Ukur sekali lagi.`,
} as const;

export const correct = {
  open: 'Betulkan',
  title: 'Betulkan catatan',
  about: (name: string, date: string): string => `${name} · ${date}`,
  returned: 'Perlu dicek.',
  reason: 'Sebab dibetulkan',
  usualReasons: ['Salah ketik', 'Salah baca alat', 'Sudah diukur ulang'],
  notFound: 'Catatan ini tidak ada di HP ini.',
  done: 'Selesai',
  earlier: 'Betulkan yang tadi',
} as const;

export const undo = {
  open: 'Batalkan',
  title: 'Batalkan catatan ini?',
  why: 'Sebabnya',
  reasons: ['Salah anak', 'Salah catat', 'Tercatat dua kali'],
  missing: 'Pilih satu sebab.',
  confirm: 'Batalkan catatan',
  cancel: 'Tidak jadi',
  done: 'Catatan dibatalkan',
  kept: 'Catatan ini tidak dihitung lagi, tetapi tetap terlihat di riwayat anak.',
} as const;
