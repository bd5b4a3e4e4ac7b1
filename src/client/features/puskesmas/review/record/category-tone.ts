/** How serious each growth category is, for its colour and sign. */

import type { Tone } from '#client/ui/notice.tsx';
import type { IndexResult } from '#domain/growth/assess-growth.ts';
import type { GrowthCategory } from '#domain/growth/nutrition-status.ts';

const TONE = {
  'severely-underweight': 'act',
  underweight: 'watch',
  'normal-weight': 'ok',
  'risk-of-excess-weight': 'watch',
  'severely-stunted': 'act',
  stunted: 'watch',
  'normal-length': 'ok',
  tall: 'ok',
  'severely-wasted': 'act',
  wasted: 'watch',
  'normal-nutrition': 'ok',
  'risk-of-overweight': 'watch',
  overweight: 'watch',
  obese: 'act',
  microcephaly: 'watch',
  'normal-head': 'ok',
  macrocephaly: 'watch',
  'muac-red': 'act',
  'muac-yellow': 'watch',
  'muac-green': 'ok',
} as const satisfies Record<GrowthCategory, Tone>;

/** What could not be judged is `unknown`, never `ok`; what cannot be true is `act`. */
export function toneOf(result: IndexResult): Tone {
  if (result.status === 'not-assessed') return 'unknown';
  return result.status === 'implausible' ? 'act' : TONE[result.category];
}
