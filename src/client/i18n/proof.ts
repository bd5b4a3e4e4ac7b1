/** Words of the page of proof: what was tested, the calculator with its steps, and where every rule comes from. */

import type { Certainty } from '#domain/immunization/schedule-schema.ts';
import type { GrowthRule, OpenQuestion } from '#domain/sources.ts';
import type { Curve } from './growth.ts';

export const proof = {
  title: 'Bagaimana kami menghitung',
  about: 'Semua orang boleh memeriksa hitungan SiPosyandu, langkah demi langkah.',
  back: 'Kembali',

  figures: {
    title: 'Hasil pengujian',
    lead: (scores: string, version: string) =>
      `${scores} nilai z sama dengan program WHO (anthro ${version}).`,
    comparisons: 'Pembandingan dengan program WHO',
    comparisonsAbout: (rows: string) =>
      `dari ${rows} anak karangan, termasuk yang sama-sama tidak bisa dihitung`,
    difference: 'Selisih terbesar sebelum dibulatkan',
    differenceAbout: 'dalam SD; untuk z di atas 1, dibagi z-nya',
    deviations: 'Sengaja berbeda dari program WHO',
    tables: 'Angka tabel WHO yang dicocokkan',
    tablesAbout: 'satu per satu, semuanya sama',
    explained: 'Anak karangan yang langkahnya dicocokkan',
    explainedAbout: (scores: string) => `${scores} nilai z di halaman ini sama dengan di aplikasi`,
    laws: 'Riwayat imunisasi karangan yang diuji',
    lawsAbout: (laws: string) => `terhadap ${laws} hukum yang tidak boleh dilanggar jadwal`,
    bounds: 'Anak tepat di batas jadwal imunisasi',
    boundsAbout: 'sehari sebelum, pada, dan sehari sesudah batas',
    written: (version: string) =>
      `Angka ini ditulis oleh pengujian yang terakhir, bukan diketik orang. Bila hasilnya berubah, pengujian gagal sampai perubahannya diperiksa. Versi aplikasi ${version}.`,
    deviationsTitle: 'Di mana sengaja berbeda, dan mengapa',
    deviationList: [
      'Panjang 103,1 cm telentang sejak umur 731 hari: program WHO meleset satu baris tabel karena pembulatan komputer, di sini dicari sebagai 102,4 cm berdiri.',
      'Berat 0 kg: program WHO masih memberi nilai BB/PB, di sini tidak dinilai.',
      'Panjang 0 cm: program WHO memberi IMT tak terhingga, di sini tidak dinilai.',
    ],
  },

  calculator: {
    title: 'Coba hitung sendiri',
    about: 'Tanpa nama. Tidak disimpan dan tidak dikirim ke mana pun.',
    ageFrom: 'Umur dihitung dari',
    ageKind: { dates: 'Tanggal lahir dan tanggal ukur', age: 'Umur dalam bulan atau hari' },
    measuredOn: 'Tanggal ukur',
    months: 'Umur (bulan)',
    monthsUnit: 'bulan',
    days: 'Ditambah (hari)',
    daysUnit: 'hari',
    positionUnknown: 'Tidak tahu',
    submit: 'Hitung',
    empty:
      'Isi jenis kelamin, umur, dan satu ukuran, lalu tekan “Hitung”. Hasilnya muncul di sini.',
    problem: {
      'no-sex': 'Pilih laki-laki atau perempuan.',
      'no-birth-date': 'Isi tanggal lahir dengan lengkap.',
      'no-measuring-date': 'Isi tanggal ukur dengan lengkap.',
      'no-age': 'Isi umur dalam bulan, dalam hari, atau keduanya.',
      'age-too-high': 'Umur ini lewat 7 tahun. Standar WHO sampai umur 5 tahun.',
      unreadable: 'Tulis satu angka saja, misalnya 7,8.',
    },
  },

  result: {
    title: 'Hasil dan langkahnya',
    openAll: 'Buka semua langkah',
    closeAll: 'Tutup semua langkah',
    shared: 'Umur dan panjang/tinggi',
    days: (count: string) => `${count} hari`,
    none: 'tidak bisa dinilai',
  },

  step: {
    ageByDates: (born: string, measured: string) => `Lahir ${born}, diukur ${measured}.`,
    ageDates: (days: string, months: string) => `Umur ${days} hari, ${months} bulan penuh.`,
    ageTyped: 'Umur dalam hari; satu bulan menurut WHO 30,4375 hari.',
    ageFormula: (months: string, days: string, exact: string, rounded: string) =>
      `${months} × 30,4375 + ${days} = ${exact} → ${rounded} hari`,
    curve: {
      length: 'Sampai umur 730 hari dipakai panjang badan (telentang).',
      height: 'Sejak umur 731 hari dipakai tinggi badan (berdiri).',
    } satisfies Record<Curve, string>,
    noCorrection: (cm: string) => `Tanpa koreksi: ${cm} cm.`,
    positionIgnored: (cm: string) =>
      `Tercatat berdiri sebelum umur 9 bulan: cara ukur tidak dipakai, tanpa koreksi: ${cm} cm.`,
    added: 'Diukur berdiri, jadi ditambah 0,7 cm.',
    taken: 'Diukur telentang, jadi dikurangi 0,7 cm.',
    value: 'Nilai yang dinilai (X)',
    bmi: 'Indeks massa tubuh (X): berat (kg) dibagi kuadrat panjang atau tinggi (m)',
    table: (name: string, sex: string) => `Tabel WHO 2006 ${name}, ${sex}`,
    rowOfDay: (day: string) => `baris hari ke-${day}`,
    rowOfLength: { length: 'baris panjang', height: 'baris tinggi' } satisfies Record<
      Curve,
      string
    >,
    formula: 'Rumus',
    formulaStraight: 'Rumus (di tabel ini L = 1)',
    tail: {
      above: 'Lebih dari +3 SD: dari sana dihitung lurus, dengan jarak antara +2 dan +3 SD',
      below: 'Kurang dari −3 SD: dari sana dihitung lurus, dengan jarak antara −2 dan −3 SD',
    },
    rounded: 'Dibulatkan dua desimal',
    plausible: (from: string, to: string) => `Wajar menurut WHO: ${from} sampai ${to} SD`,
    isPlausible: 'Wajar.',
    isFlagged: 'Di luar itu, jadi tidak diberi kategori: timbang dan ukur sekali lagi.',
    category: 'Kategori',
    between: (from: string, to: string) => `${from} sampai ${to} SD`,
    upTo: (to: string) => `${to} SD ke bawah`,
    from: (from: string) => `${from} SD ke atas`,
  },

  sources: {
    title: 'Tabel, aturan, dan sumbernya',
    certaintyTitle: 'Tanda kepastian',
    certainty: {
      A: 'A – dibaca dalam teks resmi Kemenkes atau WHO',
      B: 'B – dua sumber atau lebih sepakat',
      C: 'C – satu sumber',
      K: 'K – belum ada sumber; pilihan yang bisa diganti',
    } satisfies Record<Certainty, string>,
    mark: 'kepastian',
    tables: 'Tabel WHO',
    rows: { day: 'hari', cm: 'cm' },
    range: (from: string, to: string, unit: string) => `${from}–${to} ${unit}`,
    rules: 'Aturan pertumbuhan',
    immunization: 'Jadwal imunisasi',
    edition: (edition: string) => `Edisi: ${edition}`,
    services: 'Layanan lain',
    service: {
      vitaminA: 'Kapsul vitamin A',
      deworming: 'Obat cacing',
      breastfeeding: 'ASI eksklusif',
      feeding: 'Makanan tambahan (PMT)',
      diarrhoea: 'Zinc dan oralit',
      tbc: 'Gejala TBC',
      homeVisit: 'Kunjungan rumah',
    },
    open: 'Pertanyaan yang belum terjawab',
    openAbout: 'Yang dipakai sekarang bisa diganti bila puskesmas memutuskan lain.',
  },

  /** Figures of one dose of the immunization schedule. */
  dose: {
    earliest: 'mulai umur',
    interval: 'selang',
    idealBefore: 'ideal sebelum umur',
    routineBefore: 'rutin sebelum umur',
    catchUpBefore: 'kejar sebelum umur',
    advisedBefore: 'dianjurkan sebelum umur',
    months: (count: string) => `${count} bulan`,
    days: (count: string) => `${count} hari`,
  },

  rule: {
    'age-in-months': 'Umur dalam bulan penuh, sisa hari tidak dihitung',
    'length-correction': 'Koreksi 0,7 cm antara telentang dan berdiri',
    'z-score': 'Rumus nilai z, bagian lurus di luar ±3 SD, dan pembulatan',
    plausible: 'Batas nilai yang tidak wajar',
    categories: 'Kategori BB/U, PB/U atau TB/U, BB/PB atau BB/TB',
    'bmi-categories': 'Kategori IMT/U sama dengan BB/PB atau BB/TB',
    'head-categories': 'Kategori lingkar kepala',
    'muac-categories': 'Warna LiLA, umur 6–59 bulan',
    'minimum-gain': 'Kenaikan berat minimal (KBM)',
    'gained-or-not': 'Naik (N) dan tidak naik (T)',
    'not-weighed-or-new': 'Tidak ditimbang bulan lalu (O) dan baru (B)',
    'two-t': 'Dua kali berturut-turut tidak naik (2T)',
    'red-line': 'Garis merah KMS (BGM)',
    'orange-line': 'Garis oranye KMS',
    referral: 'Kapan dirujuk',
    questions: 'Angka yang ditanyakan lagi karena tidak biasa',
  } satisfies Record<GrowthRule, string>,

  question: {
    'red-line': (value) => `Garis merah KMS sekarang di −2 atau −3 SD? Yang dipakai: ${value} SD.`,
    'orange-line': (value) => `Garis oranye di +1 SD? Yang dipakai: ${value} SD.`,
    'month-24': (value) =>
      `Panjang atau tinggi pada bulan ke-24? Yang dipakai: tinggi sejak umur ${value} hari, seperti WHO.`,
    'minimum-gain-of-boys':
      'KBM anak laki-laki bulan 7 dan 11? Yang dipakai: 400 dan 300 gram, beda dari anak perempuan.',
    'first-month':
      'Naik atau tidak pada bulan pertama, tanpa KBM? Yang dipakai: bertambah berapa pun berarti naik.',
    'two-weighings': 'Dua kali ditimbang dalam sebulan? Yang dipakai: yang terakhir.',
    'bmi-cut-offs': 'Batas IMT/U hanya disebut satu sumber. Yang dipakai: sama dengan BB/TB.',
    urgency:
      'Seberapa segera tiap rujukan? Yang dipakai: bengkak, gizi buruk, dan LiLA merah hari itu juga.',
    'question-limits':
      'Mulai perubahan berapa sebuah angka ditanyakan lagi? Yang dipakai: pilihan proyek.',
    hexavalent:
      'Sejak kapan tiap kabupaten memberi vaksin heksavalen? Yang dipakai di NTB: anak lahir sejak 9 Juli 2025.',
    'japanese-encephalitis': 'Apakah JE diberikan di NTB? Yang dipakai: tidak.',
    'advised-intervals':
      'Selang 12 bulan DPT-HB-Hib 4, 6 bulan MR 2, 8 minggu PCV 3: wajib? Yang dipakai: dianjurkan, tidak menolak.',
    'repeated-dose': (value) =>
      `Kapan dosis yang tidak sah diulang? Yang dipakai: sesudah ${value} hari.`,
    'complete-immunization':
      'Vaksin apa saja yang termasuk imunisasi dasar lengkap? Yang dipakai: dua hitungan, keduanya disebut namanya.',
  } satisfies Record<OpenQuestion, string | ((value: string) => string)>,
} as const;
