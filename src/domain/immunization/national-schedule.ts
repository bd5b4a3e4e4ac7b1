/**
 * The national routine schedule as it holds for a posyandu in NTB.
 *
 * What is uncertain and whom to ask stands in the README of the layer. A
 * different cohort or region is one line of `availability`.
 */

import type {
  Certainty,
  DoseName,
  DoseRule,
  Figure,
  ImmunizationSchedule,
} from './schedule-schema.ts';

const GRID = ['kia', 'mikroplan'];

function months(count: number, certainty: Certainty = 'B', source: string[] = GRID): Figure {
  return { months: count, source, certainty };
}

function days(count: number, certainty: Certainty, source: string[]): Figure {
  return { days: count, source, certainty };
}

/** The age group of imunisasi kejar is 12–59 months. */
const KEJAR_END = months(60, 'B', ['kia', 'bian']);
const FOUR_WEEKS_WHO = days(28, 'A', ['who']);
const FOUR_WEEKS_DPT = days(28, 'B', ['who', 'aplikasi']);
const FOUR_WEEKS_RV = days(28, 'A', ['rv']);
/** "6 bulan 29 hari": the last day before 7 completed months. */
const RV_END = months(7, 'A', ['rv']);

/** A dose of the first year, late from the month after its own, kejar from 12 to 59 months. */
function infantDose(dose: DoseName, month: number, intervals: Figure[] = []): DoseRule {
  return {
    dose,
    earliest: months(month),
    idealBefore: months(month + 1),
    routineBefore: months(12),
    catchUpBefore: KEJAR_END,
    advisedBefore: null,
    intervals,
  };
}

/** A dose of the second year, kejar from 24 to 59 months. */
function toddlerDose(dose: DoseName, month: number, intervals: Figure[]): DoseRule {
  return { ...infantDose(dose, month, intervals), routineBefore: months(24) };
}

function rotavirusDose(dose: DoseName, month: number, advisedBefore: Figure | null): DoseRule {
  return {
    ...infantDose(dose, month, month > 2 ? [FOUR_WEEKS_RV] : []),
    routineBefore: RV_END,
    catchUpBefore: null,
    advisedBefore,
  };
}

const intramuscular: ImmunizationSchedule['series'][number]['how'] = {
  amount: '0,5 ml',
  route: 'intramuskular',
  source: ['spo'],
  certainty: 'C',
};

