/** One record whole: who, what, what it means, what came before, what was decided. */

import { useMemo, type ReactNode, type Ref } from 'react';
import { formatMoment } from '#client/i18n/format.ts';
import { children } from '#client/i18n/puskesmas-children.ts';
import { doses } from '#client/i18n/puskesmas-immunization.ts';
import { recordView as words, review } from '#client/i18n/puskesmas-review.ts';
import { states } from '#client/i18n/puskesmas.ts';
import { useDeskServices } from '#client/puskesmas-api/desk-services.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import type { MutationId } from '#domain/ids.ts';
import { isDeskOperation } from '#protocol/mutation.ts';
import type { ReviewDetail, ReviewRecord } from '#protocol/review.ts';
import { immunizationCard, rowOf } from './card-rows.ts';
import { ChildFacts } from './child-facts.tsx';
import { ArrivalNotice } from './child/arrival-notice.tsx';
import { ChildSection, ChildStandingNotice } from './child/child-section.tsx';
import { FieldHistory } from './child/field-history.tsx';
import { DecisionLog } from './decision-log.tsx';
import { DoseValues } from './dose-values.tsx';
import { FlagList } from './flag-list.tsx';
import { ImmunizationCardView } from './immunization-card.tsx';
import { JudgementTable } from './judgement-table.tsx';
import { RecordCorrection } from './record-correction.tsx';
import { RecordHistory } from './record-history.tsx';
import { kindOf } from './record-kind.ts';
import { childName, dayWords, operationOf, sexAndAge, standingReason } from './record-words.ts';
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
  const { child, measurement, immunization } = record;
  const { today } = useDeskServices();
  const events = detail?.events ?? null;
  const card = useMemo(
    () =>
      child === null || detail === null
        ? null
        : immunizationCard(child, detail.events, { today: today(), region: detail.region }),
    [child, detail, today],
  );
  const openRow = card === null ? null : rowOf(record, card);
  const verdict = openRow?.judged?.verdict;
  // The verdict below says the same with its reason.
  const flags = record.flags.filter((flag) => flag !== `dose-${verdict}`);
  const growth = child !== null && <RecordHistory record={record} child={child} events={events} />;
  const doseCard = child !== null && card !== null && (
    <ImmunizationCardView child={child} card={card} open={openRow} />
  );
  const isOfChild = kindOf(record) === 'child';
  const who = (
    <>
      {child !== null && (
        <ChildSection detail={detail}>
          <ChildFacts child={child} />
        </ChildSection>
      )}
      {detail !== null && detail.fieldHistory.length > 0 && (
        <FieldHistory values={detail.fieldHistory} nowMs={nowMs} />
      )}
    </>
  );
  return (
    <article className={css['detail']} aria-label={words.label}>
      <header className={css['head']}>
        <div>
          <h2 ref={heading} tabIndex={-1}>
            {childName(record)}
          </h2>
          <p>
            {sexAndAge(record)}
            {child !== null && ` · ${words.motherIs(child.motherName)}`}
          </p>
        </div>
        <Button look="quiet" title={words.closeTitle} onClick={onClose}>
          {states.close}
        </Button>
      </header>
      <div className={css['actions']}>{actions}</div>
      <div className={css['body']}>
        <p>
          <strong>{words.what(operationOf(record), dayWords(record))}</strong>
          <br />
          {words.from(
            record.posyanduName,
            record.authorName,
            formatMoment(record.arrivedAtMs, nowMs),
          )}
        </p>
        <Standing record={record} onOpen={onOpen} />
        {detail !== null && <ChildStandingNotice standing={detail.standing} />}
        {detail !== null && <ArrivalNotice record={record} standing={detail.standing} />}
        {flags.length > 0 && <FlagList flags={flags} />}
        {record.authorReason !== null && (
          <p>
            {isDeskOperation(record.op) ? children.reason : words.authorReason}:{' '}
            <q>{record.authorReason}</q>
          </p>
        )}
        <RecordCorrection record={record} events={events ?? []} onOpen={onOpen} />
        {measurement !== null && (
          <section aria-label={words.values}>
            <JudgementTable child={child} measurement={measurement} />
          </section>
        )}
        {immunization !== null && (
          <section aria-label={doses.label}>
            <DoseValues dose={immunization} judged={openRow?.judged ?? null} />
          </section>
        )}
        {detail !== null && detail.sent !== null && <SentValues sent={detail.sent} />}
        {trouble}
        {isOfChild && who}
        {immunization !== null && doseCard}
        {growth}
        {immunization === null && doseCard}
        {!isOfChild && who}
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
  const { status, answeredBy, op } = record;
  const hasGone = op === 'child.receive';
  if (status === 'waiting') return null;
  const reason = standingReason(record);
  const tone = status === 'approved' ? 'ok' : status === 'corrected' ? 'unknown' : 'act';
  return (
    <Notice
      tone={tone}
      actions={
        answeredBy === null ? undefined : (
          <Button onClick={() => onOpen(answeredBy)}>
            {hasGone ? words.openTransfer : words.openAnswer}
          </Button>
        )
      }
    >
      <strong>{hasGone && answeredBy !== null ? words.goneOn : review.status[status]}</strong>
      {reason !== null && <span>: {reason}</span>}
      {status === 'quarantined' && (
        <p>{record.reason === 'conflicting-edit' ? words.conflictAbout : words.quarantinedAbout}</p>
      )}
      {answeredBy !== null && !hasGone && <p>{words.answered}</p>}
      {status === 'corrected' && answeredBy === null && !hasGone && <p>{words.answeredThere}</p>}
    </Notice>
  );
}
