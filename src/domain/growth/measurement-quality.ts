/**
 * How well a kader or a posyandu measures, seen in what was written down: rounded
 * digits and values that cannot be true. A help to look at the scale and the
 * board, never a mark for a person; too few values are said to be too few.
 */

import { daysBetween, monthOf } from '#domain/dates.ts';
import type { EffectiveMeasurement } from '#domain/growth-event.ts';
import type { Measurement } from '#domain/measurement.ts';
import { digitPreference, type DigitPreference } from './digit-preference.ts';
import { scoresAsShown } from './plausibility.ts';
import { LAST_DAY } from './reference.ts';
import type { GrowingChild } from './score-measurement.ts';

const QUALITY_SETTINGS = {
  /** Part of z-scores beyond the WHO flag from which on an index is doubted. Source: WHO and UNICEF, recommendations on anthropometric data 2019 (C). */
  implausibleAbove: 0.01,
  /** Below this one single value would already be more than 1 in 100 (arithmetic, no source). */
  implausibleAtLeast: 100,
} as const;

export interface QualityRecord {
  readonly child: GrowingChild;
  readonly posyanduId: string;
  /** Voided ones and those outside the days of the standards, birth to day 1826, are ignored. */
  readonly of: EffectiveMeasurement;
}

export type QualityKey = 'kader' | 'posyandu' | 'month';
/** Which records were taken together; `null` where they were not told apart. Kader is who recorded it. */
export type QualityGroup = Readonly<Record<QualityKey, string | null>>;

type QualityIndex = 'weightForAge' | 'lengthForAge' | 'weightForLength';
type DigitField = 'weightGrams' | 'lengthMm' | 'headMm' | 'muacMm';

export interface ImplausibleShare {
  readonly implausible: number;
  /** How many have this z-score at all. */
  readonly of: number;
  /** `null` without any. */
  readonly share: number | null;
  readonly verdict: 'too-few' | 'plausible' | 'too-many';
}

export interface MeasurementQuality {
  readonly group: QualityGroup;
  readonly measurements: number;
  readonly digits: Readonly<Record<DigitField, DigitPreference>>;
  readonly implausible: Readonly<Record<QualityIndex, ImplausibleShare>>;
}

/**
 * @param by what to tell apart: `[]` for all together, `['kader', 'month']` for
 *   each kader in each month
 * @returns one entry per group that has measurements, in order of month, posyandu, kader
 */
export function measurementQuality(
  records: readonly QualityRecord[],
  by: readonly QualityKey[],
): MeasurementQuality[] {
  const groups = new Map<string, { group: QualityGroup; records: QualityRecord[] }>();
  for (const record of records) {
    if (!takesPart(record)) continue;
    const group = groupOf(record, by);
    const key = `${group.month} ${group.posyandu} ${group.kader}`;
    const known = groups.get(key) ?? { group, records: [] };
    known.records.push(record);
    groups.set(key, known);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, found]) => qualityOf(found.group, found.records));
}

/** Does this record say anything of quality at all? */
export function takesPart({ child, of }: QualityRecord): boolean {
  const ageDays = daysBetween(child.bornOn, of.measurement.measuredOn);
  return !of.voided && ageDays >= 0 && ageDays <= LAST_DAY;
}

function groupOf({ posyanduId, of }: QualityRecord, by: readonly QualityKey[]): QualityGroup {
  return {
    kader: by.includes('kader') ? of.authorId : null,
    posyandu: by.includes('posyandu') ? posyanduId : null,
    month: by.includes('month') ? monthOf(of.measurement.measuredOn) : null,
  };
}

function qualityOf(group: QualityGroup, records: readonly QualityRecord[]): MeasurementQuality {
  const scores = records.map(({ child, of }) => scoresAsShown(child, of.measurement));
  const share = (index: QualityIndex): ImplausibleShare => {
    const known = scores.flatMap((each) => each[index] ?? []);
    return implausibleShare(known.filter(({ flagged }) => flagged).length, known.length);
  };
  const digits = (field: DigitField): DigitPreference =>
    digitPreference(records.flatMap(({ of }) => tenthsOf(of.measurement, field) ?? []));
  return {
    group,
    measurements: records.length,
    digits: {
      weightGrams: digits('weightGrams'),
      lengthMm: digits('lengthMm'),
      headMm: digits('headMm'),
      muacMm: digits('muacMm'),
    },
    implausible: {
      weightForAge: share('weightForAge'),
      lengthForAge: share('lengthForAge'),
      weightForLength: share('weightForLength'),
    },
  };
}

/** Tenths of a kilogram or centimetre; of 7,85 kg the 8 is read, as survey tools do. */
function tenthsOf(measurement: Measurement, field: DigitField): number | null {
  const value = measurement[field];
  if (value === null) return null;
  return field === 'weightGrams' ? Math.floor(value / 100) : value;
}

function implausibleShare(implausible: number, of: number): ImplausibleShare {
  const share = of === 0 ? null : implausible / of;
  if (share === null || of < QUALITY_SETTINGS.implausibleAtLeast) {
    return { implausible, of, share, verdict: 'too-few' };
  }
  const tooMany = share > QUALITY_SETTINGS.implausibleAbove;
  return { implausible, of, share, verdict: tooMany ? 'too-many' : 'plausible' };
}
