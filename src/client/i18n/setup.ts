/** Words of the one-time set-up page. */

export const setup = {
  title: 'Siapkan SiPosyandu',
  about: 'Diisi sekali saja. Setelah ini tautan tidak berlaku lagi.',
  person: {
    admin: 'Admin',
    petugas: 'Petugas puskesmas',
    kader: 'Kader pertama',
  },
  puskesmas: 'Puskesmas',
  posyandu: 'Posyandu pertama',
  place: {
    puskesmasName: 'Nama puskesmas',
    posyanduName: 'Nama posyandu',
    villageName: 'Nama desa atau kelurahan',
    villageCode: 'Kode desa',
    villageCodeHint: '10 angka, misalnya 52.01.01.2001',
  },
  field: {
    displayName: 'Nama lengkap',
    usernameHint: 'Huruf kecil, angka, titik; atau nomor HP',
    passwordHint: 'Paling sedikit 8 huruf atau angka',
  },
  problem(field: string): string {
    if (field === 'villageCode') return 'Kode desa 10 angka, misalnya 52.01.01.2001.';
    if (field.endsWith('.username')) {
      return 'Isi 2–40 huruf kecil atau angka, atau nomor HP, dan beda untuk tiap orang.';
    }
    if (field.endsWith('.password')) return 'Kata sandi paling sedikit 8 huruf atau angka.';
    return 'Bagian ini harus diisi.';
  },
  submit: 'Buat semua',
  sending: 'Sedang dibuat…',
  refused: {
    'setup-token-invalid':
      'Tautan ini tidak berlaku lagi. Jalankan ulang server untuk mendapat tautan baru.',
    'username-taken': 'Nama pengguna itu sudah dipakai. Pilih yang lain.',
    offline: 'Server belum bisa dihubungi. Isian ini tetap ada; coba lagi.',
    server: 'Server belum bisa membuatnya. Isian ini tetap ada; coba lagi.',
  },
  done: 'Selesai',
  doneAbout:
    'Admin, puskesmas, posyandu dan kader sudah dibuat. Kader masuk lewat HP, petugas lewat alamat /puskesmas.',
  go: 'Buka SiPosyandu',
} as const;
