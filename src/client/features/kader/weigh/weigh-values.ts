/** What stands in the form of a weighing, and the measurement it means. */

import { formatCm, formatKg } from '#client/i18n/format.ts';
import type { EventView } from '#client/services.ts';
import { parseDecimal } from '#client/ui/parse-decimal.ts';
import { completedMonths, monthOf } from '#domain/dates.ts';
import { effectiveMeasurements, type EffectiveMeasurement } from '#domain/growth-event.ts';
import {
  checkMeasurement,
  type MeasurePosition,
  type Measurement,
  type MeasurementProblem,
} from '#domain/measurement.ts';

/** As typed. `position` is empty while it follows the age; `oedema` is `ya`, `tidak` or empty for not looked at. */
export interface WeighValues extends Readonly<Record<string, string>> {
  readonly measuredOn: string;
  readonly weight: string;
  readonly length: string;
  readonly position: string;
  readonly head: string;
  readonly muac: string;
  readonly oedema: string;
  readonly reason: string;
}

export type WeighField =
  | 'measuredOn'
  | 'weight'
  | 'length'
  | 'position'
  | 'head'
  | 'muac'
  | 'reason';
export type WeighProblem = MeasurementProblem | 'unreadable' | 'no-date' | 'no-reason';
export type WeighProblems = Partial<Readonly<Record<WeighField, WeighProblem>>>;

/** From the second birthday on children are measured standing. */
const STANDING_FROM_MONTHS = 24;

/** The way a child of this age is measured. */
export function usualPosition(bornOn: string, measuredOn: string): MeasurePosition {
  return completedMonths(bornOn, measuredOn) < STANDING_FROM_MONTHS ? 'lying' : 'standing';
}

/** What the kader chose by hand; `null` while the choice follows the age. */
export function chosenPosition(values: WeighValues): MeasurePosition | null {
  const { position } = values;
  return position === 'lying' || position === 'standing' ? position : null;
}

export function emptyValues(today: string): WeighValues {
  return {
    measuredOn: today,
    weight: '',
    length: '',
    position: '',
    head: '',
    muac: '',
    oedema: '',
    reason: '',
  };
}

/** The values of a measurement as a person would have typed them. */
export function typedAgain(measurement: Measurement): WeighValues {
  const { measuredOn, weightGrams, lengthMm, position, headMm, muacMm, oedema } = measurement;
  return {
    measuredOn,
    weight: weightGrams === null ? '' : formatKg(weightGrams),
    length: lengthMm === null ? '' : formatCm(lengthMm),
    position: position ?? '',
    head: headMm === null ? '' : formatCm(headMm),
    muac: muacMm === null ? '' : formatCm(muacMm),
    oedema: oedema === null ? '' : oedema ? 'ya' : 'tidak',
    reason: '',
  };
}

const FIELD_OF_PROBLEM = {
  'nothing-measured': 'weight',
  'before-birth': 'measuredOn',
  'in-future': 'measuredOn',
  'weight-too-low': 'weight',
  'weight-too-high': 'weight',
  'length-too-low': 'length',
  'length-too-high': 'length',
  'head-too-low': 'head',
  'head-too-high': 'head',
  'muac-too-low': 'muac',
  'muac-too-high': 'muac',
} as const satisfies Readonly<Record<MeasurementProblem, WeighField>>;

/**
 * Reads the form. The measurement is there even when it cannot be true, so that
 * the growth rules can say what was probably meant; save it only without problems.
 */
export function readWeighing(
  values: WeighValues,
  child: { readonly bornOn: string },
  today: string,
): { readonly measurement: Measurement; readonly problems: WeighProblems } {
  const problems: { [Field in WeighField]?: WeighProblem } = {};
  const read = (field: 'weight' | 'length' | 'head' | 'muac', scale: number): number | null => {
    const amount = parseDecimal(values[field], scale);
    if (amount === 'unreadable') problems[field] = 'unreadable';
    return typeof amount === 'number' ? amount : null;
  };
  const dated = /^\d{4}-\d\d-\d\d$/.test(values.measuredOn);
  if (!dated) problems.measuredOn = 'no-date';
  const measuredOn = dated ? values.measuredOn : today;
  const lengthMm = read('length', 10);
  const measurement: Measurement = {
    measuredOn,
    weightGrams: read('weight', 1000),
    lengthMm,
    position:
      lengthMm === null
        ? null
        : (chosenPosition(values) ?? usualPosition(child.bornOn, measuredOn)),
    headMm: read('head', 10),
    muacMm: read('muac', 10),
    oedema: values.oedema === '' ? null : values.oedema === 'ya',
  };
  const unreadable = Object.keys(problems).length > 0;
  for (const problem of checkMeasurement(measurement, { bornOn: child.bornOn, today })) {
    // A number that could not be read is said; "nothing measured" would contradict it.
    if (problem === 'nothing-measured' && unreadable) continue;
    problems[FIELD_OF_PROBLEM[problem]] ??= problem;
  }
  return { measurement, problems };
}

/**
 * A letter that was changed by hand holds for the weight it was changed at: it
 * goes with a correction of anything else, and not with another weight or month.
 */
export function keepsLetter(before: Measurement, typed: Measurement): boolean {
  return (
    before.weightGrams === typed.weightGrams &&
    monthOf(before.measuredOn) === monthOf(typed.measuredOn)
  );
}

/** What was measured before and counts: not what the server's rules kept back. */
export function countingMeasurements(events: readonly EventView[]): EffectiveMeasurement[] {
  return effectiveMeasurements(events.filter(({ counts }) => counts).map(({ event }) => event));
}
