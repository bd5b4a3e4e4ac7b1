/**
 * How far a posyandu has come: pratama, madya, purnama, mandiri, by the
 * indicators of a year, with what is missing to be sure.
 *
 * Source: Kemenkes 2011, as a thesis of Universitas Sumatera Utara copies it;
 * the comparison signs are partly lost there (certainty C). The criteria of the
 * posyandu of six services (Permendagri 13/2024) were not found.
 */

import type { Ids } from './figures.ts';
import type { MonthlyRecap } from './monthly-recap.ts';

export const STRATA = ['pratama', 'madya', 'purnama', 'mandiri'] as const;
export type Stratum = (typeof STRATA)[number];

export type StrataIndicator =
  | 'weighings'
  | 'kader'
  | 'dPerS'
  | 'kia'
  | 'kb'
  | 'immunization'
  | 'extraProgramme'
  | 'healthFund';

/** Least value for a stratum; an indicator that is not named is not asked for. Percentages 0–100, an extra programme is 1. */
export interface StrataCriteria {
  readonly edition: string;
  readonly source: string;
  readonly needs: {
    readonly [Each in Exclude<Stratum, 'pratama'>]: Readonly<
      Partial<Record<StrataIndicator, number>>
    >;
  };
  readonly titles: Readonly<Record<StrataIndicator, string>>;
}

const STRATA_CRITERIA: StrataCriteria = {
  edition: 'Indikator tingkat perkembangan posyandu, Kemenkes 2011',
  source: 'Pembinaan posyandu, Universitas Sumatera Utara (text-id.123dok.com)',
  needs: {
    madya: { weighings: 8, kader: 5 },
    purnama: {
      weighings: 8,
      kader: 5,
      dPerS: 50,
      kia: 50,
      kb: 50,
      immunization: 50,
      extraProgramme: 1,
    },
    mandiri: {
      weighings: 8,
      kader: 5,
      dPerS: 50,
      kia: 50,
      kb: 50,
      immunization: 50,
      extraProgramme: 1,
      healthFund: 50,
    },
  },
  titles: {
    weighings: 'Frekuensi penimbangan setahun',
    kader: 'Rerata kader yang bertugas',
    dPerS: 'Rerata D/S (%)',
    kia: 'Cakupan kumulatif KIA (%)',
    kb: 'Cakupan kumulatif KB (%)',
    immunization: 'Cakupan kumulatif imunisasi (%)',
    extraProgramme: 'Program tambahan',
    healthFund: 'Cakupan dana sehat (%)',
  },
};

/** What the app does not hold; `null` where nobody said. */
export interface StrataEntries {
  /** Kader on duty, the mean of the year's sessions. */
  readonly kader: number | null;
  readonly kiaPercent: number | null;
  readonly kbPercent: number | null;
  readonly hasExtraProgramme: boolean | null;
  readonly healthFundPercent: number | null;
}

export interface IndicatorValue {
  readonly indicator: StrataIndicator;
  readonly title: string;
  readonly value: number | null;
  /** Whom it counts, where it is computed from children of the last recap. */
  readonly children: Ids | null;
  /** Highest stratum for which this indicator is enough; `null` where it is not known. */
  readonly enoughFor: Stratum | null;
}

export interface StrataResult {
  readonly indicators: readonly IndicatorValue[];
  /** Reached even if everything unknown turned out bad. */
  readonly atLeast: Stratum;
  /** Reached if everything unknown turned out well; equal to `atLeast` when nothing decisive is missing. */
  readonly atMost: Stratum;
}

/**
 * @param months twelve of them, the calendar year or the last ones; any order,
 *   those without a session too
 */
export function strata(
  months: readonly MonthlyRecap[],
  entries: StrataEntries,
  criteria: StrataCriteria = STRATA_CRITERIA,
): StrataResult {
  const { titles } = criteria;
  const indicators = valuesOf(months, entries).map((each): IndicatorValue => ({
    ...each,
    title: titles[each.indicator],
    enoughFor:
      each.value === null ? null : highest((stratum) => isMet(each, stratum, criteria, false)),
  }));
  const reached = (unknownIsMet: boolean) =>
    highest((stratum) => indicators.every((each) => isMet(each, stratum, criteria, unknownIsMet)));
  return { indicators, atLeast: reached(false), atMost: reached(true) };
}

type Value = Pick<IndicatorValue, 'indicator' | 'value' | 'children'>;

function valuesOf(months: readonly MonthlyRecap[], entries: StrataEntries): Value[] {
  const held = months.filter(({ figures }) => figures.d.length > 0);
  const latest = months.reduce<MonthlyRecap | null>(
    (last, each) => (last === null || each.period.month > last.period.month ? each : last),
    null,
  );
  const idl = latest?.immunization.idl;
  const { hasExtraProgramme } = entries;
  return [
    entered('weighings', months.length === 0 ? null : held.length),
    entered('kader', entries.kader),
    entered('dPerS', meanParticipation(held)),
    entered('kia', entries.kiaPercent),
    entered('kb', entries.kbPercent),
    { indicator: 'immunization', value: idl?.percent ?? null, children: idl?.numerator ?? null },
    entered('extraProgramme', hasExtraProgramme === null ? null : Number(hasExtraProgramme)),
    entered('healthFund', entries.healthFundPercent),
  ];
}

function entered(indicator: StrataIndicator, value: number | null): Value {
  return { indicator, value, children: null };
}

/** "Rerata": the mean of the months that had a session. Not the share of all weighings, which larger months would rule. */
function meanParticipation(held: readonly MonthlyRecap[]): number | null {
  const percents = held.flatMap(({ ratios }) => ratios.dPerS.percent ?? []);
  return percents.length === 0
    ? null
    : percents.reduce((sum, each) => sum + each, 0) / percents.length;
}

function isMet(
  { indicator, value }: Value,
  stratum: Stratum,
  { needs }: StrataCriteria,
  unknownIsMet: boolean,
): boolean {
  const least = stratum === 'pratama' ? undefined : needs[stratum][indicator];
  if (least === undefined) return true;
  return value === null ? unknownIsMet : value >= least;
}

/** Up the ladder as long as each step holds; everybody stands on the first. */
function highest(holds: (stratum: Stratum) => boolean): Stratum {
  let reached: Stratum = 'pratama';
  for (const stratum of STRATA) {
    if (!holds(stratum)) break;
    reached = stratum;
  }
  return reached;
}
