/** Every figure of the service rules in one place, each with where it stands and how certain it is. */

import { TBC_SIGNS_TO_REFER } from '#domain/growth/referral.ts';
import type { Certainty } from '#domain/immunization/schedule-schema.ts';
import type { FeedingReason } from './service-facts.ts';

/** Certainty as in the immunization schedule; K stands for what no source found says. */
export interface Setting<T> {
  readonly value: T;
  readonly source: string;
  readonly certainty: Certainty;
}

/** Which day's age decides about a child in a half-yearly round. */
export type AgeDay = 'day-given' | 'first-of-month' | 'last-of-month';

/** A service given in fixed months of the year. */
export interface RoundSettings {
  /** Months of the year, 1–12. */
  readonly months: Setting<readonly number[]>;
  /** Rounds that were held in another month than planned: planned month to held month. */
  readonly moved: Setting<Readonly<Record<string, string>>>;
  /** Whole months after the round's own in which somebody who missed it may still be given. */
  readonly lateMonths: Setting<number>;
  readonly fromMonths: Setting<number>;
  /** First age in months that is too old. */
  readonly beforeMonths: Setting<number>;
  readonly ageOn: Setting<AgeDay>;
  /** Whether a child who reaches the age after the round's month waits for the next round. */
  readonly reachedBetween: Setting<'wait' | 'give'>;
  readonly shortestGapDays: Setting<number>;
}

export interface ServiceSettings {
  readonly vitaminA: RoundSettings & {
    /** First age in months for the red capsule. */
    readonly redFromMonths: Setting<number>;
    readonly blueUnits: Setting<number>;
    readonly redUnits: Setting<number>;
  };
  readonly deworming: RoundSettings & {
    /** First age in months for the whole tablet. */
    readonly wholeFromMonths: Setting<number>;
    readonly halfMg: Setting<number>;
    readonly wholeMg: Setting<number>;
  };
  readonly breastfeeding: {
    /** The last month whose answer is needed to have passed; 6 is the question at six months. */
    readonly lastMonth: Setting<5 | 6>;
    /** Whether a yes about the time since birth fills earlier months that nobody asked about. */
    readonly sinceBirthFills: Setting<boolean>;
    readonly recallMonths: Setting<readonly number[]>;
    readonly recallBeforeMonths: Setting<number>;
  };
  readonly feeding: {
    readonly fromMonths: Setting<number>;
    readonly beforeMonths: Setting<number>;
    readonly days: Readonly<Record<FeedingReason, Setting<number>>>;
    /** Whether one T is reason enough or only two in a row. */
    readonly notGained: Setting<'T' | '2T'>;
  };
  readonly diarrhoea: {
    readonly fullZincFromMonths: Setting<number>;
    readonly zincBeforeMonths: Setting<number>;
    readonly halfZincMg: Setting<number>;
    readonly fullZincMg: Setting<number>;
    readonly zincDays: Setting<number>;
    /** Millilitres after each loose stool, by first age in months. */
    readonly ors: Setting<
      readonly { readonly fromMonths: number; readonly min: number; readonly max: number }[]
    >;
  };
  readonly tbc: { readonly signs: Setting<number> };
  readonly homeVisit: {
    readonly absentMonths: Setting<number>;
    readonly referralDays: Setting<number>;
    readonly repeatAfterDays: Setting<number>;
    readonly yearlyMonths: Setting<number>;
  };
}

const PERMENKES_21 = 'Permenkes 21/2015 (kapsul vitamin A)';
const LETTER_300 = 'Surat Kemenkes GM.03.03/B.III/300/2024';
const DEWORMING = 'Materi posyandu: posyandu Cemara, Nakita, Kampung KB BKKBN';
const ALBENDAZOLE = 'Materi posyandu: posyandu Cemara, Nakita';
const SIGIZI = 'Templat dan laporan SIGIZI 2024–2026';
const KIA = 'Buku KIA, perawatan anak diare';
const P2PL = 'Kemenkes P2PL 2016, tata laksana diare di rumah';
const ILP_CARD = 'Kartu bantu pemeriksaan bayi, balita dan apras (ILP 2023)';
const MODULE = 'Modul kader Pengelolaan Posyandu (panduan 2023)';
const PROJECT = 'Pilihan proyek, belum ada sumber';

