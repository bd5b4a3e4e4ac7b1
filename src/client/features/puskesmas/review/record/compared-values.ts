/** A record's values as labelled lines, so that two versions can be laid side by side. */

import { formatCm, formatDate, formatKg } from '#client/i18n/format.ts';
import { growth } from '#client/i18n/growth.ts';
import { doses } from '#client/i18n/puskesmas-immunization.ts';
import { recordView as words } from '#client/i18n/puskesmas-review.ts';
import { shared } from '#client/i18n/shared.ts';
import type { GainOverride, Measurement } from '#domain/measurement.ts';
import { doseFields } from './dose-words.ts';
import type { RecordedValues } from './find-original.ts';

export interface ComparedValue {
  readonly label: string;
  /** `null` where nothing was recorded. */
  readonly was: string | null;
  readonly is: string | null;
}

type Labelled = readonly (readonly [label: string, value: string | null])[];

/** Lines that say something before or after. Both must be of one kind. */
export function comparedValues(before: RecordedValues, after: RecordedValues): ComparedValue[] {
  const later = new Map(linesOf(after));
  return linesOf(before)
    .map(([label, was]) => ({ label, was, is: later.get(label) ?? null }))
    .filter(({ was, is }) => was !== null || is !== null);
}

function linesOf({ measurement, immunization }: RecordedValues): Labelled {
  if (measurement !== null) return measuredLines(measurement);
  if (immunization === null) return [];
  return doseFields(immunization).map(([field, value]) => [doses.field[field], value]);
}

const cm = (mm: number | null) => (mm === null ? null : formatCm(mm));

function measuredLines(of: Measurement): Labelled {
  const { measuredOn, weightGrams, lengthMm, position, headMm, muacMm, oedema, gainOverride } = of;
  return [
    [shared.field.measuredOn, formatDate(measuredOn)],
    [shared.field.weight, weightGrams === null ? null : formatKg(weightGrams)],
    [shared.field.length, cm(lengthMm)],
    [shared.field.position, position === null ? null : shared.position[position]],
    [shared.field.head, cm(headMm)],
    [shared.field.muac, cm(muacMm)],
    [shared.field.oedema, oedema === true ? words.yes : null],
    [words.changedLetter, gainOverride === undefined ? null : changedLetter(gainOverride)],
  ];
}

function changedLetter({ code, reason }: GainOverride): string {
  return `${growth.weightGain[code]} – ${reason}`;
}
