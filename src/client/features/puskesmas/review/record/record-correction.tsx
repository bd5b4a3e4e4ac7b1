/** A correction linked to its original, with the values of both. */

import { recordView as words } from '#client/i18n/puskesmas-review.ts';
import { Button } from '#client/ui/button.tsx';
import type { ChildEvent } from '#domain/child-event.ts';
import type { MutationId } from '#domain/ids.ts';
import type { ReviewRecord } from '#protocol/review.ts';
import { CorrectionCompare } from './correction-compare.tsx';
import { DoseValues } from './dose-values.tsx';
import { valuesBefore, type RecordedValues } from './find-original.ts';
import { JudgementTable } from './judgement-table.tsx';
import { useRecord } from './use-record.ts';
import css from './record.module.css';

interface RecordCorrectionProps {
  readonly record: ReviewRecord;
  /** Of the child, in the order they count. */
  readonly events: readonly ChildEvent[];
  readonly onOpen: (mid: MutationId) => void;
}

export function RecordCorrection({ record, events, onOpen }: RecordCorrectionProps) {
  const { answers, op } = record;
  const original = useRecord(answers).data?.record ?? null;
  const before = original !== null && hasValues(original) ? original : valuesBefore(record, events);
  if (before === null && answers === null) return null;
  const isVoid = op.endsWith('.void');
  return (
    <section className={css['correction']} aria-label={isVoid ? words.voidOf : words.correction}>
      <div className={css['heading']}>
        <h3>{isVoid ? words.voidOf : words.correction}</h3>
        {answers !== null && (
          <Button look="quiet" onClick={() => onOpen(answers)}>
            {words.openOriginal}
          </Button>
        )}
      </div>
      {original !== null && original.reason !== null && original.status !== 'quarantined' && (
        <p>
          {words.returnedBecause} <q>{original.reason}</q>
        </p>
      )}
      {before !== null &&
        (hasValues(record) ? (
          <CorrectionCompare before={before} after={record} />
        ) : (
          <TakenBack values={before} />
        ))}
    </section>
  );
}

function hasValues({ measurement, immunization }: RecordedValues): boolean {
  return measurement !== null || immunization !== null;
}

function TakenBack({ values: { measurement, immunization } }: { readonly values: RecordedValues }) {
  return (
    <>
      {measurement !== null && <JudgementTable child={null} measurement={measurement} />}
      {immunization !== null && <DoseValues dose={immunization} judged={null} />}
    </>
  );
}
