/** How serious each category of growth is to look at. */

import type { GrowthCategory } from '#domain/growth/nutrition-status.ts';
import type { Tone } from './notice.tsx';

export const TONE_OF_CATEGORY = {
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
} as const satisfies Readonly<Record<GrowthCategory, Tone>>;

/** Not the signs of a notice: there ▲ warns, beside a weight it says that it rose. */
export const SIGN_OF_CATEGORY_TONE = {
  ok: '✓',
  watch: '◆',
  act: '!',
  unknown: '?',
} as const satisfies Readonly<Record<Tone, string>>;
