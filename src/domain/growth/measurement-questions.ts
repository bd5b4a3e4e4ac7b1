/**
 * Values a scale or board can show but rarely does: the form asks about them
 * and never refuses them, and the puskesmas sees that they were asked about.
 */

import type { Sex } from '#domain/child.ts';
import type { EffectiveMeasurement } from '#domain/growth-event.ts';
import type { MeasurePosition, Measurement } from '#domain/measurement.ts';

export type MeasuredField = 'weightGrams' | 'lengthMm' | 'headMm' | 'muacMm';

export type ValueQuestionKind =
  /** Ten, a hundred or a thousand times off: 78 for 7,8 kg, grams for kilograms. Always has a suggestion. */
  | 'unit-slip'
  /** Beyond the WHO flag of the index by age, and no unit slip explains it. */
  | 'weight-implausible'
  | 'length-implausible'
  | 'head-implausible'
  | 'muac-implausible'
  /** Each is possible for the age, together they are not (weight-for-length or BMI beyond the WHO flag). */
  | 'weight-against-length'
  /** Shorter than measured before, by more than measuring can explain. */
  | 'length-shrank'
  | 'head-shrank'
  /** Changed more since the last time than children do. */
  | 'weight-jump-up'
  | 'weight-jump-down'
  | 'length-jump';

export type PositionQuestionKind =
  /** WHO ignores the position here; almost always lying was meant. */
  | 'standing-under-9-months'
  /** Allowed and corrected by 0.7 cm, but not how this age is measured. */
  | 'position-against-age';

export type MeasurementQuestion =
  | {
      readonly kind: ValueQuestionKind;
      readonly field: MeasuredField;
      /** What was probably meant, in the unit of the field (grams or millimetres). */
      readonly suggestion: number | null;
      /** The earlier value it was held against, in the unit of the field. */
      readonly comparedWith: number | null;
    }
  | {
      readonly kind: PositionQuestionKind;
      readonly field: 'position';
      readonly suggestion: MeasurePosition;
      readonly comparedWith: null;
    };

export type QuestionKind = MeasurementQuestion['kind'];

/**
 * What to ask about these values, most telling first, at most one question per field.
 *
 * Takes values as typed, also outside `POSSIBLE_RANGE` (that is where "78" for
 * 7,8 kg lies) and half filled in; a value that is not there asks nothing.
 *
 * @param earlier the child's measurements; voided ones and those on or after
 *   `values.measuredOn` are ignored
 */
export function questionsAbout(
  child: { readonly sex: Sex; readonly bornOn: string },
  values: Measurement,
  earlier: readonly EffectiveMeasurement[],
): MeasurementQuestion[] {
  void [child, values, earlier];
  throw new Error('questionsAbout');
}
