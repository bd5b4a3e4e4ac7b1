/** In which figures of capsules, tablets, feeding and diarrhoea a child of the month stands. */

import { addDays, monthOf } from '#domain/dates.ts';
import { dewormingInRound } from '#domain/services/deworming.ts';
import { roundOn, type Window } from '#domain/services/half-yearly.ts';
import {
  dayOfFact,
  type DewormingGiven,
  type ServiceFact,
  type VitaminAGiven,
} from '#domain/services/service-facts.ts';
import { SERVICE_SETTINGS, type RoundSettings } from '#domain/services/settings.ts';
import { vitaminAInRound } from '#domain/services/vitamin-a.ts';
import { BABY_MONTHS, breastMilkOnly } from './babies.ts';
import type { FigureKey } from './figures.ts';
import type { RecapChild, RecapPeriod } from './recap-input.ts';

export function serviceFigures(
  child: RecapChild,
  ageMonths: number,
  period: RecapPeriod,
  rounds: RunningRounds,
): FigureKey[] {
  const figures = new Set<FigureKey>();
  for (const fact of child.services) {
    for (const key of figuresOfFact(fact, period)) figures.add(key);
  }
  for (const key of capsuleFigures(child, rounds.vitaminA, period.on)) figures.add(key);
  for (const key of tabletFigures(child, rounds.deworming, period.on)) figures.add(key);
  if (ageMonths < BABY_MONTHS) {
    figures.add('babies');
    const answer = breastMilkOnly(child, ageMonths, period.on);
    if (answer !== null) figures.add('babiesKnown');
    if (answer === true) figures.add('babiesExclusive');
  }
  return [...figures];
}

/** The rounds that a month or its latecomers belong to; `null` in other months. */
export interface RunningRounds {
  readonly vitaminA: string | null;
  readonly deworming: string | null;
}

export function runningRounds({ month, on }: RecapPeriod): RunningRounds {
  const running = (settings: RoundSettings) => {
    const round = roundOn(on, settings);
    return monthOf(round.lateUntil) < month ? null : round.month;
  };
  return {
    vitaminA: running(SERVICE_SETTINGS.vitaminA),
    deworming: running(SERVICE_SETTINGS.deworming),
  };
}

function capsuleFigures(
  { profile, services }: RecapChild,
  round: string | null,
  on: string,
): FigureKey[] {
  if (round === null) return [];
  const records = services.filter((fact): fact is VitaminAGiven => fact.kind === 'vitamin-a');
  const { window, given } = vitaminAInRound(profile, records, round, on);
  if (!isOpen(window, on)) return [];
  return given === null ? ['vitaminATarget'] : ['vitaminATarget', 'vitaminAReached'];
}

function tabletFigures(
  { profile, services }: RecapChild,
  round: string | null,
  on: string,
): FigureKey[] {
  if (round === null) return [];
  const records = services.filter((fact): fact is DewormingGiven => fact.kind === 'deworming');
  const { window, given } = dewormingInRound(profile, records, round, on);
  if (!isOpen(window, on)) return [];
  return given === null ? ['dewormingTarget'] : ['dewormingTarget', 'dewormingReached'];
}

function isOpen(window: Window | null, on: string): boolean {
  return window !== null && window.from <= on;
}

function figuresOfFact(fact: ServiceFact, { month, on }: RecapPeriod): FigureKey[] {
  if (dayOfFact(fact) > on || monthOf(lastDayOfFact(fact)) < month) return [];
  switch (fact.kind) {
    case 'vitamin-a':
      if (fact.purpose === 'treatment') return [];
      return [fact.capsule === 'blue' ? 'vitaminABlue' : 'vitaminARed'];
    case 'deworming':
      return ['dewormed'];
    case 'feeding':
      return [fact.programme === 'education' ? 'feedingEducation' : 'feedingRecovery'];
    case 'diarrhoea':
      return (fact.orsSachets ?? 0) > 0 ? ['diarrhoea', 'diarrhoeaOrs'] : ['diarrhoea'];
    case 'breastfeeding':
    case 'development':
    case 'danger-signs':
    case 'tbc':
    case 'home-visit':
      return [];
  }
}

/** A course of food runs on until it was ended or was to end. */
function lastDayOfFact(fact: ServiceFact): string {
  if (fact.kind !== 'feeding') return dayOfFact(fact);
  return fact.endedOn ?? addDays(fact.startedOn, fact.plannedDays - 1);
}
