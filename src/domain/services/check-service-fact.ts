/** Refuses a record of a service that cannot be true; phone and server both call it. */

import { completedMonths } from '#domain/dates.ts';
import { dayOfFact, type ServiceFact } from './service-facts.ts';

export type ServiceFactProblem =
  | 'before-birth'
  | 'in-future'
  | 'month-not-reached'
  | 'ends-before-start'
  | 'more-days-than-planned';

/**
 * What is against a rule but may well have happened – a capsule too early, a
 * wrong dose – is no problem here: it is kept and gets its verdict.
 *
 * @param context `bornOn` of the child and `today` at the posyandu, ISO dates
 */
export function checkServiceFact(
  fact: ServiceFact,
  context: { readonly bornOn: string; readonly today: string },
): ServiceFactProblem[] {
  const problems: ServiceFactProblem[] = [];
  const day = dayOfFact(fact);
  if (day < context.bornOn) problems.push('before-birth');
  if (day > context.today) problems.push('in-future');
  if (fact.kind === 'breastfeeding' && completedMonths(context.bornOn, fact.askedOn) < fact.month) {
    problems.push('month-not-reached');
  }
  if (fact.kind === 'feeding') {
    if (fact.endedOn !== null) {
      if (fact.endedOn < fact.startedOn) problems.push('ends-before-start');
      if (fact.endedOn > context.today) problems.push('in-future');
    }
    if (fact.daysEaten !== null && fact.daysEaten > fact.plannedDays) {
      problems.push('more-days-than-planned');
    }
  }
  if (fact.kind === 'home-visit' && fact.reportedOn !== null) {
    if (fact.reportedOn < fact.visitedOn) problems.push('ends-before-start');
    if (fact.reportedOn > context.today) problems.push('in-future');
  }
  return [...new Set(problems)];
}
