/** The record that is open, at the right of the list. */

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { recordView as words } from '#client/i18n/puskesmas-review.ts';
import { shared } from '#client/i18n/shared.ts';
import { useDeskServices, useDeskSession } from '#client/puskesmas-api/desk-services.ts';
import { FailureNotice } from '#client/puskesmas-api/failure-notice.tsx';
import { Button } from '#client/ui/button.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import type { MutationId } from '#domain/ids.ts';
import type { ReviewRecord } from '#protocol/review.ts';
import { DecisionButton } from './action-bar.tsx';
import { allowedDecisions, mayDecide, type Decision } from './allowed-decisions.ts';
import { markedRecord, withMarks } from './decided-marks.ts';
import { SendBack } from './record/child/send-back.tsx';
import { RecordDetail } from './record/record-detail.tsx';
import { kindOf } from './record/record-kind.ts';
import { useRecord } from './record/use-record.ts';
import { changeMarks, useMarks } from './use-marks.ts';
import type { DecisionTarget } from './use-review-desk.ts';
import { OWN_ARROWS } from './use-review-keys.ts';
import css from './review.module.css';

interface RecordPaneProps {
  readonly mid: MutationId;
  /** What the list knows of it, shown until the whole record is there. */
  readonly listed: ReviewRecord | null;
  readonly onDecide: (decision: Decision, on: DecisionTarget) => void;
  readonly onClose: () => void;
  readonly onOpen: (mid: MutationId) => void;
}

export function RecordPane({ mid, listed, onDecide, onClose, onOpen }: RecordPaneProps) {
  const { account } = useDeskSession();
  const { nowMs } = useDeskServices();
  const marks = useMarks();
  const queries = useQueryClient();
  const { data, error, refetch } = useRecord(mid);
  const heading = useRef<HTMLHeadingElement>(null);
  const pane = useRef<HTMLElement>(null);

  useEffect(() => {
    // Where the pane takes the list's place, the focus must not stay in what is hidden.
    if (pane.current?.previousElementSibling?.clientHeight === 0) heading.current?.focus();
  }, []);

  const onSentBack = () => {
    const mark = { status: 'corrected', reason: null, settledAtMs: nowMs() } as const;
    changeMarks(queries, (before) => withMarks(before, [mid], mark));
  };
  const whole = data === undefined ? null : markedRecord(data.record, marks, data.askedAtMs);
  const record = whole ?? listed;
  const trouble =
    error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />;
  return (
    <aside ref={pane} className={css['pane']} aria-label={words.label} {...OWN_ARROWS}>
      {record === null ? (
        <>
          {trouble ?? <Skeleton rows={5} label={shared.loading} />}
          <Button look="quiet" title={words.closeTitle} onClick={onClose}>
            {words.close}
          </Button>
        </>
      ) : (
        <RecordDetail
          record={record}
          detail={data ?? null}
          trouble={trouble}
          nowMs={nowMs()}
          heading={heading}
          onClose={onClose}
          onOpen={onOpen}
          actions={
            account.role === 'admin' ? (
              words.lookOnly
            ) : (
              <>
                {allowedDecisions(account.role, record.status)
                  .filter((decision) => mayDecide(account.role, decision, record))
                  .map((decision) => (
                    <DecisionButton
                      key={decision}
                      decision={decision}
                      onDecide={() =>
                        onDecide(decision, {
                          mids: [mid],
                          status: record.status,
                          kinds: [kindOf(record)],
                        })
                      }
                    />
                  ))}
                {data !== undefined && (
                  <SendBack key={mid} record={record} detail={data} onSentBack={onSentBack} />
                )}
              </>
            )
          }
        />
      )}
    </aside>
  );
}
