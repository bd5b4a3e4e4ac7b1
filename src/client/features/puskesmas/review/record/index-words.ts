/** A judged index in words. */

import { formatZ } from '#client/i18n/format.ts';
import { growth, type Curve } from '#client/i18n/growth.ts';
import { TONE_OF_CATEGORY } from '#client/ui/growth-tone.ts';
import type { Tone } from '#client/ui/notice.tsx';
import type { IndexResult } from '#domain/growth/assess-growth.ts';
import type { GrowthIndex } from '#domain/growth/nutrition-status.ts';

/** @param fallback for results without a curve of their own */
export function indexName(index: GrowthIndex, result: IndexResult, fallback: Curve) {
  return growth.index(index, curveOf(result, fallback));
}

/** "Pendek", "Angka tidak wajar", "Tidak bisa dinilai: panjang badan belum diukur" */
export function resultWords(result: IndexResult, fallback: Curve): string {
  switch (result.status) {
    case 'assessed':
      return growth.category[result.category];
    case 'implausible':
      return growth.implausible;
    case 'not-assessed':
      return `${growth.notAssessed}: ${growth.notAssessedBecause(result.reason, fallback)}`;
  }
}

/** What could not be judged is `unknown`, never `ok`; what cannot be true is `act`. */
export function toneOf(result: IndexResult): Tone {
  if (result.status === 'not-assessed') return 'unknown';
  return result.status === 'implausible' ? 'act' : TONE_OF_CATEGORY[result.category];
}

/** "−2,31"; `null` where there is none. */
export function zWords(result: IndexResult): string | null {
  return result.status === 'not-assessed' || result.z === null ? null : formatZ(result.z);
}

function curveOf(result: IndexResult, fallback: Curve): Curve {
  return result.status === 'not-assessed' ? fallback : (result.curve ?? fallback);
}
