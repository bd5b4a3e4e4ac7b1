/** The values of one weighing and measuring on one line. */

import { formatCm, formatKg } from '#client/i18n/format.ts';
import { growth } from '#client/i18n/growth.ts';
import { shared } from '#client/i18n/shared.ts';
import type { Measurement } from '#domain/measurement.ts';

const text = growth.measured;

/** "7,6 kg · 68,2 cm (telentang) · LK 43,1 cm"; what was not measured is left out. */
export function measurementWords(measurement: Omit<Measurement, 'measuredOn'>): string {
  const { weightGrams, lengthMm, position, headMm, muacMm, oedema, gainOverride } = measurement;
  const how = position === null ? null : shared.position[position].toLowerCase();
  return [
    ...(weightGrams === null ? [] : [`${formatKg(weightGrams)} kg`]),
    ...(lengthMm === null ? [] : [text.length(formatCm(lengthMm), how)]),
    ...(headMm === null ? [] : [text.head(formatCm(headMm))]),
    ...(muacMm === null ? [] : [text.muac(formatCm(muacMm))]),
    ...(oedema === true ? [text.oedema] : []),
    ...(gainOverride === undefined
      ? []
      : [text.changedLetter(growth.weightGain[gainOverride.code])]),
  ].join(' · ');
}
