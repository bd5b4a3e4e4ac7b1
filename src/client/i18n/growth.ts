/** Words of growth: indices, categories, weight gain, what a result means, what to tell the mother, and the history. */

import type { DigitPreference } from '#domain/growth/digit-preference.ts';
import type { NotAssessedReason } from '#domain/growth/index-results.ts';
import type { ImplausibleShare } from '#domain/growth/measurement-quality.ts';
import type { QuestionKind } from '#domain/growth/measurement-questions.ts';
import type { GrowthCategory, GrowthIndex } from '#domain/growth/nutrition-status.ts';
import type { ReferralFinding, ReferralUrgency } from '#domain/growth/referral.ts';
import type { ScaleDrift } from '#domain/growth/scale-drift.ts';
import type { NoLetterReason, WeightGainCode } from '#domain/growth/weight-gain.ts';

/** Children are called long while measured lying and tall once measured standing. */
export type Curve = 'length' | 'height';

/** How an index is printed on the card, and spelled out. */
export interface IndexName {
  readonly code: string;
  readonly name: string;
}

const lengthName = {
  length: { code: 'PB/U', name: 'Panjang menurut umur' },
  height: { code: 'TB/U', name: 'Tinggi menurut umur' },
} as const satisfies Record<Curve, IndexName>;

const weightForLengthName = {
  length: { code: 'BB/PB', name: 'Berat menurut panjang' },
  height: { code: 'BB/TB', name: 'Berat menurut tinggi' },
} as const satisfies Record<Curve, IndexName>;

const bodyLength = {
  length: 'panjang badan',
  height: 'tinggi badan',
} as const satisfies Record<Curve, string>;

/** What a result as a whole can mean when nothing calls for the puskesmas. */
type QuietMeaning =
  | 'no-measurement'
  | 'implausible'
  | 'not-judged'
  | 'length-not-judged'
  | 'weight-not-judged'
  | 'partly-judged'
  | 'muac-yellow'
  | 'growing-well'
  | 'normal-gain-unknown';
export type Meaning = ReferralFinding | QuietMeaning;

