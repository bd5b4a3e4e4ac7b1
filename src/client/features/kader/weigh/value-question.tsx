/** What the form asks about one value: in words, with the likely intention one tap away. */

import { formatAge, formatCm, formatKg } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import type { MeasuredField, MeasurementQuestion } from '#domain/growth/measurement-questions.ts';
import type { WeighField, WeighValues } from './weigh-values.ts';

export const FORM_FIELD = {
  weightGrams: 'weight',
  lengthMm: 'length',
  headMm: 'head',
  muacMm: 'muac',
  position: 'position',
} as const satisfies Readonly<Record<MeasuredField | 'position', WeighField>>;

function amount(field: MeasuredField, value: number): string {
  return field === 'weightGrams' ? formatKg(value) : formatCm(value);
}

function withUnit(field: MeasuredField, value: number): string {
  return `${amount(field, value)} ${field === 'weightGrams' ? 'kg' : 'cm'}`;
}

/** The question as a sentence; empty for a unit slip, whose button says it all. */
export function questionWords(
  question: MeasurementQuestion,
  age: { readonly bornOn: string; readonly measuredOn: string },
): string {
  const years = formatAge(age.bornOn, age.measuredOn);
  switch (question.kind) {
    case 'unit-slip':
      return text.question.unitSlip;
    case 'standing-under-9-months':
    case 'position-against-age':
      return text.question.position(years, shared.position[question.suggestion].toLowerCase());
    case 'weight-jump-up':
    case 'weight-jump-down':
    case 'length-jump':
    case 'length-shrank':
    case 'head-shrank':
      return text.question[question.kind](
        question.comparedWith === null ? null : withUnit(question.field, question.comparedWith),
      );
    case 'weight-implausible':
    case 'length-implausible':
    case 'head-implausible':
    case 'muac-implausible':
      return text.question[question.kind](years);
    case 'weight-against-length':
      return text.question[question.kind];
    default:
      return question satisfies never;
  }
}

interface ValueQuestionProps {
  readonly question: MeasurementQuestion;
  readonly bornOn: string;
  readonly measuredOn: string;
  /** Writes the suggested value into the form. */
  readonly onFix: (changes: Partial<WeighValues>) => void;
  /** The value is refused anyway, and the field already says why. */
  readonly refused: boolean;
}

export function ValueQuestion(props: ValueQuestionProps) {
  const { question, bornOn, measuredOn, onFix, refused } = props;
  const fix = suggestedFix(question);
  if (refused && fix === null) return null;
  return (
    <Notice
      tone="watch"
      announce="soon"
      actions={fix && <Button onClick={() => onFix(fix.changes)}>{fix.label}</Button>}
    >
      {questionWords(question, { bornOn, measuredOn })}
    </Notice>
  );
}

function suggestedFix(
  question: MeasurementQuestion,
): { readonly label: string; readonly changes: Partial<WeighValues> } | null {
  if (question.field === 'position') {
    return {
      label: text.question.usePosition(shared.position[question.suggestion]),
      changes: { position: question.suggestion },
    };
  }
  if (question.suggestion === null) return null;
  return {
    label: text.question.didYouMean(withUnit(question.field, question.suggestion)),
    changes: { [FORM_FIELD[question.field]]: amount(question.field, question.suggestion) },
  };
}
