/** What stands in the calculator, and the child it means. */

import { parseDecimal } from '#client/ui/parse-decimal.ts';
import type { ChildProblem, Sex } from '#domain/child.ts';
import { addDays, daysBetween, isoDateSchema } from '#domain/dates.ts';
import { DAYS_PER_MONTH, roundHalfUp } from '#domain/growth/reference.ts';
import type { GrowingChild } from '#domain/growth/score-measurement.ts';
import {
  checkMeasurement,
  type Measurement,
  type MeasurementProblem,
  type MeasurePosition,
} from '#domain/measurement.ts';

/** As typed. */
export interface CalculatorValues {
  readonly sex: Sex | '';
  readonly ageKind: 'dates' | 'age';
  readonly bornOn: string;
  readonly measuredOn: string;
  readonly months: string;
  readonly days: string;
  readonly weight: string;
  readonly length: string;
  readonly position: MeasurePosition | 'unknown';
  readonly head: string;
}

export type CalculatorField = Exclude<keyof CalculatorValues, 'ageKind' | 'position'>;
export type CalculatorProblem =
  | MeasurementProblem
  | ChildProblem
  | 'no-sex'
  | 'no-birth-date'
  | 'no-measuring-date'
  | 'no-age'
  | 'age-too-high'
  | 'unreadable';
export type CalculatorProblems = Partial<Readonly<Record<CalculatorField, CalculatorProblem>>>;

/** How the age was given; a typed one is turned into days as WHO does. */
export type GivenAge =
  | { readonly kind: 'dates' }
  | {
      readonly kind: 'age';
      readonly months: number;
      readonly days: number;
      readonly exact: number;
    };

export interface Calculation {
  readonly child: GrowingChild;
  readonly measurement: Measurement;
  readonly age: GivenAge;
}

export function emptyCalculator(today: string): CalculatorValues {
  return {
    sex: '',
    ageKind: 'dates',
    bornOn: '',
    measuredOn: today,
    months: '',
    days: '',
    weight: '',
    length: '',
    position: 'unknown',
    head: '',
  };
}

/** Seven years: past every standard here, and far from the end of the calendar. */
const MOST_DAYS = 2557;

const FIELD_OF_PROBLEM: Readonly<Record<MeasurementProblem, CalculatorField>> = {
  'nothing-measured': 'weight',
  'before-birth': 'measuredOn',
  'in-future': 'measuredOn',
  'weight-too-low': 'weight',
  'weight-too-high': 'weight',
  'length-too-low': 'length',
  'length-too-high': 'length',
  'head-too-low': 'head',
  'head-too-high': 'head',
  'muac-too-low': 'weight',
  'muac-too-high': 'weight',
};

/** @returns `calculation` is `null` while there is a problem */
export function readCalculator(
  values: CalculatorValues,
  today: string,
): { readonly calculation: Calculation | null; readonly problems: CalculatorProblems } {
  const problems: { [Field in CalculatorField]?: CalculatorProblem } = {};
  const read = (field: 'months' | 'days' | 'weight' | 'length' | 'head', scale: number) => {
    const amount = parseDecimal(values[field], scale);
    if (amount === 'unreadable') problems[field] = 'unreadable';
    return typeof amount === 'number' ? amount : null;
  };
  const date = (field: 'bornOn' | 'measuredOn') => {
    const parsed = isoDateSchema.safeParse(values[field]);
    return parsed.success ? parsed.data : null;
  };

  const readDates = () => {
    const [bornOn, measuredOn] = [date('bornOn'), date('measuredOn')];
    if (bornOn === null) problems.bornOn = 'no-birth-date';
    if (measuredOn === null) problems.measuredOn = 'no-measuring-date';
    if (bornOn === null || measuredOn === null) return null;
    if (bornOn > today) problems.bornOn = 'born-in-future';
    else if (daysBetween(bornOn, measuredOn) > MOST_DAYS) problems.bornOn = 'born-too-long-ago';
    return { bornOn, measuredOn, age: { kind: 'dates' } as const };
  };
  const readAge = () => {
    const [hundredths, days] = [read('months', 100), read('days', 1)];
    if (problems.months !== undefined || problems.days !== undefined) return null;
    if (hundredths === null && days === null) {
      problems.months = 'no-age';
      return null;
    }
    const months = (hundredths ?? 0) / 100;
    const exact = months * DAYS_PER_MONTH + (days ?? 0);
    if (exact > MOST_DAYS) {
      problems[hundredths === null ? 'days' : 'months'] = 'age-too-high';
      return null;
    }
    return {
      bornOn: addDays(today, -roundHalfUp(exact)),
      measuredOn: today,
      age: { kind: 'age', months, days: days ?? 0, exact } as const,
    };
  };

  const { sex, position } = values;
  if (sex === '') problems.sex = 'no-sex';
  const time = values.ageKind === 'dates' ? readDates() : readAge();
  const lengthMm = read('length', 10);
  const measurement: Measurement = {
    measuredOn: time?.measuredOn ?? today,
    weightGrams: read('weight', 1000),
    lengthMm,
    position: lengthMm === null || position === 'unknown' ? null : position,
    headMm: read('head', 10),
    muacMm: null,
    oedema: null,
  };
  const unreadable = [problems.weight, problems.length, problems.head].includes('unreadable');
  const context = { bornOn: time?.bornOn ?? measurement.measuredOn, today };
  for (const problem of checkMeasurement(measurement, context)) {
    // A number that could not be read is said; "nothing measured" would contradict it.
    if (problem === 'nothing-measured' && unreadable) continue;
    problems[FIELD_OF_PROBLEM[problem]] ??= problem;
  }
  if (time === null || sex === '' || Object.keys(problems).length > 0) {
    return { calculation: null, problems };
  }
  return {
    calculation: { child: { sex, bornOn: time.bornOn }, measurement, age: time.age },
    problems,
  };
}
