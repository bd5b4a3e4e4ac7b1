/** Words both halves use: the phone's and the desk's. */

import type { ChildProblem, Sex } from '#domain/child.ts';
import type { ImmunizationProblem } from '#domain/immunization/immunization-record.ts';
import type { MeasurementProblem, MeasurePosition } from '#domain/measurement.ts';

export const shared = {
  appName: 'SiPosyandu',
  practice: 'Data latihan',
  practiceAbout: 'Data latihan – bukan anak sungguhan',
  loading: 'Sedang dimuat…',
  /** The quiet way to the page of proof. */
  toProof: 'Bagaimana kami menghitung',

  recordState: {
    unsent: 'Tersimpan di HP',
    sent: 'Terkirim',
    parked: 'Terkirim, menunggu catatan lain',
    approved: 'Disetujui',
    corrected: 'Sudah dibetulkan',
    returned: 'Perlu dicek',
    quarantined: 'Perlu dicek',
  },

  sex: { male: 'Laki-laki', female: 'Perempuan' } satisfies Record<Sex, string>,
  position: { lying: 'Telentang', standing: 'Berdiri' } satisfies Record<MeasurePosition, string>,
  role: { kader: 'Kader', petugas: 'Petugas puskesmas', admin: 'Admin' },

  field: {
    name: 'Nama anak',
    nik: 'NIK (boleh kosong)',
    bornOn: 'Tanggal lahir',
    sex: 'Jenis kelamin',
    motherName: 'Nama ibu',
    dusun: 'Dusun',
    birthWeight: 'Berat lahir (kg)',
    birthLength: 'Panjang lahir (cm)',
    measuredOn: 'Tanggal',
    weight: 'Berat (kg)',
    length: 'Panjang/tinggi (cm)',
    position: 'Cara ukur',
    head: 'Lingkar kepala (cm)',
    muac: 'LiLA (cm)',
    oedema: 'Bengkak kedua kaki',
  },

  childProblem: {
    'born-in-future': 'Tanggal lahir ini belum terjadi. Periksa tahun dan bulannya.',
    'born-too-long-ago': 'Anak ini sudah lewat 7 tahun. Periksa tahun lahirnya.',
  } satisfies Record<ChildProblem, string>,

  measurementProblem: {
    'nothing-measured': 'Isi paling sedikit satu hasil ukur.',
    'before-birth': 'Tanggal ini sebelum anak lahir.',
    'in-future': 'Tanggal ini belum terjadi.',
    'weight-too-low': 'Berat ini terlalu kecil untuk seorang anak.',
    'weight-too-high': 'Berat ini terlalu besar untuk seorang balita.',
    'length-too-low': 'Panjang ini terlalu pendek untuk seorang anak.',
    'length-too-high': 'Panjang/tinggi ini terlalu besar untuk seorang balita.',
    'head-too-low': 'Lingkar kepala ini terlalu kecil.',
    'head-too-high': 'Lingkar kepala ini terlalu besar.',
    'muac-too-low': 'LiLA ini terlalu kecil.',
    'muac-too-high': 'LiLA ini terlalu besar.',
  } satisfies Record<MeasurementProblem, string>,

  immunizationProblem: {
    'dose-before-birth': 'Tanggal ini sebelum anak lahir.',
    'dose-in-future': 'Tanggal ini belum terjadi.',
    'dose-day-unknown': 'Diberikan bidan hari ini: isi tanggalnya lengkap.',
  } satisfies Record<ImmunizationProblem, string>,

  signIn: {
    username: 'Nama pengguna',
    password: 'Kata sandi',
    submit: 'Masuk',
    submitting: 'Sedang masuk…',
    show: 'Lihat',
    hide: 'Tutup',
    problem: {
      'wrong-credentials': 'Nama pengguna atau kata sandi belum cocok. Coba ketik pelan-pelan.',
      'too-many-attempts': 'Sudah terlalu sering dicoba. Tunggu sebentar, lalu coba lagi.',
      offline:
        'Belum ada sinyal. Untuk masuk pertama kali HP ini perlu internet. Coba lagi saat ada sinyal.',
      server: 'Komputer puskesmas belum bisa dihubungi. Coba lagi sebentar lagi.',
    },
  },
} as const;
