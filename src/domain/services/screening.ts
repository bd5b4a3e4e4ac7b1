/** What the checklists found, in the form in which the referral rules take it. */

import type { ScreeningFindings } from '#domain/growth/referral.ts';
import type { DevelopmentResult, SignsResult } from './checklists.ts';

/** What was not asked stays unknown: it is no ground for a referral and no all-clear. */
export function screeningFindings(results: {
  readonly tbc: SignsResult;
  readonly development: DevelopmentResult;
  readonly dangerSigns: SignsResult;
}): ScreeningFindings {
  const { tbc, development, dangerSigns } = results;
  return {
    tbcSigns: wasJudged(tbc) ? tbc.signs.length : null,
    checklistComplete:
      development.state === 'complete' ? true : development.state === 'incomplete' ? false : null,
    dangerSigns: dangerSigns.signs,
  };
}

function wasJudged({ state }: SignsResult): boolean {
  return state === 'present' || state === 'none' || state === 'unfinished';
}
