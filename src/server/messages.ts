/** Every sentence the server says to the person at its terminal. Indonesian, plain, no personal data. */

interface RebuildSummary {
  readonly posyandu: number;
  readonly mutations: number;
  readonly records: number;
  readonly different: number;
}

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
  postgresGone:
    'Basis data berhenti dan tidak dapat dijalankan lagi. SiPosyandu ikut berhenti; yang sudah tersimpan tetap aman.',
  postgresLost: 'Basis data berhenti sendiri. Dijalankan lagi …',
  postgresBack: 'Basis data berjalan lagi.',

  // A database of one's own, and what is in it
  databaseUnreachable: (code: string) =>
    `DATABASE_URL: basis data tidak dapat dihubungi (${code}). Periksa alamat, nama pengguna, kata sandi, dan apakah PostgreSQL sedang berjalan.`,
  databaseTooOld: (version: string) =>
    `DATABASE_URL: PostgreSQL versi ${version} terlalu lama. Yang diperlukan versi 15 ke atas.`,
  databaseReadOnly:
    'DATABASE_URL: basis data ini hanya dapat dibaca (salinan). Tulis alamat basis data utamanya.',
  databaseForbids: (code: string) =>
    `Tabel tidak dapat dibuat di basis data ini (${code}). Beri pengguna di DATABASE_URL hak penuh atas basis datanya.`,
  databaseNewer:
    'Basis data ini sudah dipakai oleh SiPosyandu yang lebih baru. Data tidak diubah. Pasang versi yang lebih baru.',
  notCarried:
    'Catatan anak yang sudah pindah posyandu belum bisa diteruskan ke posyandu barunya. Dicoba lagi nanti; tidak ada yang hilang.',
  databaseAway: 'Sambungan ke basis data terputus. Dicoba lagi pada permintaan berikutnya.',
  practiceRefused:
    'Basis data ini berisi akun sungguhan, jadi mode latihan tidak dijalankan. Jalankan dengan PRACTICE=off.',
  practiceLeft: (dataDir: string | null) =>
    `Basis data ini berisi data latihan yang kata sandinya diketahui umum, jadi tidak dipakai untuk kerja sungguhan. Pakai ${dataDir === null ? 'basis data kosong yang lain di DATABASE_URL' : `DATA_DIR lain yang kosong (yang ini ${dataDir})`}, atau jalankan tanpa PRACTICE=off.`,
  creatingPractice: 'Menyiapkan posyandu latihan …',

  // Listening
  portInUse: (port: number) =>
    `Port ${port} sudah dipakai program lain. Hentikan program itu, atau pilih port lain, misalnya PORT=${port === 8081 ? 8082 : 8081}.`,
  portForbidden: (port: number) =>
    `Port ${port} tidak boleh dipakai oleh pengguna ini. Pilih port di atas 1023, misalnya PORT=8080.`,
  hostUnusable: (host: string) =>
    `HOST (${host}) bukan alamat komputer ini. Pakai HOST=localhost, atau HOST=0.0.0.0 untuk semua jaringan.`,

  // Running
  welcome: (origin: string) => `
SiPosyandu siap.

  Kader, di HP:          ${origin}/
  Puskesmas, di laptop:  ${origin}/puskesmas
`,
  practiceOn: (
    password: string,
    accounts: readonly { readonly username: string; readonly place: string }[],
  ) => `
  MODE LATIHAN: semua nama dan data di sini buatan. Kata sandi semua akun: ${password}
${accounts.map(({ username, place }) => `    ${username.padEnd(10)} ${place}`.trimEnd()).join('\n')}
  Jangan isi data anak sungguhan. Untuk kerja sungguhan: PRACTICE=off dengan DATA_DIR baru.
`,
  firstSetUp: (link: string) => `
  Belum ada akun. Buka tautan ini untuk membuat akun admin, puskesmas, posyandu, dan kader
  yang pertama. Berlaku 24 jam, sekali pakai; jangan diberikan kepada orang lain.

    ${link}
`,
  onlyThisMachine: `
  Hanya dapat dibuka dari komputer ini. Untuk HP di jaringan yang sama: HOST=0.0.0.0.
  Agar dapat dipasang dan dipakai tanpa sinyal, HP memerlukan alamat HTTPS
  (caranya di src/server/README.md).
`,
  onNetwork: (addresses: readonly string[]) => `
  Dari perangkat lain di jaringan ini:
${addresses.map((address) => `    ${address}/`).join('\n')}
  Tanpa HTTPS, aplikasi di HP lain tidak dapat dipasang dan tidak dapat dipakai tanpa sinyal,
  dan kata sandi dapat terbaca di jaringan (cara memakai HTTPS di src/server/README.md).
`,
  dataIsIn: (dataDir: string) => `
  Data disimpan di ${dataDir}
`,
  howToStop: `
  Berhenti: Ctrl-C
`,
  stopping: 'Berhenti: menyelesaikan permintaan yang sedang berjalan …',
  stopped: 'SiPosyandu berhenti.',

  // Tools
  building: 'Membangun aplikasi …',
  buildFailed: 'Aplikasi tidak dapat dibangun; penyebabnya tertulis di atas.',
  historyBegun:
    'Cadangan ini sekarang ditandai sebagai awal baru. Setiap HP akan mengambil ulang data posyandunya; yang belum terkirim tetap dikirim.',
  posyanduDiffers: (posyanduId: string, records: number, refusedNow: number) =>
    `Posyandu ${posyanduId}: ${records} catatan berbeda dari jurnal${refusedNow === 0 ? '' : `, ${refusedNow} catatan jurnal tidak lagi memenuhi aturan`}.`,
  rebuildChecked: (found: RebuildSummary) =>
    found.different === 0
      ? `${found.posyandu} posyandu diperiksa: ${found.records} catatan sama dengan ${found.mutations} baris jurnal.`
      : `${found.posyandu} posyandu diperiksa, ${found.different} berbeda. Jalankan "npm run -s rebuild" untuk menulis ulang dari jurnal.`,
  rebuilt: (found: RebuildSummary) =>
    found.different === 0
      ? `${found.posyandu} posyandu diperiksa; tidak ada yang perlu ditulis ulang.`
      : `${found.posyandu} posyandu diperiksa, ${found.different} ditulis ulang dari jurnal.`,
  developing: (origin: string) => `
Pengembangan: ${origin}/  Perubahan langsung tampak; server mulai lagi sendiri. Berhenti: Ctrl-C
`,

  // In the browser, when there is no app to show
  appNotBuilt:
    'Aplikasi belum dibangun di server ini. Jalankan "npm start" di foldernya, lalu muat ulang halaman ini.',
} as const;
