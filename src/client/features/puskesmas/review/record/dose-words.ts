/** A judged dose in words and tone. */

import { formatPartialDate, formatPlainDate } from '#client/i18n/format.ts';
import { immunization as shared } from '#client/i18n/immunization.ts';
import { doses as words } from '#client/i18n/puskesmas-immunization.ts';
import type { Tone } from '#client/ui/notice.tsx';
import type { Immunization } from '#domain/immunization/immunization-record.ts';
import type { JudgedDose } from '#domain/immunization/judge-doses.ts';
import type { DoseVerdict } from '#domain/immunization/judge-in-series.ts';

const TONE_OF_VERDICT = {
  valid: 'ok',
  'too-early': 'act',
  'too-close': 'act',
  'after-limit': 'act',
  duplicate: 'watch',
  'unknown-product': 'watch',
} as const satisfies Readonly<Record<DoseVerdict, Tone>>;

/** A dose that counts by a date nobody can be sure of is no plain yes. */
export function toneOfDose({ verdict, certain }: JudgedDose): Tone {
  return verdict === 'valid' && !certain ? 'unknown' : TONE_OF_VERDICT[verdict];
}

/** "Dihitung", "Dihitung · kejar", "Terlalu dini" */
export function verdictWords({ verdict, certain, timing }: JudgedDose): string {
  return [
    words.verdict[verdict],
    ...(timing === 'kejar' ? [words.kejar] : []),
    ...(certain ? [] : [words.uncertain]),
  ].join(' · ');
}

/** "DPT-HB-Hib 2", "DPT-HB-Hib 1 + IPV 1"; the vaccine where it is no dose of the schedule. */
export function doseName(judged: JudgedDose | null, { product }: Immunization): string {
  if (judged === null || judged.dose === null) return product;
  return judged.alsoDose === null ? judged.dose : `${judged.dose} + ${judged.alsoDose}`;
}

type Field = keyof typeof words.field;

/** Every field of a dose as it is read; `null` where nothing was written. */
export function doseFields(dose: Immunization): readonly (readonly [Field, string | null])[] {
  const { product, givenOn, source, givenBy, place, lotNumber, expiresOn } = dose;
  return [
    ['product', product],
    ['givenOn', formatPartialDate(givenOn)],
    ['source', shared.source[source]],
    ['givenBy', givenBy],
    ['place', place === null ? null : shared.place[place]],
    ['lotNumber', lotNumber],
    ['expiresOn', expiresOn === null ? null : formatPlainDate(expiresOn)],
  ];
}
