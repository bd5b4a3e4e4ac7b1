/** What is asked about doses before they are kept: what the rules do not count, and a vial past its date. */

import { wasExpired, type Immunization } from '#domain/immunization/immunization-record.ts';
import type { JudgedDose } from '#domain/immunization/judge-doses.ts';
import { judgedEach, planOf, type Scheduled } from './card.ts';

export interface DoseQuestion {
  readonly dose: Immunization;
  /** `null` where the rules count it. */
  readonly judged: JudgedDose | null;
  readonly isExpired: boolean;
}

/**
 * @param earlier what counts already, without the one being corrected
 * @param fresh what is to be kept
 */
export function questionsAbout(
  child: Scheduled,
  earlier: readonly Immunization[],
  fresh: readonly Immunization[],
  on: string,
): DoseQuestion[] {
  const all = [...earlier, ...fresh];
  const judged = judgedEach(all, planOf(child, all, on)).slice(earlier.length);
  return fresh.flatMap((dose, index) => {
    const said = judged[index] ?? null;
    const doubtful = said === null || said.verdict === 'valid' ? null : said;
    const isExpired = wasExpired(dose);
    return doubtful === null && !isExpired ? [] : [{ dose, judged: doubtful, isExpired }];
  });
}
