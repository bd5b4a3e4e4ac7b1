/**
 * The six formats of the SIP (sistem informasi posyandu) as data: titles,
 * numbers, columns.
 *
 * Their numbering is not the same everywhere; this is the most common manual
 * set. A district that prints other columns gets another object of this shape.
 * Sources: manual SIP formats (Scribd 354152945), the system of Kota Bogor,
 * "Data posyandu format 5" (pdfcoffee). Certainty A for 1, 5 and 6 (the same form
 * copied by several parties), B for 2 to 4 (variants differ).
 */

import { MONTH_NAMES, numbered } from './report.ts';

const EDITION = 'SIP manual, rangkaian enam format yang paling umum';
const SOURCE = 'Format SIP manual (Scribd 354152945), sistem Kota Bogor';

const VACCINES = 'Imunisasi yang diberikan';
const WEIGHINGS = 'Hasil penimbangan (kg)';
const VISITORS = 'Jumlah pengunjung';
const STAFF = 'Petugas yang hadir';
const BABIES_IMMUNIZED = 'Bayi yang diimunisasi';
const PREGNANT = 'Ibu hamil';
const WEIGHED = 'Penimbangan bayi dan balita';

export const SIP_1 = {
  id: 'sip-1',
  name: 'Format 1',
  title: 'Catatan ibu hamil, kelahiran, kematian bayi, dan kematian ibu hamil, melahirkan, nifas',
  edition: EDITION,
  source: SOURCE,
  certainty: 'A',
  columns: numbered(
    ['row', 'No.'],
    ['mother', 'Nama ibu'],
    ['father', 'Nama bapak'],
    ['baby', 'Nama bayi'],
    ['born-on', 'Tanggal lahir bayi'],
    ['baby-died-on', 'Bayi', 'Tanggal meninggal'],
    ['mother-died-on', 'Ibu', 'Tanggal meninggal'],
    ['note', 'Keterangan'],
  ),
} as const;
export type Sip1Key = (typeof SIP_1)['columns'][number]['key'];

const WEIGHING_KEYS = [
  'weight-01',
  'weight-02',
  'weight-03',
  'weight-04',
  'weight-05',
  'weight-06',
  'weight-07',
  'weight-08',
  'weight-09',
  'weight-10',
  'weight-11',
  'weight-12',
] as const;
const weighingColumns = WEIGHING_KEYS.map(
  (key, n) => [key, MONTH_NAMES[n] ?? '', WEIGHINGS] as const,
);

export const SIP_2 = {
  id: 'sip-2',
  name: 'Format 2',
  title: 'Register bayi dan balita di wilayah kerja posyandu',
  edition: EDITION,
  source: SOURCE,
  certainty: 'B',
  columns: numbered(
    ['row', 'No.'],
    ['name', 'Nama bayi atau balita'],
    ['born-on', 'Tanggal lahir'],
    ['birth-weight', 'BB lahir (kg)'],
    ['father', 'Ayah', 'Nama'],
    ['mother', 'Ibu', 'Nama'],
    ['dasawisma', 'Kelompok dasawisma'],
    ...weighingColumns,
    ['iron-1', 'I', 'Pelayanan', 'Sirup besi'],
    ['iron-2', 'II', 'Pelayanan', 'Sirup besi'],
    ['vitamin-a-1', 'I', 'Pelayanan', 'Vitamin A'],
    ['vitamin-a-2', 'II', 'Pelayanan', 'Vitamin A'],
    ['ors', 'Oralit', 'Pelayanan'],
    ['bcg', 'BCG', VACCINES],
    ['dpt-1', 'I', VACCINES, 'DPT'],
    ['dpt-2', 'II', VACCINES, 'DPT'],
    ['dpt-3', 'III', VACCINES, 'DPT'],
    ['polio-1', 'I', VACCINES, 'Polio'],
    ['polio-2', 'II', VACCINES, 'Polio'],
    ['polio-3', 'III', VACCINES, 'Polio'],
    ['polio-4', 'IV', VACCINES, 'Polio'],
    ['measles', 'Campak', VACCINES],
    ['hepatitis-1', 'I', VACCINES, 'Hepatitis'],
    ['hepatitis-2', 'II', VACCINES, 'Hepatitis'],
    ['hepatitis-3', 'III', VACCINES, 'Hepatitis'],
    ['died-on', 'Tanggal meninggal'],
    ['note', 'Catatan'],
  ),
} as const;
export type Sip2Key = (typeof SIP_2)['columns'][number]['key'];

export const SIP_3 = {
  id: 'sip-3',
  name: 'Format 3',
  title: 'Register WUS dan PUS di wilayah kerja posyandu',
  edition: EDITION,
  source: SOURCE,
  certainty: 'B',
  columns: numbered(
    ['row', 'No.'],
    ['name', 'Nama WUS atau PUS'],
    ['age', 'Umur'],
    ['husband', 'Nama suami'],
    ['family-stage', 'Tahapan KS'],
    ['dasawisma', 'Kelompok dasawisma'],
    ['children-alive', 'Hidup', 'Jumlah anak'],
    ['children-died', 'Meninggal pada umur', 'Jumlah anak'],
    ['muac', 'LiLA (≤ atau > 23,5 cm)'],
    ['iodine', 'Kapsul yodium'],
    ['tt-1', 'I', 'Imunisasi TT'],
    ['tt-2', 'II', 'Imunisasi TT'],
    ['tt-3', 'III', 'Imunisasi TT'],
    ['tt-4', 'IV', 'Imunisasi TT'],
    ['tt-5', 'V', 'Imunisasi TT'],
    ['contraception', 'Jenis kontrasepsi'],
    ['changed-on', 'Tanggal', 'Penggantian'],
    ['changed-to', 'Jenis', 'Penggantian'],
    ['note', 'Keterangan'],
  ),
} as const;
export type Sip3Key = (typeof SIP_3)['columns'][number]['key'];

