/** One record whole: who, what, what it means, what came before, what was decided. */

import type { ReactNode, Ref } from 'react';
import { formatDate, formatMoment } from '#client/i18n/format.ts';
import { recordView as words, review } from '#client/i18n/puskesmas-review.ts';
import { states } from '#client/i18n/puskesmas.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import { isGrowthEvent } from '#domain/child-event.ts';
import type { MutationId } from '#domain/ids.ts';
import type { ReviewDetail, ReviewRecord } from '#protocol/review.ts';
import { ChildFacts } from './child-facts.tsx';
import { DecisionLog } from './decision-log.tsx';
import { FlagList } from './flag-list.tsx';
import { JudgementTable } from './judgement-table.tsx';
import { RecordCorrection } from './record-correction.tsx';
import { RecordHistory } from './record-history.tsx';
import { childName, operationOf, sexAndAge, standingReason } from './record-words.ts';
import { SentValues } from './sent-values.tsx';
import css from './record.module.css';

interface RecordDetailProps {
  readonly record: ReviewRecord;
  /** `null` while it is on its way: what the list knew is shown at once. */
  readonly detail: ReviewDetail | null;
  /** Said in place of the history when it could not be had. */
  readonly trouble: ReactNode;
  readonly nowMs: number;
  /** The decisions that may be taken. */
  readonly actions: ReactNode;
  readonly heading: Ref<HTMLHeadingElement>;
  readonly onClose: () => void;
  readonly onOpen: (mid: MutationId) => void;
}

export function RecordDetail(props: RecordDetailProps) {
  const { record, detail, trouble, nowMs, actions, heading, onClose, onOpen } = props;
  const events = detail?.events.filter(isGrowthEvent) ?? null;
  return (
    <article className={css['detail']} aria-label={words.label}>
      <header className={css['head']}>
        <div>
          <h2 ref={heading} tabIndex={-1}>
            {childName(record)}
          </h2>
          <p>
            {sexAndAge(record)}
            {record.child !== null && ` · ${words.motherIs(record.child.motherName)}`}
          </p>
        </div>
        <Button look="quiet" title={words.closeTitle} onClick={onClose}>
          {states.close}
        </Button>
      </header>
      <div className={css['actions']}>{actions}</div>
      <div className={css['body']}>
        <p>
          <strong>{words.what(operationOf(record), formatDate(record.occurredOn))}</strong>
          <br />
          {words.from(
            record.posyanduName,
            record.authorName,
            formatMoment(record.arrivedAtMs, nowMs),
          )}
        </p>
        <Standing record={record} onOpen={onOpen} />
        {record.flags.length > 0 && <FlagList flags={record.flags} />}
        {record.authorReason !== null && (
          <p>
            {words.authorReason}: <q>{record.authorReason}</q>
          </p>
        )}
        <RecordCorrection record={record} events={events ?? []} onOpen={onOpen} />
        {record.measurement !== null && (
          <section aria-label={words.values}>
            <JudgementTable child={record.child} measurement={record.measurement} />
          </section>
        )}
        {detail !== null && detail.sent !== null && <SentValues sent={detail.sent} />}
        {trouble}
        {record.child !== null && (
          <>
            <RecordHistory record={record} child={record.child} events={events} />
            <ChildFacts child={record.child} />
          </>
        )}
        {detail !== null && detail.decisions.length > 0 && (
          <section aria-label={words.log}>
            <h3>{words.log}</h3>
            <DecisionLog decisions={detail.decisions} nowMs={nowMs} />
          </section>
        )}
      </div>
    </article>
  );
}

interface StandingProps {
  readonly record: ReviewRecord;
  readonly onOpen: (mid: MutationId) => void;
}

function Standing({ record, onOpen }: StandingProps) {
  const { status, answeredBy } = record;
  if (status === 'waiting') return null;
  const reason = standingReason(record);
  const tone = status === 'approved' ? 'ok' : status === 'corrected' ? 'unknown' : 'act';
  return (
    <Notice
      tone={tone}
      actions={
        answeredBy === null ? undefined : (
          <Button onClick={() => onOpen(answeredBy)}>{words.openAnswer}</Button>
        )
      }
    >
      <strong>{review.status[status]}</strong>
      {reason !== null && <span>: {reason}</span>}
      {status === 'quarantined' && <p>{words.quarantinedAbout}</p>}
      {answeredBy !== null && <p>{words.answered}</p>}
    </Notice>
  );
}
