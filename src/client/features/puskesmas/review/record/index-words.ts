/** A judged index in words. */

import { formatZ } from '#client/i18n/format.ts';
import { growth } from '#client/i18n/growth.ts';
import type { IndexResult } from '#domain/growth/assess-growth.ts';
import type { GrowthIndex } from '#domain/growth/nutrition-status.ts';

type Curve = 'length' | 'height';

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

/** "−2,31"; `null` where there is none. */
export function zWords(result: IndexResult): string | null {
  return result.status === 'not-assessed' || result.z === null ? null : formatZ(result.z);
}

function curveOf(result: IndexResult, fallback: Curve): Curve {
  return result.status === 'not-assessed' ? fallback : (result.curve ?? fallback);
}
