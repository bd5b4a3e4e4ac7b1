/** Every sentence the server says to the person at its terminal. Indonesian, plain, no personal data. */

export const messages = {
  // One for each variable of the environment; they never repeat what was in it.
  wrongVariable: {
    PORT: 'PORT harus angka 0 sampai 65535, misalnya PORT=8080.',
    HOST: 'HOST harus nama atau alamat komputer ini, misalnya HOST=localhost atau HOST=0.0.0.0.',
    DATABASE_URL:
      'DATABASE_URL harus alamat PostgreSQL, misalnya postgres://pengguna:sandi@localhost:5432/siposyandu.',
    PRACTICE: 'PRACTICE harus on (mode latihan) atau off.',
    TRUST_PROXY:
      'TRUST_PROXY harus off, loopback, atau daftar alamat IP perantara yang dipisah koma, misalnya TRUST_PROXY=loopback.',
    PUBLIC_ORIGIN:
      'PUBLIC_ORIGIN harus alamat yang dibuka orang, tanpa lanjutan apa pun, misalnya PUBLIC_ORIGIN=https://posyandu.contoh.id.',
  },

  // Starting Postgres
  noServiceUser:
    'Basis data tidak boleh berjalan sebagai root, dan di komputer ini tidak ada pengguna "postgres" atau "nobody". Buat salah satunya, atau jalankan sebagai pengguna biasa.',
  noPostgresForMachine: (machine: string) =>
    `Basis data bawaan tidak tersedia untuk komputer ini (${machine}) atau belum terpasang. Jalankan "npm ci" lagi, atau isi DATABASE_URL dengan alamat PostgreSQL versi 15 ke atas.`,
  postgresDoesNotRun: (reason: string) =>
    `Program basis data bawaan tidak dapat dijalankan di komputer ini. Jalankan "npm ci" lagi, atau isi DATABASE_URL dengan alamat PostgreSQL versi 15 ke atas.\n${reason}`,
  initdbFailed: (reason: string) => `Basis data baru tidak dapat dibuat.\n${reason}`,
  otherMajorVersion: (found: string, bundled: number) =>
    `Data dibuat oleh PostgreSQL versi ${found}, sedangkan program ini membawa versi ${bundled}. Data tidak diubah. Pakai versi program yang membuatnya, atau pindahkan data lebih dulu.`,
  dataDirUnwritable: (path: string, code: string) =>
    `DATA_DIR (${path}) tidak dapat ditulisi (${code}). Periksa izin folder dan sisa ruang disk, atau pilih folder lain.`,
  dataDirForeign: (path: string) =>
    `Folder ${path} milik pengguna lain atau berisi hal lain. Jalankan sebagai pengguna yang membuatnya, atau pilih DATA_DIR lain.`,
  noSocketFolder:
    'Tidak ada folder sementara yang dapat dipakai. Periksa TMPDIR: namanya harus pendek dan foldernya dapat ditulisi.',
  alreadyRunning: (pid: number | null) =>
    `SiPosyandu sudah berjalan dengan DATA_DIR yang sama${pid === null ? '' : ` (proses ${pid})`}. Hentikan dulu yang itu, atau pakai DATA_DIR lain.`,
  postgresDoesNotStart: (logPath: string, log: string) =>
    `Basis data tidak mau berjalan. Catatannya ada di ${logPath}; baris terakhirnya:\n${log}`,
  postgresRecovering: 'Basis data sedang memulihkan diri setelah berhenti mendadak. Mohon tunggu …',
  postgresLost: 'Basis data berhenti sendiri. Dijalankan lagi …',
  postgresBack: 'Basis data berjalan lagi.',

  // In the browser, when there is no app to show
  appNotBuilt:
    'Aplikasi belum dibangun di server ini. Jalankan "npm start" di foldernya, lalu muat ulang halaman ini.',
} as const;
