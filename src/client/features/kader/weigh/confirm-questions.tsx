/** Asked once at Simpan when a value is unusual: kept if the kader says it is right. */

import { formatCm, formatKg } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import type { MeasurementQuestion } from '#domain/growth/measurement-questions.ts';
import type { Measurement } from '#domain/measurement.ts';
import { FORM_FIELD, questionWords } from './value-question.tsx';

interface ConfirmQuestionsProps {
  readonly questions: readonly MeasurementQuestion[];
  readonly bornOn: string;
  readonly measurement: Measurement;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

function typed({ field }: MeasurementQuestion, measurement: Measurement): string {
  if (field === 'position') {
    return measurement.position === null ? '' : shared.position[measurement.position];
  }
  const value = measurement[field];
  if (value === null) return '';
  return field === 'weightGrams' ? formatKg(value) : formatCm(value);
}

export function ConfirmQuestions(props: ConfirmQuestionsProps) {
  const { questions, bornOn, measurement, onYes, onNo } = props;
  return (
    <Dialog
      title={text.question.title}
      onClose={onNo}
      actions={
        <>
          <Button onClick={onYes}>{text.question.yes}</Button>
          <Button look="main" onClick={onNo}>
            {text.question.no}
          </Button>
        </>
      }
    >
      {questions.map((question) => (
        <p key={`${question.field}-${question.kind}`}>
          <strong>
            {shared.field[FORM_FIELD[question.field]]}: {typed(question, measurement)}
          </strong>
          <br />
          {questionWords(question, { bornOn, measuredOn: measurement.measuredOn })}
        </p>
      ))}
    </Dialog>
  );
}
