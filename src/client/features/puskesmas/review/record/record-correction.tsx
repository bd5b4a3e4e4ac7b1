/** A correction linked to its original, with the values of both. */

import { recordView as words } from '#client/i18n/puskesmas-review.ts';
import { Button } from '#client/ui/button.tsx';
import type { GrowthEvent } from '#domain/growth-event.ts';
import type { MutationId } from '#domain/ids.ts';
import type { ReviewRecord } from '#protocol/review.ts';
import { CorrectionCompare } from './correction-compare.tsx';
import { valuesBefore } from './find-original.ts';
import { JudgementTable } from './judgement-table.tsx';
import { useRecord } from './use-record.ts';
import css from './record.module.css';

interface RecordCorrectionProps {
  readonly record: ReviewRecord;
  /** Of the child, in the order they count. */
  readonly events: readonly GrowthEvent[];
  readonly onOpen: (mid: MutationId) => void;
}

export function RecordCorrection({ record, events, onOpen }: RecordCorrectionProps) {
  const { answers, measurement, op } = record;
  const original = useRecord(answers).data?.record ?? null;
  const before = original?.measurement ?? valuesBefore(record, events);
  if (before === null && answers === null) return null;
  const isVoid = op === 'measure.void';
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
        (measurement === null ? (
          <JudgementTable child={null} measurement={before} />
        ) : (
          <CorrectionCompare before={before} after={measurement} />
        ))}
    </section>
  );
}