export const NATIONAL_SCHEDULE: ImmunizationSchedule = {
  edition: 'Imunisasi rutin nasional 2026, NTB',
  sources: {
    kia: 'Buku KIA 2024 hlm. 124–125 (dua salinan)',
    mikroplan: 'data sasaran mikroplaning imunisasi 2026/27',
    rv: 'Surat Kemenkes IM.02.02/C/3052/2023 (RV)',
    pcv: 'ringkasan juknis PCV, KMK HK.01.07/MENKES/6780/2021 dan 779/2022',
    je: 'Surat Kemenkes IM.02.02/C/3290/2023 (JE)',
    ipv: 'juknis IPV dosis kedua, 2022',
    heksavalen: 'berita peluncuran heksavalen 2025 (Bali, NTB)',
    spo: 'SPO imunisasi RSUD Purbalingga 2018',
    booster: 'PPK imunisasi RSSA Malang',
    idai: 'IDAI 2024',
    who: 'WHO DAK Immunizations 2025',
    aplikasi: 'aplikasi puskesmas (selang 28 hari)',
    bian: 'kelompok umur imunisasi kejar BIAN 2022',
    profil: 'Profil Kesehatan Indonesia 2016',
    umum: 'pengetahuan umum, perlu dipastikan ke koordinator imunisasi',
  },
  series: [
    {
      series: 'HB-0',
      antigens: ['HepB'],
      liveInjected: false,
      how: { ...intramuscular, route: 'intramuskular, paha kanan' },
      doses: [
        {
          dose: 'HB-0',
          earliest: days(0, 'B', ['kia', 'spo']),
          // "Within 24 hours" by the date alone: the day of birth and the one after.
          idealBefore: days(2, 'B', ['kia', 'spo']),
          routineBefore: days(8, 'B', ['mikroplan', 'spo']),
          catchUpBefore: null,
          advisedBefore: null,
          intervals: [],
        },
      ],
      lateStart: [],
    },
    {
      series: 'BCG',
      antigens: ['TB'],
      liveInjected: true,
      how: {
        amount: '0,05 ml',
        route: 'intrakutan, lengan kanan atas',
        source: ['spo'],
        certainty: 'C',
      },
      doses: [
        {
          dose: 'BCG',
          earliest: months(0),
          idealBefore: months(2),
          routineBefore: months(12),
          catchUpBefore: null,
          advisedBefore: null,
          intervals: [],
        },
      ],
      lateStart: [],
    },
    {
      series: 'OPV',
      antigens: ['OPV'],
      liveInjected: false,
      how: { amount: '2 tetes', route: 'oral', source: ['spo'], certainty: 'C' },
      doses: [
        { ...infantDose('OPV 1', 0), idealBefore: months(2) },
        infantDose('OPV 2', 2, [FOUR_WEEKS_WHO]),
        infantDose('OPV 3', 3, [FOUR_WEEKS_WHO]),
        infantDose('OPV 4', 4, [FOUR_WEEKS_WHO]),
      ],
      lateStart: [],
    },
    {
      series: 'DPT-HB-Hib',
      antigens: ['DPT', 'HepB', 'Hib'],
      liveInjected: false,
      how: intramuscular,
      doses: [
        infantDose('DPT-HB-Hib 1', 2),
        infantDose('DPT-HB-Hib 2', 3, [FOUR_WEEKS_DPT]),
        infantDose('DPT-HB-Hib 3', 4, [FOUR_WEEKS_DPT]),
        toddlerDose('DPT-HB-Hib 4', 18, [
          months(6, 'A', ['who']),
          months(12, 'C', ['booster', 'umum']),
        ]),
      ],
      lateStart: [],
    },
    {
      series: 'PCV',
      antigens: ['PCV'],
      liveInjected: false,
      how: { ...intramuscular, source: ['umum'], certainty: 'K' },
      doses: [
        infantDose('PCV 1', 2),
        infantDose('PCV 2', 3, [days(28, 'B', ['pcv', 'who'])]),
        toddlerDose('PCV 3', 12, [days(28, 'B', ['pcv', 'who']), days(56, 'C', ['pcv'])]),
      ],
      lateStart: [
        {
          fromMonths: 12,
          doses: 2,
          interval: days(56, 'C', ['pcv']),
          source: ['pcv'],
          certainty: 'C',
        },
        { fromMonths: 24, doses: 1, interval: null, source: ['pcv'], certainty: 'C' },
      ],
    },
    {
      series: 'RV',
      antigens: ['RV'],
      liveInjected: false,
      how: { amount: '0,5 ml (5 tetes)', route: 'oral', source: ['rv'], certainty: 'A' },
      doses: [
        rotavirusDose('RV 1', 2, months(5, 'C', ['kia'])),
        rotavirusDose('RV 2', 3, months(6, 'C', ['kia'])),
        rotavirusDose('RV 3', 4, null),
      ],
      lateStart: [],
    },
    {
      series: 'IPV',
      antigens: ['IPV'],
      liveInjected: false,
      how: intramuscular,
      doses: [infantDose('IPV 1', 4), infantDose('IPV 2', 9, [months(4, 'A', ['who'])])],
      lateStart: [],
    },
    {
      series: 'MR',
      antigens: ['campak', 'rubela'],
      liveInjected: true,
      how: {
        amount: '0,5 ml',
        route: 'subkutan, lengan kiri atas',
        source: ['spo'],
        certainty: 'C',
      },
      doses: [
        infantDose('MR 1', 9),
        toddlerDose('MR 2', 18, [FOUR_WEEKS_WHO, months(6, 'C', ['idai', 'umum'])]),
      ],
      lateStart: [],
    },
    {
      series: 'JE',
      antigens: ['JE'],
      liveInjected: true,
      how: { amount: '0,5 ml', route: 'subkutan', source: ['je'], certainty: 'A' },
      doses: [{ ...infantDose('JE 1', 10), earliest: months(10, 'A', ['je']) }],
      lateStart: [],
    },
  ],
  products: [
    { product: 'HB-0', components: [{ series: 'HB-0', own: null }] },
    { product: 'BCG', components: [{ series: 'BCG', own: null }] },
    { product: 'OPV', components: [{ series: 'OPV', own: null }] },
    { product: 'DPT-HB-Hib', components: [{ series: 'DPT-HB-Hib', own: null }] },
    {
      product: 'DPT-HB-Hib-IPV',
      components: [
        { series: 'DPT-HB-Hib', own: null },
        {
          series: 'IPV',
          own: {
            earliest: months(2, 'B', ['heksavalen', 'mikroplan']),
            interval: FOUR_WEEKS_DPT,
          },
        },
      ],
    },
    { product: 'PCV', components: [{ series: 'PCV', own: null }] },
    { product: 'RV', components: [{ series: 'RV', own: null }] },
    { product: 'IPV', components: [{ series: 'IPV', own: null }] },
    { product: 'MR', components: [{ series: 'MR', own: null }] },
    { product: 'JE', components: [{ series: 'JE', own: null }] },
  ],
  availability: [
    { what: 'RV', region: '', bornFrom: '2023-05-16', source: ['rv'], certainty: 'A' },
    { what: 'PCV', region: '', bornFrom: '2022-01-01', source: ['pcv'], certainty: 'C' },
    { what: 'PCV', region: '52', bornFrom: '2017-01-01', source: ['pcv'], certainty: 'C' },
    { what: 'IPV 2', region: '', bornFrom: '2022-04-01', source: ['ipv'], certainty: 'C' },
    { what: 'JE', region: '', bornFrom: null, source: ['je'], certainty: 'C' },
    ...['34', '51', '61'].map((region) => ({
      what: 'JE' as const,
      region,
      bornFrom: '2018-01-01',
      source: ['je'],
      certainty: 'C' as const,
    })),
    {
      what: 'DPT-HB-Hib-IPV',
      region: '',
      bornFrom: null,
      source: ['heksavalen', 'mikroplan'],
      certainty: 'C',
    },
    ...['34', '51', '52', '91', '92', '93', '94', '95', '96'].map((region) => ({
      what: 'DPT-HB-Hib-IPV' as const,
      region,
      bornFrom: '2025-07-09',
      source: ['heksavalen', 'mikroplan'],
      certainty: 'C' as const,
    })),
  ],
  combined: {
    product: 'DPT-HB-Hib-IPV',
    serves: 'DPT-HB-Hib',
    brings: 'IPV',
    doses: 3,
    source: ['heksavalen', 'mikroplan'],
    certainty: 'B',
  },
  liveSpacing: { days: 28, source: ['who'], certainty: 'A' },
  repeatAfter: { days: 28, source: ['umum'], certainty: 'K' },
  status: {
    idl: [
      'HB-0',
      'BCG',
      'OPV 1',
      'OPV 2',
      'OPV 3',
      'OPV 4',
      'DPT-HB-Hib 1',
      'DPT-HB-Hib 2',
      'DPT-HB-Hib 3',
      'IPV 1',
      'MR 1',
    ],
    idlNew: ['PCV 1', 'PCV 2', 'RV 1', 'RV 2', 'RV 3', 'IPV 2'],
    ibl: ['PCV 3', 'DPT-HB-Hib 4', 'MR 2'],
    idlBeforeMonths: 12,
    iblRequiresIdl: true,
    zeroDoseFromMonths: 12,
    iblAgeMonths: 24,
    source: ['profil', 'aplikasi', 'umum'],
    certainty: 'C',
  },
  school: [
    { grade: 1, vaccine: 'MR', month: 'Agustus', source: GRID, certainty: 'B' },
    { grade: 1, vaccine: 'DT', month: 'November', source: GRID, certainty: 'B' },
    { grade: 2, vaccine: 'Td', month: 'November', source: GRID, certainty: 'B' },
    { grade: 5, vaccine: 'Td', month: 'November', source: GRID, certainty: 'B' },
    { grade: 5, vaccine: 'HPV 1 (anak perempuan)', month: 'Agustus', source: GRID, certainty: 'B' },
    { grade: 6, vaccine: 'HPV 2 (anak perempuan)', month: 'Agustus', source: GRID, certainty: 'B' },
  ],
};
