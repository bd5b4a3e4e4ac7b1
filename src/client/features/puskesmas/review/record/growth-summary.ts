/** A record's growth in two short lines for a list: the gravest first. */

import type { Tone } from '#client/ui/notice.tsx';
import { completedMonths } from '#domain/dates.ts';
import { indexResults, type IndexResults } from '#domain/growth/index-results.ts';
import type { GrowthIndex } from '#domain/growth/nutrition-status.ts';
import type { ReviewRecord } from '#protocol/review.ts';
import { indexName, resultWords, toneOf, zWords } from './index-words.ts';

export interface SummaryLine {
  readonly tone: Tone;
  readonly words: string;
}

/** Acute before chronic before mixed; the rest is in the detail. */
const LISTED = [
  'weightForLength',
  'lengthForAge',
  'weightForAge',
  'muacForAge',
] as const satisfies readonly GrowthIndex[];

const GRAVITY: Readonly<Record<Tone, number>> = { act: 0, watch: 1, unknown: 2, ok: 3 };
const LINES = 2;

/** Judged from the record's own values alone. Empty where it holds none or its child is not known. */
export function growthSummary({ child, measurement }: ReviewRecord): SummaryLine[] {
  if (child === null || measurement === null) return [];
  const results = indexResults(child, measurement);
  const curve = curveAt(child.bornOn, measurement.measuredOn);
  return LISTED.filter((index) => isWorthALine(index, results))
    .map((index) => {
      const result = results[index];
      const z = zWords(result);
      const name = indexName(index, result, curve).code;
      const words = resultWords(result, curve);
      return { tone: toneOf(result), words: `${name}${z === null ? '' : ` ${z}`} · ${words}` };
    })
    .sort((one, other) => GRAVITY[one.tone] - GRAVITY[other.tone])
    .slice(0, LINES);
}

/** LiLA is optional every month; that it was not taken is no news. */
function isWorthALine(index: GrowthIndex, results: IndexResults): boolean {
  return index !== 'muacForAge' || results[index].status !== 'not-assessed';
}

/** Which word for length a child of this age is spoken of with, where no result says it. */
export function curveAt(bornOn: string, on: string): 'length' | 'height' {
  return completedMonths(bornOn, on) < 24 ? 'length' : 'height';
}
