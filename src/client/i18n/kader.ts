/** Every sentence of the kader's half, but those of the child's page. */

import { sending, turnedAway } from './sending.ts';
import { correct, question, undo, weigh } from './weighing.ts';

const operations = new Map([
  ['child.create', 'Pendaftaran anak'],
  ['child.patch', 'Perubahan data anak'],
  ['measure.record', 'Timbang & ukur'],
  ['measure.amend', 'Pembetulan timbang & ukur'],
  ['measure.void', 'Pembatalan timbang & ukur'],
  ['immun.record', 'Imunisasi'],
  ['immun.amend', 'Pembetulan imunisasi'],
  ['immun.void', 'Pembatalan imunisasi'],
]);

export const kader = {
  back: 'Kembali',
  save: 'Simpan',
  saving: 'Sedang disimpan…',
  notSaved:
    'Belum tersimpan: HP tidak bisa menulis. Isian masih di layar ini. Kosongkan sedikit memori HP, lalu tekan Simpan lagi.',
  /** Instead, where the phone's storage is known to be the reason. */
  notSavedWhile: {
    'read-only':
      'Belum tersimpan: aplikasi di layar ini versi lama. Isian masih di layar ini. Salin dulu ke kertas, lalu muat ulang saat ada sinyal dan catat lagi.',
    unavailable:
      'Belum tersimpan: penyimpanan HP tidak bisa dibuka. Isian masih di layar ini. Tekan Simpan lagi. Kalau tetap gagal, salin ke kertas, lalu muat ulang.',
  },
  turnedAway,
  operation: (op: string): string => operations.get(op) ?? 'Catatan',

  places: {
    label: 'Bagian aplikasi',
    today: 'Hari ini',
    children: 'Anak',
    tasks: 'Tugas',
    tasksWaiting: (count: string): string => `${count} menunggu`,
    account: (name: string): string => `Akun ${name}`,
  },

  status: {
    unsent: (count: string): string => `Belum terkirim: ${count}`,
    last: (moment: string): string => `terakhir ${moment}`,
    never: 'belum pernah',
    running: 'sedang menghubungi…',
    loading: 'mengambil data…',
    loadStopped: 'belum lengkap',
  },

  notice: {
    expired: 'Masuk lagi untuk mengirim. Data aman di HP ini.',
    updateNeeded:
      'Aplikasi ini sudah terlalu lama untuk mengirim. Data aman di HP ini. Buka saat ada sinyal supaya diperbarui.',
    readOnly:
      'Aplikasi di layar ini versi lama: catatan bisa dibaca, tetapi belum bisa disimpan. Muat ulang saat ada sinyal supaya diperbarui. Data aman di HP ini.',
    storageClosed:
      'Penyimpanan HP tidak bisa dibuka. Isian di layar ini belum tersimpan: salin ke kertas, lalu muat ulang. Data yang sudah tersimpan tetap ada.',
    storageLow: (megabytes: string): string =>
      `Memori HP hampir penuh (sisa ${megabytes} MB). Hapus foto atau video lama supaya catatan baru tetap bisa disimpan.`,
    wrongDate: (phone: string, server: string): string =>
      `Tanggal di HP ini ${phone}, di puskesmas ${server}. Betulkan di Pengaturan HP, atau periksa tanggal setiap kali menimbang.`,
    oldUnsent: (count: string, age: string): string =>
      `${count} catatan belum terkirim; yang paling lama menunggu ${age}. Cari sinyal, lalu kirim.`,
    openUnsent: 'Lihat yang menunggu',
    update: 'Versi baru SiPosyandu sudah siap.',
    updateAction: 'Perbarui',
  },

  draft: {
    resumed: (day: string): string => `Lanjutan isian tadi (${day}).`,
    discard: 'Buang',
  },

  noChild: {
    title: 'Anak tidak ditemukan',
    about: 'Anak ini tidak ada di posyandu yang sedang dibuka.',
  },

  standing: {
    merged: (old: string, name: string): string =>
      `Data ${old} digabung dengan ${name} oleh puskesmas. Catatan keduanya ada di halaman ini.`,
    mergedMeanwhile: (old: string, name: string): string =>
      `Data ${old} baru saja digabung dengan ${name}. Isian ini tetap bisa disimpan; nanti tampil di sana.`,
    mergedHere: 'Digabung dari',
    moved: 'Pindah',
    movedTo: (posyandu: string): string => `Pindah ke ${posyandu}`,
    recordedThere:
      'Penimbangan dan imunisasi berikutnya dicatat di sana. Catatan yang lama tetap bisa dibaca di sini.',
    recordThere: (posyandu: string): string => `Dicatat di ${posyandu}`,
    livesIn: (posyandu: string): string => `Anak ini sekarang di ${posyandu}.`,
    openPage: 'Buka halaman anak',
  },

  signIn: {
    about: 'Catatan posyandu, juga tanpa sinyal',
    again: 'Masuk lagi',
    expired: 'Waktu masuk sudah habis. Data aman di HP ini dan dikirim setelah masuk lagi.',
    empty: 'Isi nama pengguna dan kata sandi dulu.',
    'not-kept': 'Belum bisa masuk: HP tidak bisa menyimpan. Muat ulang, lalu coba lagi.',
    practice: (password: string): string =>
      `Pilih satu untuk mencoba. Kata sandi semuanya: ${password}`,
  },

  childTabs: {
    label: 'Halaman anak',
    growth: 'Pertumbuhan',
    immunization: 'Imunisasi',
  },

  today: {
    title: 'Hari ini',
    immunization: 'Imunisasi bulan ini',
    countLabel: 'Sudah ditimbang bulan ini',
    weighedOf: (children: string): string => `dari ${children} anak sudah ditimbang bulan ini`,
    which: 'Tampilkan',
    missing: (count: string): string => `Belum (${count})`,
    weighed: (count: string): string => `Sudah (${count})`,
    missingList: 'Belum ditimbang bulan ini',
    weighedList: 'Sudah ditimbang bulan ini',
    found: 'Hasil pencarian',
    loadingLabel: 'Mengambil data posyandu',
    loading: (rows: string, percent: string | null): string =>
      percent === null
        ? `Sedang mengambil data posyandu: ${rows} catatan. Tunggu sebentar, jangan tutup dulu.`
        : `Sedang mengambil data posyandu: ${rows} catatan, sedikitnya ${percent}%. Tunggu sebentar, jangan tutup dulu.`,
    nothingLoaded: 'Data posyandu belum ada di HP ini.',
    loadStopped: (rows: string, percent: string | null): string =>
      percent === null
        ? `Data posyandu belum lengkap di HP ini: baru ${rows} catatan.`
        : `Data posyandu belum lengkap di HP ini: baru ${rows} catatan, sedikitnya ${percent}%.`,
    loadObstacle: {
      offline: 'Tidak ada sinyal. Diteruskan sendiri saat ada sinyal.',
      portal: 'Wifi ini meminta masuk dulu. Buka halaman wifi itu, atau pakai data seluler.',
      server: 'Komputer puskesmas belum bisa dihubungi. Dicoba lagi sendiri.',
      'signed-out': 'Waktu masuk sudah habis. Masuk lagi untuk meneruskan.',
      'update-needed': 'Aplikasi perlu diperbarui dulu. Buka saat ada sinyal.',
    },
    loadAgain: 'Teruskan sekarang',
    loadQueued: 'Sebentar lagi…',
    noChildren: 'Belum ada anak terdaftar. Mulai dengan mendaftarkan anak.',
    allWeighed: 'Semua anak sudah ditimbang bulan ini. Terima kasih, Kader!',
    noneWeighed: 'Belum ada yang ditimbang bulan ini.',
  },

  children: {
    title: 'Anak',
    count: (count: string): string => `${count} anak terdaftar`,
    search: 'Cari anak',
    register: 'Daftarkan anak',
    mother: (name: string): string => `Ibu ${name}`,
    noMatch: (search: string): string =>
      `Tidak ada anak dengan nama “${search}”. Coba sebagian nama, atau nama ibu.`,
    notWeighedLately: 'Belum ditimbang 2 bulan ini',
    gained: 'naik',
    notGained: 'tidak naik',
    fell: 'turun',
  },

  child: {
    bornOnHint: 'Lihat di Buku KIA atau akta lahir',
    age: (age: string): string => `Umur ${age}`,
    nikCount: (digits: number): string => `${digits} dari 16 angka`,
    more: 'Data tambahan (boleh kosong)',
    missing: {
      name: 'Isi nama anak.',
      nik: '',
      bornOn: 'Isi tanggal lahir.',
      sex: 'Pilih laki-laki atau perempuan.',
      motherName: 'Isi nama ibu.',
      dusun: '',
      birthWeight: '',
      birthLength: '',
    },
    problem: {
      'nik-digits': 'NIK harus 16 angka. Kosongkan dulu bila belum ada.',
      unreadable: 'Tulis dengan angka, misalnya 3,1.',
      'birth-weight-range': 'Berat lahir biasanya antara 0,3 dan 9 kg.',
      'birth-length-range': 'Panjang lahir biasanya antara 20 dan 70 cm.',
      'not-acceptable': 'Isian ini belum bisa dibaca. Tulis ulang.',
    },
    nikWarning: {
      'nik-shape': 'NIK ini tidak biasa bentuknya: mungkin ada angka yang tertukar.',
      'nik-region': 'NIK ini terdaftar di kabupaten atau kota lain.',
      'nik-born-on': 'Tanggal di dalam NIK berbeda dengan tanggal lahir.',
      'nik-sex': 'NIK ini menunjuk jenis kelamin yang lain.',
      'nik-not-a-child': 'Tanggal di dalam NIK bukan tanggal lahir balita: mungkin NIK orang tua.',
    },
    nikWarningAsk: 'Periksa lagi; boleh tetap disimpan.',
    sameTitle: 'Mungkin sudah terdaftar',
    same: (name: string, bornOn: string, mother: string): string =>
      `${name}, lahir ${bornOn}, ibu ${mother}, sudah ada di daftar. Apakah ini anak yang sama?`,
    sameYes: 'Ya, buka anak itu',
    sameNo: 'Bukan, daftarkan',
    sameBack: 'Periksa lagi',
    registered: 'Anak sudah terdaftar. Bisa langsung ditimbang.',
    another: 'Daftarkan anak lain',
    editTitle: 'Betulkan data anak',
  },

  weigh,
  question,
  correct,
  undo,

  attention: {
    title: 'Tugas',
    none: 'Tidak ada tugas. Semua beres.',
    openUnsent: (count: number): string =>
      count === 0 ? 'Lihat pengiriman' : `Lihat ${count} yang menunggu dikirim`,
    unknownChild: 'Anak di posyandu ini',
    said: (reason: string): string => `“${reason}”`,
    saidBy: (reason: string, by: string): string => `“${reason}” – ${by}`,
    head: (cm: string): string => `lingkar kepala ${cm} cm`,
    muac: (cm: string): string => `LiLA ${cm} cm`,
    lot: (lot: string): string => `batch ${lot}`,
    askPuskesmas: 'Hubungi petugas puskesmas untuk catatan ini.',
    recordAgain: 'Timbang ulang',
    immunizeAgain: 'Catat ulang',
    otherReason: 'Puskesmas perlu melihat catatan ini. Periksa isinya sekali lagi.',
    quarantine: {
      'malformed-payload': 'Catatan ini belum bisa dibaca komputer puskesmas.',
      'dep-missing': 'Catatan ini menunggu catatan lain yang belum sampai di puskesmas.',
      'unknown-operation': 'Jenis catatan ini belum dikenal komputer puskesmas.',
      'no-authority': 'Akun ini belum punya izin mencatat di posyandu itu.',
      'unknown-child': 'Anak ini belum dikenal di puskesmas. Pendaftarannya mungkin belum sampai.',
      'unknown-target': 'Catatan yang dibetulkan belum sampai di puskesmas.',
      'already-exists': 'Catatan yang sama sudah ada di puskesmas.',
      'conflicting-edit':
        'Data anak ini juga diubah dari HP lain. Lihat isinya sekarang, lalu simpan yang benar.',
      'mid-collision': 'Catatan ini bertabrakan dengan catatan lain. Simpan sekali lagi.',
    },
  },

  sending,

  storage: {
    title: 'Penyimpanan di HP',
    persisted: {
      yes: 'HP ini berjanji menyimpan data sampai dihapus sendiri.',
      no: 'HP ini bisa menghapus data bila memori penuh. Pasang aplikasi di layar utama supaya lebih aman.',
      unknown: 'HP ini tidak mengatakan apakah data disimpan tetap.',
    },
    free: (megabytes: string): string => `Sisa ruang untuk aplikasi: ${megabytes} MB`,
  },

  account: {
    place: (village: string, puskesmas: string): string => `${village} · ${puskesmas}`,
    otherPosyandu: 'Ganti posyandu',
    chooseTitle: 'Hari ini di posyandu mana?',
    noPosyandu:
      'Akun ini belum dihubungkan dengan posyandu. Minta petugas puskesmas menghubungkannya.',
    look: 'Tampilan',
    largeText: 'Teks besar',
    installTitle: 'Pasang di HP',
    install: 'Pasang SiPosyandu',
    installHint:
      'Bila belum terpasang: buka menu Chrome (⋮), pilih “Tambahkan ke layar utama”. Setelah terpasang, aplikasi lebih cepat dibuka dan data lebih aman.',
    signOut: 'Keluar',
    signOutTitle: 'Keluar dari akun ini?',
    signOutYes: 'Keluar',
    signOutNo: 'Tetap masuk',
    signOutUnsent: (count: string): string =>
      `${count} catatan belum terkirim. Catatan itu tetap di HP ini dan dikirim setelah kader posyandu ini masuk lagi.`,
    signOutAbout: 'Untuk masuk lagi perlu sinyal dan kata sandi.',
    version: (version: string): string => `Versi ${version}`,
  },

  refusal: {
    title: 'Halaman tidak ditemukan',
    about: 'Alamat ini tidak ada di SiPosyandu.',
    home: 'Ke Hari ini',
  },

  staff: {
    title: 'Akun ini untuk puskesmas',
    about: 'Halaman ini untuk kader posyandu. Pekerjaan puskesmas ada di halaman lain.',
    toPuskesmas: 'Buka halaman puskesmas',
    asKader: 'Masuk sebagai kader',
  },

  trouble: {
    blocked: {
      title: 'SiPosyandu terbuka dua kali',
      about: 'Tutup SiPosyandu yang lain di HP ini, lalu muat ulang. Catatan tetap aman.',
    },
    'reload-needed': {
      title: 'SiPosyandu sudah diperbarui',
      about:
        'Layar ini masih versi lama. Muat ulang untuk melanjutkan; isian yang belum selesai tetap ada.',
    },
    unavailable: {
      title: 'Penyimpanan HP tidak bisa dibuka',
      about:
        'Browser ini tidak bisa membuka penyimpanannya. Kosongkan sedikit memori HP, tutup mode samaran, lalu muat ulang. Jangan hapus data aplikasi.',
    },
  },

  loss: {
    title: 'Data di HP ini hilang',
    about:
      'Penyimpanan SiPosyandu di HP ini kosong lagi. Ini bisa terjadi bila memori HP penuh atau rusak, atau data aplikasi dihapus.',
    unsent: (count: string): string =>
      `Sekitar ${count} catatan belum terkirim saat itu. Catatan itu tidak bisa diambil lagi dari HP ini.`,
    allSent: 'Menurut hitungan terakhir, semua catatan sudah terkirim.',
    signIn:
      'Masuk lagi saat ada sinyal. Catatan yang sudah terkirim diambil kembali dari puskesmas.',
    recordAgain: 'Catat lagi yang belum terkirim dari Buku KIA atau buku posyandu.',
    tell: 'Beri tahu petugas puskesmas.',
    understood: 'Saya mengerti',
  },

  needsNetwork: {
    title: 'Halaman ini perlu internet',
    about: 'Sambungkan dulu ke internet, lalu muat ulang. Catatan di HP ini tetap aman.',
  },

  broken: {
    title: 'Ada yang tidak beres di layar ini',
    about: 'Catatan yang sudah tersimpan tetap aman di HP ini. Coba muat ulang.',
    reload: 'Muat ulang',
  },
} as const;
