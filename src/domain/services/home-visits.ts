/** Which children are to be visited at home, and why, most pressing first. */

import { addDays, addMonths } from '#domain/dates.ts';
import type { HomeVisit, HomeVisitReason } from './service-facts.ts';
import { SERVICE_SETTINGS, type ServiceSettings } from './settings.ts';
import { serviceText, why, type Why } from './why-text.ts';

/** What the other rules found of a child. `null` and empty mean that nothing is known to call for a visit. */
export interface HomeVisitFindings {
  /** When danger signs were last found. */
  readonly dangerSignsOn: string | null;
  /** When two or more signs of TBC were last found. */
  readonly tbcSignsOn: string | null;
  /** When a referral was given that nobody at the puskesmas has seen yet; the oldest. */
  readonly openReferralOn: string | null;
  readonly belowRedLine: boolean | null;
  readonly twoT: boolean | null;
  /** Sessions in a row up to the last one held at which the child was not weighed. */
  readonly sessionsAbsent: number;
  /** Names of doses that are overdue or to be caught up. */
  readonly missedDoses: readonly string[];
}

export interface HomeVisitNeed {
  readonly reason: HomeVisitReason;
  readonly why: Why;
}

const MODULE = 'Modul kader Pengelolaan Posyandu (panduan 2023), kunjungan rumah';
const KIA_CARD = 'Buku KIA 2023, KMS hlm. 54';
const ILP_CARD = 'Kartu bantu pemeriksaan bayi, balita dan apras (ILP 2023)';

interface Need {
  /** The day it became known; a family met on or after it has been visited for it. */
  readonly since: string | null;
  readonly sentence: string;
}

interface VisitRule {
  readonly reason: HomeVisitReason;
  readonly source: string;
  readonly find: (found: HomeVisitFindings, asked: Asked) => Need | null;
}

interface Asked {
  readonly on: string;
  readonly lastMet: string | null;
  readonly bornOn: string;
  readonly settings: ServiceSettings['homeVisit'];
}

/** In the order in which they are told. The order is a project setting: no source ranks them. */
const RULES: readonly VisitRule[] = [
  {
    reason: 'danger-sign',
    source: MODULE,
    find: ({ dangerSignsOn }) =>
      dangerSignsOn === null
        ? null
        : { since: dangerSignsOn, sentence: serviceText.visit.dangerSign(dangerSignsOn) },
  },
  {
    reason: 'referral-not-gone',
    source: MODULE,
    find: ({ openReferralOn }, { on, settings }) =>
      openReferralOn === null || addDays(openReferralOn, settings.referralDays.value) > on
        ? null
        : { since: null, sentence: serviceText.visit.referral(openReferralOn) },
  },
  {
    reason: 'tbc-signs',
    source: `${MODULE}; ${ILP_CARD}`,
    find: ({ tbcSignsOn }) =>
      tbcSignsOn === null
        ? null
        : { since: tbcSignsOn, sentence: serviceText.visit.tbc(tbcSignsOn) },
  },
  {
    reason: 'below-red-line',
    source: `${MODULE}; ${KIA_CARD}`,
    find: ({ belowRedLine }) =>
      belowRedLine === true ? { since: null, sentence: serviceText.visit.belowRedLine } : null,
  },
  {
    reason: 'not-gained-twice',
    source: `${MODULE}; ${KIA_CARD}`,
    find: ({ twoT }) =>
      twoT === true ? { since: null, sentence: serviceText.visit.notGainedTwice } : null,
  },
  {
    reason: 'absent-two-months',
    source: MODULE,
    find: ({ sessionsAbsent }, { settings }) =>
      sessionsAbsent >= settings.absentMonths.value
        ? { since: null, sentence: serviceText.visit.absent(sessionsAbsent) }
        : null,
  },
  {
    reason: 'not-weighed',
    source: MODULE,
    find: ({ sessionsAbsent }, { settings }) =>
      sessionsAbsent > 0 && sessionsAbsent < settings.absentMonths.value
        ? { since: null, sentence: serviceText.visit.notWeighed }
        : null,
  },
  {
    reason: 'missed-immunization',
    source: MODULE,
    find: ({ missedDoses }) =>
      missedDoses.length > 0
        ? { since: null, sentence: serviceText.visit.missedDoses(missedDoses) }
        : null,
  },
  {
    reason: 'yearly',
    source: MODULE,
    find: (_found, { on, lastMet, bornOn, settings }) =>
      addMonths(lastMet ?? bornOn, settings.yearlyMonths.value) > on
        ? null
        : { since: null, sentence: serviceText.visit.yearly },
  },
];

/**
 * A reason for which the family was met a short while ago is not told again;
 * danger signs and signs of TBC are, when they were found after that visit.
 *
 * @param visits in any order; those dated after `on` are left out
 */
export function homeVisitNeeds(
  child: { readonly bornOn: string },
  found: HomeVisitFindings,
  visits: readonly HomeVisit[],
  on: string,
  settings: ServiceSettings = SERVICE_SETTINGS,
): HomeVisitNeed[] {
  const met = visits.filter(({ outcome, visitedOn }) => outcome === 'met' && visitedOn <= on);
  const asked: Asked = {
    on,
    lastMet:
      met
        .map(({ visitedOn }) => visitedOn)
        .sort()
        .at(-1) ?? null,
    bornOn: child.bornOn,
    settings: settings.homeVisit,
  };
  return RULES.flatMap(({ reason, source, find }) => {
    const need = find(found, asked);
    if (need === null) return [];
    const recent = addDays(on, -settings.homeVisit.repeatAfterDays.value);
    const settledFrom = need.since ?? recent;
    const settled = met.some(
      (visit) => visit.reasons.includes(reason) && visit.visitedOn >= settledFrom,
    );
    return settled
      ? []
      : [{ reason, why: why({ rule: `home-visit/${reason}`, source }, need.sentence) }];
  });
}
