/** The ratios of SKDN and the shares of nutrition and services, each with the children above and below its line. */

import type { FigureKey, Figures, Ids } from './figures.ts';

export interface Ratio {
  readonly over: FigureKey;
  readonly under: FigureKey;
  readonly numerator: Ids;
  readonly denominator: Ids;
  /** Not rounded and not held to 100; `null` where nobody stands below the line. */
  readonly percent: number | null;
}

/**
 * SKDN: K/S coverage of the programme, D/S participation, D/K staying with it,
 * N/D′ success of weighing as SIGIZI reports it (the main one), N/D its older
 * form. Nutrition: cases over those measured and judged, never over S.
 */
export function ratiosOf(figures: Figures) {
  const ratio = (over: FigureKey, under: FigureKey): Ratio => ratioOf(figures, over, under);
  return {
    kPerS: ratio('k', 's'),
    dPerS: ratio('d', 's'),
    dPerK: ratio('d', 'k'),
    nPerDPrime: ratio('n', 'dPrime'),
    nPerD: ratio('n', 'd'),
    nPerS: ratio('n', 's'),
    tPerDPrime: ratio('t', 'dPrime'),
    bgmPerD: ratio('bgm', 'd'),
    twoTPerD: ratio('twoT', 'd'),
    underweight: ratio('underweight', 'weightForAgeJudged'),
    stunted: ratio('stunted', 'lengthForAgeJudged'),
    wasted: ratio('wasted', 'weightForLengthJudged'),
    overweight: ratio('overweight', 'weightForLengthJudged'),
    vitaminA: ratio('vitaminAReached', 'vitaminATarget'),
    deworming: ratio('dewormingReached', 'dewormingTarget'),
    exclusiveBreastfeeding: ratio('babiesExclusive', 'babiesKnown'),
    orsInDiarrhoea: ratio('diarrhoeaOrs', 'diarrhoea'),
  };
}

export type Ratios = Readonly<ReturnType<typeof ratiosOf>>;
export type RatioKey = keyof Ratios;

function ratioOf(figures: Figures, over: FigureKey, under: FigureKey): Ratio {
  const [numerator, denominator] = [figures[over], figures[under]];
  return {
    over,
    under,
    numerator,
    denominator,
    percent: percentOf(numerator.length, denominator.length),
  };
}

/** @returns `null` over nothing: a screen shows "–", never 0 */
function percentOf(part: number, whole: number): number | null {
  return whole > 0 ? (100 * part) / whole : null;
}