export const growth = {
  index: (index: GrowthIndex, curve: Curve): IndexName =>
    ({
      weightForAge: { code: 'BB/U', name: 'Berat menurut umur' },
      lengthForAge: lengthName[curve],
      weightForLength: weightForLengthName[curve],
      bmiForAge: { code: 'IMT/U', name: 'Indeks massa tubuh' },
      headForAge: { code: 'LK/U', name: 'Lingkar kepala' },
      muacForAge: { code: 'LiLA', name: 'Lingkar lengan atas' },
    })[index],

  category: {
    'severely-underweight': 'Berat badan sangat kurang',
    underweight: 'Berat badan kurang',
    'normal-weight': 'Berat badan normal',
    'risk-of-excess-weight': 'Risiko berat badan lebih',
    'severely-stunted': 'Sangat pendek',
    stunted: 'Pendek',
    'normal-length': 'Normal',
    tall: 'Tinggi',
    'severely-wasted': 'Gizi buruk',
    wasted: 'Gizi kurang',
    'normal-nutrition': 'Gizi baik',
    'risk-of-overweight': 'Berisiko gizi lebih',
    overweight: 'Gizi lebih',
    obese: 'Obesitas',
    microcephaly: 'Kurang dari normal',
    'normal-head': 'Normal',
    macrocephaly: 'Melebihi normal',
    'muac-red': 'Merah: gizi buruk',
    'muac-yellow': 'Kuning: gizi kurang',
    'muac-green': 'Hijau: normal',
  } satisfies Record<GrowthCategory, string>,

  implausible: 'Angka tidak wajar',
  notAssessed: 'Tidak bisa dinilai',
  /** Continues "Tidak bisa dinilai: …". */
  notAssessedBecause: (reason: NotAssessedReason, curve: Curve): string =>
    ({
      'not-measured': 'belum diukur',
      'no-weight': 'berat badan belum ditimbang',
      'no-length': `${bodyLength[curve]} belum diukur`,
      oedema: 'kedua kaki bengkak',
      'outside-table': 'di luar tabel WHO',
      'too-young': 'dinilai mulai umur 6 bulan',
      'too-old': 'sudah lewat umur 5 tahun',
      'before-birth': 'tanggal ukurnya sebelum anak lahir',
    })[reason],
  corrected: {
    added: 'Diukur berdiri, jadi ditambah 0,7 cm.',
    taken: 'Diukur telentang, jadi dikurangi 0,7 cm.',
  },
  positionIgnored: 'Tercatat berdiri, padahal belum 9 bulan: dinilai tanpa koreksi.',

  weightGain: {
    N: 'Naik',
    T: 'Tidak naik',
    O: 'Bulan lalu tidak ditimbang',
    B: 'Pertama kali ditimbang',
  } satisfies Record<WeightGainCode, string>,
  gain: {
    title: 'Kenaikan berat',
    noLetter: {
      'not-weighed': 'Tidak bisa dinilai: berat belum ditimbang',
      'past-card': 'Tidak dinilai: KMS sampai umur 5 tahun',
      'weight-implausible': 'Tidak bisa dinilai: beratnya tidak wajar',
      'previous-implausible': 'Tidak bisa dinilai: berat bulan lalu tidak wajar',
      'weight-with-oedema': 'Tidak bisa dinilai: kedua kaki bengkak',
      'previous-with-oedema': 'Tidak bisa dinilai: bulan lalu kedua kaki bengkak',
    } satisfies Record<NoLetterReason, string>,
    since: (amount: string, day: string) => `${amount} sejak ${day}`,
    least: (amount: string) => `paling sedikit ${amount}`,
    twoT: 'Dua bulan berturut-turut tidak naik (2T).',
    softTwoT: 'Dua kali penimbangan terakhir yang bisa dinilai tidak naik.',
    /** Beside the letter that counts: what was computed, and why it was changed. */
    computed: (computed: string, reason: string) => `dihitung: ${computed} – ${reason}`,
    change: {
      open: 'Ubah N/T',
      title: (to: string) => `Ubah menjadi “${to}”?`,
      about: (computed: string) =>
        `Dihitung dari berat: ${computed}. Ubah hanya bila garis di KMS jelas berkata lain.`,
      back: (computed: string) => `Kembali ke hasil hitungan dari berat: ${computed}.`,
      reason: 'Alasan',
      usualReasons: {
        N: ['Mengikuti garis pertumbuhannya', 'Dilihat bersama bidan'],
        T: ['Garisnya mendatar', 'Pindah ke garis di bawahnya'],
      },
      noReason: 'Tulis alasannya dengan singkat.',
      save: 'Ubah',
      cancel: 'Tidak jadi',
      dropped: (letter: string) =>
        `Berat atau bulannya diubah, jadi N/T “${letter}” yang diubah dulu tidak dipakai lagi. Yang berlaku hasil hitungan.`,
      kept: (letter: string) => `N/T yang diubah dulu tetap dipakai: ${letter}.`,
    },
  },

  /** One sentence: what the result means. */
  meaning: {
    'danger-sign': 'Ada tanda bahaya: harus segera diperiksa.',
    'tbc-signs': 'Ada dua atau lebih gejala TBC.',
    'checklist-incomplete': 'Ada kemampuan seumurnya yang belum tercapai.',
    oedema: 'Kedua kakinya bengkak: tanda gizi buruk yang harus segera diobati.',
    'severely-wasted': 'Badannya sangat kurus (gizi buruk) dan harus segera diobati.',
    'muac-red': 'Lingkar lengannya di bawah 11,5 cm: tanda gizi buruk yang harus segera diobati.',
    wasted: 'Badannya kurus untuk panjang atau tingginya (gizi kurang).',
    'below-red-line': 'Beratnya di bawah garis merah KMS.',
    'weight-not-gained': 'Beratnya belum naik cukup dibanding bulan lalu.',
    'severely-stunted': 'Badannya jauh lebih pendek daripada anak seumurnya.',
    stunted: 'Badannya lebih pendek daripada anak seumurnya.',
    obese: 'Beratnya jauh melebihi yang sesuai dengan panjang atau tingginya (obesitas).',
    overweight: 'Beratnya melebihi yang sesuai dengan panjang atau tingginya (gizi lebih).',
    'risk-of-overweight': 'Beratnya mulai melebihi yang sesuai dengan panjang atau tingginya.',
    'above-orange-line': 'Beratnya di atas garis oranye KMS.',
    microcephaly: 'Lingkar kepalanya lebih kecil daripada anak seumurnya.',
    macrocephaly: 'Lingkar kepalanya lebih besar daripada anak seumurnya.',
    'no-measurement': 'Belum pernah ditimbang atau diukur, jadi pertumbuhannya belum diketahui.',
    implausible: 'Ada angka yang tidak wajar untuk umurnya. Timbang dan ukur sekali lagi.',
    'not-judged': 'Pertumbuhannya belum bisa dinilai dari ukuran ini.',
    'length-not-judged': 'Beratnya normal, tetapi pendek atau kurus belum bisa dinilai.',
    'weight-not-judged': 'Panjang atau tingginya normal, tetapi beratnya belum bisa dinilai.',
    'partly-judged': 'Yang bisa dinilai normal, tetapi sebagian belum bisa dinilai.',
    'muac-yellow': 'Lingkar lengannya di daerah kuning: makannya perlu lebih diperhatikan.',
    'growing-well': 'Beratnya naik cukup dan pertumbuhannya baik.',
    'normal-gain-unknown':
      'Pertumbuhannya normal; naik tidaknya terlihat bila ditimbang tiap bulan.',
  } satisfies Record<Meaning, string>,

  refer: {
    immediate: 'Rujuk hari ini juga ke puskesmas',
    soon: 'Rujuk ke puskesmas',
  } satisfies Record<ReferralUrgency, string>,
  noReferral: 'Tidak perlu dirujuk',
  /** Said only of what could be judged. */
  noReferralKnown: 'Dari yang bisa dinilai, tidak perlu dirujuk',
  referBecause: 'Karena:',
  referSource: 'Dasar rujukan',
  /** A reason in the list of why to refer. */
  finding: {
    'danger-sign': 'tanda bahaya',
    'tbc-signs': 'dua atau lebih gejala TBC',
    'checklist-incomplete': 'ceklis perkembangan tidak lengkap',
    oedema: 'bengkak kedua kaki',
    'severely-wasted': 'gizi buruk (sangat kurus)',
    'muac-red': 'LiLA merah (di bawah 11,5 cm)',
    wasted: 'gizi kurang (kurus)',
    'severely-stunted': 'sangat pendek',
    stunted: 'pendek',
    'weight-not-gained': 'berat tidak naik (T)',
    'below-red-line': 'di bawah garis merah (BGM)',
    'above-orange-line': 'di atas garis oranye',
    'risk-of-overweight': 'berisiko gizi lebih',
    overweight: 'gizi lebih',
    obese: 'obesitas',
    microcephaly: 'lingkar kepala kurang dari normal',
    macrocephaly: 'lingkar kepala melebihi normal',
  } satisfies Record<ReferralFinding, string>,

  /** Three sentences: what is good, what to do, when to come back. */
  mother: {
    title: 'Katakan kepada Ibu/Bapak',
    gained: 'Bagus, berat si kecil naik bulan ini.',
    thanks: 'Terima kasih sudah membawa si kecil ke posyandu.',
    refer: {
      'danger-sign': 'Ada tanda bahaya, jadi sekarang juga perlu diperiksa di puskesmas.',
      'tbc-signs':
        'Ada gejala yang perlu diperiksa di puskesmas: bisa jadi TBC, dan itu bisa diobati.',
      'checklist-incomplete':
        'Ada kemampuan yang belum tampak; mari kita periksakan ke puskesmas supaya bisa dibantu.',
      oedema: 'Kedua kakinya bengkak, jadi hari ini juga perlu diperiksa di puskesmas.',
      'severely-wasted': 'Si kecil perlu segera diobati, jadi hari ini juga kita ke puskesmas.',
      'muac-red': 'Lengannya kecil, jadi hari ini juga perlu diperiksa di puskesmas.',
      wasted: 'Si kecil agak kurus; mari kita periksakan ke puskesmas.',
      'below-red-line': 'Beratnya perlu dikejar; mari kita periksakan ke puskesmas.',
      'weight-not-gained':
        'Beratnya belum naik cukup; mari kita periksakan ke puskesmas supaya tahu sebabnya.',
      'severely-stunted': 'Panjang atau tingginya perlu diperiksa dokter di puskesmas.',
      stunted: 'Panjang atau tingginya perlu diperiksa dokter di puskesmas.',
      obese: 'Beratnya perlu diperiksa di puskesmas, dan kita atur makannya bersama.',
      overweight: 'Beratnya perlu diperiksa di puskesmas, dan kita atur makannya bersama.',
      'risk-of-overweight': 'Beratnya perlu dilihat di puskesmas, supaya makannya pas.',
      'above-orange-line': 'Beratnya perlu dilihat di puskesmas, supaya makannya pas.',
      microcephaly: 'Lingkar kepalanya perlu diperiksa dokter di puskesmas.',
      macrocephaly: 'Lingkar kepalanya perlu diperiksa dokter di puskesmas.',
    } satisfies Record<ReferralFinding, string>,
    measureAgain: 'Mari kita timbang dan ukur sekali lagi, supaya angkanya pasti benar.',
    keepOn: {
      breast: 'Teruskan ASI saja, sesering si kecil mau.',
      family: 'Teruskan makan beragam dengan lauk hewani setiap hari.',
    },
    backAfterReferral: 'Bawa Buku KIA ke puskesmas, lalu datang lagi ke posyandu bulan depan.',
    back: 'Datang lagi bulan depan untuk ditimbang.',
  },

  /** Asked about at Simpan and kept; the puskesmas sees the same. */
  unusual: 'Angka yang tidak biasa',
  question: {
    'unit-slip': 'Mungkin komanya bergeser.',
    'weight-implausible': 'Berat ini sangat jarang pada umur ini.',
    'length-implausible': 'Panjang atau tinggi ini sangat jarang pada umur ini.',
    'head-implausible': 'Lingkar kepala ini sangat jarang pada umur ini.',
    'muac-implausible': 'LiLA ini sangat jarang.',
    'weight-against-length': 'Berat dan panjang atau tingginya tidak cocok satu sama lain.',
    'length-shrank': 'Lebih pendek daripada ukuran sebelumnya.',
    'head-shrank': 'Lingkar kepala lebih kecil daripada sebelumnya.',
    'weight-jump-up': 'Beratnya naik jauh sejak penimbangan terakhir.',
    'weight-jump-down': 'Beratnya turun jauh sejak penimbangan terakhir.',
    'length-jump': 'Panjang atau tingginya naik jauh sejak pengukuran terakhir.',
    'standing-under-9-months': 'Tercatat berdiri, padahal belum 9 bulan.',
    'position-against-age': 'Cara ukurnya tidak seperti biasanya pada umur ini.',
  } satisfies Record<QuestionKind, string>,

  result: {
    title: 'Hasil',
    of: (day: string, age: string) => `${day}, umur ${age}`,
    stale: (month: string) => `Bulan ${month} belum ditimbang.`,
    indices: 'Status gizi',
    weight: 'Berat',
    length: { length: 'Panjang', height: 'Tinggi' } satisfies Record<Curve, string>,
    head: 'Lingkar kepala',
    muac: 'LiLA',
  },

  /** How well is measured: a help to look at the tools, never a mark for a person. */
  quality: {
    digits: {
      'too-few': 'Angkanya belum cukup banyak untuk dinilai',
      even: 'Angka di belakang koma wajar',
      rounded:
        'Sering dibulatkan ke 0 atau 5, atau ke angka lain: baca alat sampai satu angka di belakang koma',
    } satisfies Record<DigitPreference['verdict'], string>,
    implausible: {
      'too-few': 'Belum cukup banyak untuk dinilai',
      plausible: 'Angka tidak wajar jarang',
      'too-many': 'Angka tidak wajar lebih dari 1 dari 100: periksa pencatatan dan alat',
    } satisfies Record<ImplausibleShare['verdict'], string>,
    drift: {
      'too-few': 'Belum bisa dibandingkan dengan bulan-bulan sebelumnya',
      steady: 'Sesuai dengan bulan-bulan sebelumnya',
      shifted: 'Hampir semua anak bergeser: periksa timbangan atau alat ukurnya',
    } satisfies Record<ScaleDrift['verdict'], string>,
  },

  child: {
    identity: 'Data anak',
    edit: 'Ubah data anak',
    born: 'Lahir',
    mother: 'Ibu',
    dusun: 'Dusun',
    nik: 'NIK',
    nikMissing: 'belum ada',
    nikEnd: (digits: string) => `berakhir ${digits}`,
    record: 'Pendaftaran',
  },

  history: {
    title: 'Riwayat',
    empty: 'Belum ada penimbangan. Mulai dengan tombol “Timbang & ukur”.',
    all: (count: number) => `Tampilkan semua (${count})`,
    correctOf: (day: string) => `Betulkan penimbangan ${day}`,
    undoOf: (day: string) => `Batalkan penimbangan ${day}`,
    versions: 'Perubahan',
    first: 'Dicatat semula',
    corrected: (reason: string) => `Dibetulkan: ${reason}`,
    voided: (reason: string) => `Dibatalkan: ${reason}`,
    notCounted: 'Belum ikut dihitung.',
    replaced: 'Sudah dicatat ulang; tidak dihitung.',
  },

  measured: {
    length: (cm: string, how: string | null) => (how === null ? `${cm} cm` : `${cm} cm (${how})`),
    head: (cm: string) => `LK ${cm} cm`,
    muac: (cm: string) => `LiLA ${cm} cm`,
    oedema: 'bengkak kedua kaki',
    changedLetter: (letter: string) => `N/T diubah: ${letter}`,
  },
} as const;
