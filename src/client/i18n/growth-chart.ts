/** Words of the growth charts: lines, points, legend and the table of their numbers. */

import type { Sex } from '#domain/child.ts';
import type { Curve, IndexName } from './growth.ts';

export const growthChart = {
  title: (index: IndexName, sex: Sex) =>
    `Grafik ${index.name.toLowerCase()} (${index.code}), ${sex === 'male' ? 'anak laki-laki' : 'anak perempuan'}`,
  tabs: 'Grafik pertumbuhan',
  tab: {
    weightForAge: { length: 'Berat', height: 'Berat' },
    lengthForAge: { length: 'Panjang', height: 'Tinggi' },
    weightForLength: { length: 'Berat–panjang', height: 'Berat–tinggi' },
  } satisfies Record<string, Record<Curve, string>>,
  empty: 'Belum ada titik. Titik muncul setelah penimbangan pertama.',
  emptyHere: 'Tidak ada titik di bagian ini.',
  lines: 'Garis-garisnya standar pertumbuhan WHO dari −3 sampai +3 SD.',
  points: (count: number, last: string) => `${count} titik; yang terakhir ${last}.`,
  between: (lower: string, upper: string) => `Letaknya antara garis ${lower} dan ${upper} SD.`,
  below: (line: string) => `Letaknya di bawah garis ${line} SD.`,
  above: (line: string) => `Letaknya di atas garis ${line} SD.`,
  ageAxis: 'Umur (bulan)',
  lengthAxis: { length: 'Panjang badan (cm)', height: 'Tinggi badan (cm)' },
  kg: 'kg',
  cm: 'cm',
  reader: 'Baca titik demi titik',
  previous: 'Titik sebelumnya',
  next: 'Titik berikutnya',
  window: 'Bagian grafik',
  windows: {
    first: '0–24 bulan',
    second: '24–60 bulan',
    near: 'Perbesar',
    length: 'Telentang (BB/PB)',
    height: 'Berdiri (BB/TB)',
  },
  legend: 'Arti garis dan tanda',
  legendOf: {
    median: 'garis tebal: tengah (0 SD)',
    redLine: (z: string) => `garis merah: ${z} SD; di bawahnya BGM`,
    orangeLine: (z: string) => `garis oranye: ${z} SD`,
    green: 'hijau: −1 sampai +1 SD',
    lightGreen: 'hijau muda: sampai −2 dan +2 SD',
    yellow: 'kuning: sampai −3 dan +3 SD',
    gap: 'garis terputus: ada bulan tanpa penimbangan',
    voided: 'kosong dan dicoret: dibatalkan',
    implausible: 'tanda silang: angka tidak wajar, tidak dinilai',
    unjudged: 'kotak kosong: tidak bisa dinilai',
  },
  standard: {
    length: 'Dinilai dengan standar panjang badan (telentang).',
    height: 'Dinilai dengan standar tinggi badan (berdiri).',
    both: 'Sampai 24 bulan dinilai dengan standar panjang (telentang), sesudahnya tinggi (berdiri).',
  },
  correction: 'Titik yang diukur dengan cara lain digambar setelah dikoreksi 0,7 cm.',
  outside: (count: number) => `${count} penimbangan tidak muat di grafik ini; lihat angka.`,
  showNumbers: 'Lihat angka',
  hideNumbers: 'Tutup angka',
  columns: {
    day: 'Tanggal',
    age: 'Umur',
    weight: 'Berat (kg)',
    length: { length: 'Panjang (cm)', height: 'Tinggi (cm)' },
    z: 'SD',
    note: 'Catatan',
  },
  state: {
    judged: '',
    voided: 'dibatalkan',
    implausible: 'tidak wajar',
    unjudged: 'tidak bisa dinilai',
  },
  correctedNote: (from: string) => `terbaca ${from}`,
} as const;