function setting<T>(value: T, certainty: Certainty, source: string): Setting<T> {
  return { value, certainty, source };
}

export const SERVICE_SETTINGS: ServiceSettings = {
  vitaminA: {
    months: setting([2, 8], 'A', LETTER_300),
    moved: setting({ '2023-08': '2023-10' }, 'A', LETTER_300),
    lateMonths: setting(1, 'K', PROJECT),
    fromMonths: setting(6, 'B', PERMENKES_21),
    beforeMonths: setting(60, 'B', PERMENKES_21),
    ageOn: setting('day-given', 'K', PROJECT),
    reachedBetween: setting('wait', 'K', PROJECT),
    shortestGapDays: setting(28, 'K', PROJECT),
    redFromMonths: setting(12, 'B', PERMENKES_21),
    blueUnits: setting(100_000, 'B', PERMENKES_21),
    redUnits: setting(200_000, 'B', PERMENKES_21),
  },
  deworming: {
    months: setting([2, 8], 'C', 'Nakita: Februari dan Agustus; daerah lain Maret dan September'),
    moved: setting({}, 'K', PROJECT),
    lateMonths: setting(1, 'K', PROJECT),
    fromMonths: setting(12, 'B', DEWORMING),
    beforeMonths: setting(60, 'B', DEWORMING),
    ageOn: setting('day-given', 'K', PROJECT),
    reachedBetween: setting('wait', 'K', PROJECT),
    shortestGapDays: setting(90, 'K', PROJECT),
    wholeFromMonths: setting(24, 'B', ALBENDAZOLE),
    halfMg: setting(200, 'B', ALBENDAZOLE),
    wholeMg: setting(400, 'B', ALBENDAZOLE),
  },
  breastfeeding: {
    lastMonth: setting(6, 'C', 'Templat SIGIZI: asi_bulan_0 sampai asi_bulan_6'),
    sinceBirthFills: setting(true, 'K', PROJECT),
    recallMonths: setting([2, 8], 'C', SIGIZI),
    recallBeforeMonths: setting(6, 'C', SIGIZI),
  },
  feeding: {
    fromMonths: setting(6, 'B', 'SIGIZI; Kampung KB BKKBN 2025'),
    beforeMonths: setting(60, 'B', 'SIGIZI; Kampung KB BKKBN 2025'),
    days: {
      wasting: setting(56, 'B', 'Templat PMT SIGIZI: 8 minggu; Kampung KB BKKBN 2025: 56 hari'),
      underweight: setting(28, 'C', 'Templat PMT SIGIZI: 4 minggu; BKKBN 2025 menyebut 14 hari'),
      'weight-not-gained': setting(14, 'B', 'Templat PMT SIGIZI: 2 minggu; BKKBN 2025: 14 hari'),
    },
    notGained: setting('T', 'C', 'Templat PMT SIGIZI: alasan T; BKKBN 2025 menyebut 2T'),
  },
  diarrhoea: {
    fullZincFromMonths: setting(6, 'A', `${KIA}; ${P2PL}`),
    zincBeforeMonths: setting(60, 'B', KIA),
    halfZincMg: setting(10, 'B', P2PL),
    fullZincMg: setting(20, 'B', P2PL),
    zincDays: setting(10, 'A', `${KIA}; ${P2PL}`),
    ors: setting(
      [
        { fromMonths: 0, min: 50, max: 100 },
        { fromMonths: 12, min: 100, max: 200 },
        { fromMonths: 60, min: 200, max: 300 },
      ],
      'C',
      `${P2PL}; Buku KIA: setengah sampai satu gelas`,
    ),
  },
  tbc: { signs: setting(TBC_SIGNS_TO_REFER, 'A', ILP_CARD) },
  homeVisit: {
    absentMonths: setting(2, 'K', PROJECT),
    referralDays: setting(7, 'K', PROJECT),
    repeatAfterDays: setting(30, 'K', PROJECT),
    yearlyMonths: setting(12, 'C', MODULE),
  },
};
