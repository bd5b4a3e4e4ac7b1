/** What is said of sending: what waits, why, and what it cost. */

const sendingErrors = new Map([
  ['offline', 'tidak ada sinyal'],
  ['portal', 'wifi minta masuk dulu'],
  ['server', 'puskesmas belum bisa dihubungi'],
  ['signed-out', 'perlu masuk lagi'],
  ['update-needed', 'aplikasi perlu diperbarui'],
]);

export const sending = {
  title: 'Pengiriman',
  now: 'Kirim sekarang',
  running: 'Sedang mengirim…',
  queued: 'Dikirim sebentar lagi…',
  oldest: (age: string): string => `Yang paling lama menunggu ${age}.`,
  held: (count: string): string => `${count} catatan sudah di puskesmas, belum bisa dipakai`,
  parked: 'Menunggu catatan lain yang belum sampai di puskesmas.',
  dataTitle: 'Pemakaian data',
  data: (kilobytes: string): string =>
    `Kira-kira ${kilobytes} KB bulan ini untuk mengirim dan mengambil catatan.`,
  wrongClock: (difference: string, behind: boolean): string =>
    `Jam HP ini ${behind ? 'terlambat' : 'terlalu cepat'} sekitar ${difference}. Betulkan tanggal dan jam di Pengaturan HP.`,
  last: (moment: string): string => `Terakhir terhubung dengan puskesmas: ${moment}`,
  never: 'HP ini belum pernah terhubung dengan puskesmas.',
  none: 'Semua catatan sudah sampai di puskesmas.',
  noneYet: 'Tidak ada catatan yang menunggu dikirim.',
  waiting: (count: string): string => `${count} catatan menunggu dikirim`,
  tried: (count: string): string => `dicoba ${count} kali`,
  lastError: (error: string): string => sendingErrors.get(error) ?? 'belum berhasil',
  obstacle: {
    offline: 'Tidak ada sinyal. Data aman di HP ini dan dikirim sendiri saat ada sinyal.',
    portal:
      'Wifi ini meminta masuk dulu. Buka halaman wifi itu, atau pakai data seluler. Data aman di HP ini.',
    server: 'Komputer puskesmas belum bisa dihubungi. Data aman di HP ini dan dicoba lagi sendiri.',
    'signed-out': 'Waktu masuk sudah habis. Data aman di HP ini; masuk lagi untuk mengirim.',
    'update-needed': 'Aplikasi perlu diperbarui sebelum mengirim. Data aman di HP ini.',
  },
} as const;

/** Instead of `notSaved`, because of who is signed in on this phone by now. */
export const turnedAway = {
  'other-account':
    'Belum tersimpan sebagai catatan: di HP ini sekarang masuk akun lain, bukan akun posyandu ini. Isian tadi tetap disimpan di HP ini. Masuk lagi dengan akun yang tadi, buka lagi isiannya, lalu tekan Simpan.',
  'signed-out':
    'Belum tersimpan sebagai catatan: di HP ini tidak ada akun yang masuk. Isian tadi tetap disimpan di HP ini. Masuk lagi dengan akun yang tadi, buka lagi isiannya, lalu tekan Simpan.',
  'child-moved':
    'Belum tersimpan sebagai catatan: anak ini sudah pindah ke posyandu lain, dan catatannya sekarang dibuat di sana. Isian tadi tetap disimpan di HP ini. Sampaikan isinya kepada kader posyandu barunya.',
  understood: 'Saya mengerti',
} as const;
