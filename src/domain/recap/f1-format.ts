/**
 * F1 Gizi, the monthly report of a posyandu to the puskesmas, as data.
 *
 * Sources: the workbook of a posyandu in Citeureup, May 2026, itself headed as a
 * proposed revision (items 1–22), and the F1 of another posyandu (items 1–10).
 * Certainty A for items 1–10, C for the rest.
 */

import type { Certainty } from '#domain/immunization/schedule-schema.ts';
import type { FigureKey } from './figures.ts';

/** `k-minus-d`: the form's own sum for item 8. */
export type F1Count = FigureKey | 'k-minus-d';

export interface F1Item {
  readonly number: string;
  /** The letters beside the item; `null` where the form prints none. */
  readonly code: string | null;
  readonly title: string;
}

/** What is typed in, because the app does not hold it. */
export type F1EntryKey =
  | 'village'
  | 'posyandu'
  | 'supervisor'
  | 'kader'
  | 'kader-active'
  | 'kader-trained'
  | 'postpartum'
  | 'pregnant'
  | 'pregnant-thin'
  | 'pregnant-iron'
  | 'early-breastfeeding';

export interface F1Format {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly edition: string;
  readonly source: string;
  readonly certainty: Certainty;
  /** Whether each age group is split into G and NG, read as Gakin and not Gakin. */
  readonly welfareColumns: boolean;
  readonly head: readonly {
    readonly key: F1EntryKey | 'month' | 'session';
    readonly label: string;
  }[];
  /** By age group and sex. */
  readonly weighing: readonly (F1Item & { readonly count: F1Count })[];
  /** By sex alone. */
  readonly bySex: readonly (F1Item & { readonly count: FigureKey })[];
  /** By month of age and sex. */
  readonly babies: readonly (F1Item & { readonly count: 'babies' | 'exclusive' })[];
  readonly entered: readonly (F1Item & { readonly key: F1EntryKey })[];
}

export const F1_GIZI: F1Format = {
  id: 'f1-gizi',
  name: 'F1 Gizi',
  title: 'Laporan bulanan kegiatan gizi posyandu',
  edition: 'F1/FII/Gizi/2026, usulan revisi, tanpa kolom G/NG',
  source: 'Buku kerja F1 sebuah posyandu di Citeureup, Mei 2026; F1 posyandu lain (butir 1–10)',
  certainty: 'C',
  welfareColumns: false,
  head: [
    { key: 'village', label: 'Desa/kelurahan' },
    { key: 'month', label: 'Laporan bulan' },
    { key: 'session', label: 'Tanggal penimbangan' },
    { key: 'posyandu', label: 'Posyandu/RW' },
    { key: 'supervisor', label: 'Petugas pembina' },
    { key: 'kader', label: 'Kader yang ada' },
    { key: 'kader-active', label: 'Kader aktif bulan ini' },
    { key: 'kader-trained', label: 'Kader yang sudah dilatih' },
  ],
  weighing: [
    { number: '1', code: 'S', title: 'Balita yang ada di posyandu', count: 's' },
    { number: '2', code: 'K', title: 'Balita terdaftar dan punya KMS', count: 'k' },
    { number: '3', code: 'N', title: 'Balita yang naik berat badannya', count: 'n' },
    { number: '4', code: 'T', title: 'Balita yang tidak naik berat badannya', count: 't' },
    { number: '5', code: 'O', title: 'Ditimbang, bulan lalu tidak ditimbang', count: 'o' },
    { number: '6', code: 'B', title: 'Baru pertama kali hadir dan ditimbang', count: 'b' },
    { number: '7', code: 'D', title: 'Balita yang ditimbang (3 + 4 + 5 + 6)', count: 'd' },
    { number: '8', code: '(−)', title: 'Balita yang tidak hadir (2 − 7)', count: 'k-minus-d' },
    { number: '9', code: 'BGM', title: 'Balita di bawah garis merah', count: 'bgm' },
    {
      number: '10',
      code: '2T',
      title: 'Balita yang dua kali berturut-turut tidak naik',
      count: 'twoT',
    },
    {
      number: '11',
      code: 'Gizi buruk',
      title: 'Balita dengan BB/U di bawah −3 SD',
      count: 'severelyUnderweight',
    },
    {
      number: '12',
      code: 'Gizi kurang',
      title: 'Balita dengan BB/U −3 sampai di bawah −2 SD',
      count: 'moderatelyUnderweight',
    },
  ],
  bySex: [
    {
      number: '13',
      code: 'S36',
      title: 'Balita ditimbang yang mencapai umur 36 bulan',
      count: 'reached36Months',
    },
    {
      number: '14',
      code: 'L',
      title: 'Di antaranya dengan berat 11,5 kg atau lebih',
      count: 'reached36MonthsHeavy',
    },
    { number: '15', code: 'Biru', title: 'Balita yang mendapat vitamin A', count: 'vitaminABlue' },
    { number: '15', code: 'Merah', title: 'Balita yang mendapat vitamin A', count: 'vitaminARed' },
  ],
  babies: [
    { number: '16', code: null, title: 'Bayi menurut umur', count: 'babies' },
    { number: '17', code: null, title: 'Bayi dengan ASI eksklusif', count: 'exclusive' },
  ],
  entered: [
    { number: '18', code: null, title: 'Ibu nifas yang mendapat vitamin A', key: 'postpartum' },
    { number: '19', code: null, title: 'Ibu hamil', key: 'pregnant' },
    { number: '20', code: 'KEK', title: 'Ibu hamil dengan LiLA < 23,5 cm', key: 'pregnant-thin' },
    { number: '21', code: 'Fe', title: 'Ibu hamil yang mendapat tablet Fe', key: 'pregnant-iron' },
    { number: '22', code: 'IMD', title: 'Bayi dengan IMD', key: 'early-breastfeeding' },
  ],
};

/** As the workbook prints it. What G and NG stand for is not written on it. */
export const F1_GIZI_WELFARE: F1Format = {
  ...F1_GIZI,
  id: 'f1-gizi-g-ng',
  edition: 'F1/FII/Gizi/2026, usulan revisi',
  welfareColumns: true,
};
