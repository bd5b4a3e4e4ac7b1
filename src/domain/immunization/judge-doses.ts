/**
 * Says of each dose that a child was given whether it counts, and as which dose.
 *
 * Antigen by antigen: a product serves every series it contains, so mixed
 * products need no rule of their own and no series ever starts again. A date of
 * which only month or year is known is held against a dose only where no day
 * it may mean would do.
 */

import { ageDay, type Birth } from './age.ts';
import type { CompiledSchedule } from './compile-schedule.ts';
import {
  judgeIn,
  record,
  type DoseVerdict,
  type Judgement,
  type LiveDose,
  type SeriesState,
} from './judge-in-series.ts';
import { inOrder, type Dated, type RecordedDose } from './recorded-doses.ts';
import type { DoseName } from './schedule-schema.ts';
import { whyText, type Why } from './why-text.ts';

export interface JudgedDose {
  readonly product: string;
  readonly givenOn: string;
  /** The dose it counts as or was meant to be. */
  readonly dose: DoseName | null;
  /** What a combined product counts as besides. */
  readonly alsoDose: DoseName | null;
  readonly verdict: DoseVerdict;
  /** By how many days it was too early, too close or too late. */
  readonly days: number | null;
  /** False where a partial date leaves open whether the rules were kept. */
  readonly certain: boolean;
  /** Of a dose that counts: within the routine window, or kejar. */
  readonly timing: 'ideal' | 'kejar' | null;
  readonly why: Why;
}

export interface GivenSoFar {
  readonly judged: readonly JudgedDose[];
  readonly series: readonly SeriesState[];
  /** By slot: the earliest and the latest day of the dose that counts; `NaN` where none does. */
  readonly earliestOf: readonly number[];
  readonly latestOf: readonly number[];
  /** The latest live injected dose, by the earliest day it may mean. */
  readonly lastLive: number;
  /** Any dose with DPT was given, counted or not. */
  readonly anyPrimary: boolean;
  /** Doses dated after the day of planning; not judged. */
  readonly later: number;
}

/** @param on doses given later are left out */
export function judgeDoses(
  compiled: CompiledSchedule,
  birth: Birth,
  doses: readonly RecordedDose[],
  on: number,
): GivenSoFar {
  const series = compiled.series.map((): SeriesState => ({
    count: 0,
    firstEarliest: 0,
    lastEarliest: 0,
    lastLatest: 0,
    lastUncounted: Number.NEGATIVE_INFINITY,
    lastDay: Number.NaN,
    lastSlot: 0,
  }));
  const earliestOf = compiled.slots.map(() => Number.NaN);
  const latestOf = compiled.slots.map(() => Number.NaN);
  const lives: LiveDose[] = [];
  const judged: JudgedDose[] = [];
  const dated = inOrder(compiled, birth, doses, on);
  let anyPrimary = false;
  let lastLive = Number.NEGATIVE_INFINITY;
  for (const dose of dated) {
    const components = compiled.products.get(dose.product);
    if (components === undefined) {
      judged.push(unknownProduct(compiled, dose));
      continue;
    }
    const judgements: Judgement[] = [];
    for (const component of components) {
      const one = compiled.series[component.series];
      const state = series[component.series];
      if (one === undefined || state === undefined) continue;
      const judgement = judgeIn(compiled, birth, { dose, component, series: one, state, lives });
      record(state, judgement, dose);
      if (judgement.verdict === 'valid') {
        earliestOf[judgement.slot.index] = judgement.earliest;
        latestOf[judgement.slot.index] = dose.last;
      }
      if (one.liveInjected) {
        lives.push({ earliest: dose.first, latest: dose.last });
        lastLive = Math.max(lastLive, dose.first);
      }
      if (one.index === compiled.primarySeries) anyPrimary = true;
      judgements.push(judgement);
    }
    const result = judgedDose(birth, dose, judgements);
    if (result !== null) judged.push(result);
  }
  return {
    judged,
    series,
    earliestOf,
    latestOf,
    lastLive,
    anyPrimary,
    later: doses.length - dated.length,
  };
}

/** A combined product speaks through the first of its series that it still serves. */
function judgedDose(
  birth: Birth,
  dose: Dated,
  judgements: readonly Judgement[],
): JudgedDose | null {
  const [first, second] = judgements;
  if (first === undefined) return null;
  const main = first.verdict === 'duplicate' && second?.verdict === 'valid' ? second : first;
  const isValid = main.verdict === 'valid';
  return {
    product: dose.product,
    givenOn: dose.givenOn,
    dose: main.slot.dose,
    alsoDose: main === first && second?.verdict === 'valid' ? second.slot.dose : null,
    verdict: main.verdict,
    days: main.days,
    certain: main.certain,
    timing: isValid
      ? main.earliest < ageDay(birth, main.slot.routineBefore)
        ? 'ideal'
        : 'kejar'
      : null,
    why: main.why,
  };
}

function unknownProduct(compiled: CompiledSchedule, { product, givenOn }: Dated): JudgedDose {
  return {
    product,
    givenOn,
    dose: null,
    alsoDose: null,
    verdict: 'unknown-product',
    days: null,
    certain: true,
    timing: null,
    why: {
      rule: 'unknown-product',
      source: compiled.schedule.edition,
      sentence: whyText.unknownProduct,
    },
  };
}
