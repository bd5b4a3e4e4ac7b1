/** Every table and rule of this layer with its edition, its sources and how certain each is: what the page of proof shows. */

import { KMS_ORANGE_LINE_Z, KMS_RED_LINE_Z } from './growth/assess-growth.ts';
import type { ScoredIndex } from './growth/nutrition-status.ts';
import { FIRST_HEIGHT_DAY, HEIGHT_ROWS, LAST_DAY, LENGTH_ROWS } from './growth/reference.ts';
import { NATIONAL_SCHEDULE } from './immunization/national-schedule.ts';
import type { Certainty } from './immunization/schedule-schema.ts';

/** A document and what it is worth for the rule it is named with. */
export interface Evidence {
  readonly source: string;
  readonly certainty: Certainty;
}

export interface TableSource extends Evidence {
  readonly index: ScoredIndex;
  readonly edition: string;
  /** First and last row: days of life, or centimetres. */
  readonly rows: readonly {
    readonly unit: 'day' | 'cm';
    readonly from: number;
    readonly to: number;
  }[];
}

const WHO_2006 = {
  edition: 'WHO Child Growth Standards 2006',
  source: 'nilai L, M, S per hari dan per 0,1 cm yang diterbitkan WHO bersama anthro 1.1.0',
  certainty: 'A',
} as const satisfies Evidence & { readonly edition: string };

const BY_DAY = [{ unit: 'day', from: 0, to: LAST_DAY }] as const satisfies TableSource['rows'];

export const GROWTH_TABLES: readonly TableSource[] = [
  { index: 'weightForAge', rows: BY_DAY, ...WHO_2006 },
  { index: 'lengthForAge', rows: BY_DAY, ...WHO_2006 },
  {
    index: 'weightForLength',
    rows: [LENGTH_ROWS, HEIGHT_ROWS].map(({ first, last, originTenths }) => ({
      unit: 'cm',
      from: (originTenths + first) / 10,
      to: (originTenths + last) / 10,
    })),
    ...WHO_2006,
  },
  { index: 'bmiForAge', rows: BY_DAY, ...WHO_2006 },
  { index: 'headForAge', rows: BY_DAY, ...WHO_2006 },
];

const PERMENKES = 'Permenkes 2/2020, Standar Antropometri Anak';
const KMS = 'KMS dalam Buku KIA 2023, hlm. 54';
const ILP_CARD = 'Kartu bantu pemeriksaan bayi, balita dan apras (ILP 2023)';
const ANTHRO = 'WHO anthro 1.1.0 (paket R)';
const RECAPS = 'Rekap SIP, F1 dan F2';
const PROJECT = 'Pilihan proyek, belum ada sumber';

/** The rules of growth; what each is called stands in the catalogue of texts. */
export const GROWTH_RULES = {
  'age-in-months': [{ source: PERMENKES, certainty: 'A' }],
  'length-correction': [
    { source: 'WHO 2006', certainty: 'A' },
    { source: PERMENKES, certainty: 'A' },
  ],
  'z-score': [{ source: ANTHRO, certainty: 'A' }],
  plausible: [{ source: ANTHRO, certainty: 'A' }],
  categories: [{ source: PERMENKES, certainty: 'A' }],
  'bmi-categories': [{ source: PERMENKES, certainty: 'C' }],
  'head-categories': [
    { source: 'WHO, ±2 SD', certainty: 'B' },
    { source: ILP_CARD, certainty: 'A' },
  ],
  'muac-categories': [{ source: ILP_CARD, certainty: 'B' }],
  'minimum-gain': [
    { source: KMS, certainty: 'A' },
    { source: 'dua sumber lain untuk beda laki-laki dan perempuan', certainty: 'B' },
  ],
  'gained-or-not': [{ source: KMS, certainty: 'A' }],
  'not-weighed-or-new': [{ source: RECAPS, certainty: 'A' }],
  'two-t': [{ source: RECAPS, certainty: 'A' }],
  'red-line': [{ source: 'Juknis KMS 2021, belum terbaca utuh', certainty: 'C' }],
  'orange-line': [{ source: 'Juknis KMS 2021, belum terbaca utuh', certainty: 'C' }],
  referral: [
    { source: KMS, certainty: 'A' },
    { source: ILP_CARD, certainty: 'B' },
  ],
  questions: [{ source: PROJECT, certainty: 'K' }],
} as const satisfies Readonly<Record<string, readonly Evidence[]>>;
export type GrowthRule = keyof typeof GROWTH_RULES;

/** What no source settles, with the value that stands for it until a puskesmas says otherwise. */
export const OPEN_QUESTIONS = {
  'red-line': KMS_RED_LINE_Z,
  'orange-line': KMS_ORANGE_LINE_Z,
  'month-24': FIRST_HEIGHT_DAY,
  'minimum-gain-of-boys': null,
  'first-month': null,
  'two-weighings': null,
  'bmi-cut-offs': null,
  urgency: null,
  'question-limits': null,
  hexavalent: null,
  'japanese-encephalitis': null,
  'advised-intervals': null,
  'repeated-dose': NATIONAL_SCHEDULE.repeatAfter.days,
  'complete-immunization': null,
} as const satisfies Readonly<Record<string, number | null>>;
export type OpenQuestion = keyof typeof OPEN_QUESTIONS;

/**
 * Every source named anywhere within a schedule or a set of settings, with its
 * certainty; each pair once, the most certain first.
 *
 * @param names of sources that are named by a key
 */
export function evidenceWithin(
  data: unknown,
  names: Readonly<Record<string, string>> = {},
): readonly Evidence[] {
  const found = new Map<string, Evidence>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if ('certainty' in part && 'source' in part && isCertainty(part.certainty)) {
      for (const key of [part.source].flat()) {
        if (typeof key !== 'string') continue;
        const evidence = { source: names[key] ?? key, certainty: part.certainty };
        found.set(`${evidence.certainty} ${evidence.source}`, evidence);
      }
    }
    Object.values(part).forEach(visit);
  };
  visit(data);
  return [...found.keys()].sort().flatMap((key) => found.get(key) ?? []);
}

function isCertainty(value: unknown): value is Certainty {
  return value === 'A' || value === 'B' || value === 'C' || value === 'K';
}