export const SIP_4 = {
  id: 'sip-4',
  name: 'Format 4',
  title: 'Register ibu hamil dan nifas di wilayah kerja posyandu',
  edition: EDITION,
  source: SOURCE,
  certainty: 'B',
  columns: numbered(
    ['row', 'No.'],
    ['mother', 'Nama ibu'],
    ['age', 'Umur'],
    ['address', 'Alamat atau dasawisma'],
    ['registered-on', 'Tanggal', 'Pendaftaran'],
    ['weeks', 'Umur kehamilan', 'Pendaftaran'],
    ['pregnancy', 'Hamil ke'],
    ['muac', 'LiLA'],
    ['feeding', 'PMT pemulihan'],
    ...weighingColumns,
    ['iron-1', 'I', 'Tablet tambah darah (bungkus)'],
    ['iron-2', 'II', 'Tablet tambah darah (bungkus)'],
    ['iron-3', 'III', 'Tablet tambah darah (bungkus)'],
    ['tt-1', 'I', 'Imunisasi TT'],
    ['tt-2', 'II', 'Imunisasi TT'],
    ['tt-3', 'III', 'Imunisasi TT'],
    ['tt-4', 'IV', 'Imunisasi TT'],
    ['tt-5', 'V', 'Imunisasi TT'],
    ['note', 'Catatan'],
  ),
} as const;
export type Sip4Key = (typeof SIP_4)['columns'][number]['key'];

export const SIP_5 = {
  id: 'sip-5',
  name: 'Format 5',
  title: 'Data posyandu: pengunjung, petugas, bayi lahir dan meninggal',
  edition: EDITION,
  source: `${SOURCE}; Data posyandu format 5 (pdfcoffee)`,
  certainty: 'A',
  columns: numbered(
    ['row', 'No.'],
    ['month', 'Bulan'],
    ['babies', 'Bayi 0–12 bulan', VISITORS],
    ['toddlers', 'Balita 1–5 tahun', VISITORS],
    ['wus', 'WUS', VISITORS],
    ['pus', 'PUS', VISITORS],
    ['pregnant', 'Ibu hamil', VISITORS],
    ['breastfeeding', 'Ibu menyusui', VISITORS],
    ['born', 'Bayi lahir'],
    ['died', 'Bayi meninggal'],
    ['mothers-died', 'Kematian ibu hamil, melahirkan, nifas'],
    ['kader', 'Kader', STAFF],
    ['plkb', 'PLKB', STAFF],
    ['medical', 'Medis dan paramedis', STAFF],
    ['note', 'Keterangan'],
  ),
} as const;
export type Sip5Key = (typeof SIP_5)['columns'][number]['key'];

export const SIP_6 = {
  id: 'sip-6',
  name: 'Format 6',
  title: 'Data hasil kegiatan posyandu',
  edition: EDITION,
  source: SOURCE,
  certainty: 'A',
  columns: numbered(
    ['row', 'No.'],
    ['month', 'Bulan'],
    ['pregnant', 'Jumlah', PREGNANT],
    ['pregnant-checked', 'Memeriksakan diri', PREGNANT],
    ['pregnant-tt', 'Mendapat TT', PREGNANT],
    ['breastfeeding', 'Ibu menyusui'],
    ['postpartum-vitamin-a', 'Ibu nifas mendapat vitamin A'],
    ['kb-condom', 'Kondom', 'KB ulang'],
    ['kb-pill', 'Pil', 'KB ulang'],
    ['kb-injection', 'Suntik', 'KB ulang'],
    ['s', 'S', WEIGHED],
    ['k', 'K', WEIGHED],
    ['d', 'D', WEIGHED],
    ['n', 'N', WEIGHED],
    ['bgm', 'BGM', WEIGHED],
    ['vitamin-a', 'Mendapat vitamin A', 'Bayi dan balita'],
    ['feeding', 'Mendapat PMT penyuluhan', 'Bayi dan balita'],
    ['hb-0', 'HB-0', BABIES_IMMUNIZED],
    ['bcg', 'BCG', BABIES_IMMUNIZED],
    ['polio-1', 'I', BABIES_IMMUNIZED, 'Polio'],
    ['polio-2', 'II', BABIES_IMMUNIZED, 'Polio'],
    ['polio-3', 'III', BABIES_IMMUNIZED, 'Polio'],
    ['polio-4', 'IV', BABIES_IMMUNIZED, 'Polio'],
    ['dpt-hb-1', 'I', BABIES_IMMUNIZED, 'DPT/HB'],
    ['dpt-hb-2', 'II', BABIES_IMMUNIZED, 'DPT/HB'],
    ['dpt-hb-3', 'III', BABIES_IMMUNIZED, 'DPT/HB'],
    ['measles', 'Campak', BABIES_IMMUNIZED],
    ['tt-1', 'I', 'TT WUS dan ibu hamil'],
    ['tt-2', 'II', 'TT WUS dan ibu hamil'],
    ['tt-3', 'III', 'TT WUS dan ibu hamil'],
    ['tt-4', 'IV', 'TT WUS dan ibu hamil'],
    ['tt-5', 'V', 'TT WUS dan ibu hamil'],
    ['diarrhoea', 'Jumlah', 'Balita diare'],
    ['diarrhoea-ors', 'Mendapat oralit', 'Balita diare'],
    ['note', 'Keterangan'],
  ),
} as const;
export type Sip6Key = (typeof SIP_6)['columns'][number]['key'];
