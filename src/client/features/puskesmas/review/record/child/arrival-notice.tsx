/** Where a child that another puskesmas sent came from, and sending it back as long as nobody has said that it belongs here. */

import { useState } from 'react';
import { children as words } from '#client/i18n/puskesmas-children.ts';
import { useDeskSession } from '#client/puskesmas-api/desk-services.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import type { ReviewDetail, ReviewRecord } from '#protocol/review.ts';
import { childOfRecord } from './child-of-record.ts';
import { TransferDialog } from './transfer-dialog.tsx';
import css from './child.module.css';

const text = words.arrival;

interface ArrivalNoticeProps {
  /** As it stands for this desk. */
  readonly record: ReviewRecord;
  readonly detail: ReviewDetail;
  readonly onSentBack: () => void;
}

export function ArrivalNotice({ record, detail, onSentBack }: ArrivalNoticeProps) {
  const { account } = useDeskSession();
  const [asked, setAsked] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const { cameFrom, movedTo, mergedInto } = detail.standing;
  const child = childOfRecord(detail);
  if (cameFrom === null || child === null || !record.flags.includes('other-puskesmas')) return null;

  const { op, status } = record;
  const waits = op === 'child.receive' && status === 'waiting' && movedTo === null;
  const { posyanduId, posyanduName, villageName, puskesmasName } = cameFrom;
  return (
    <>
      <output className={css['done']}>{done}</output>
      <Notice
        tone={waits ? 'watch' : 'unknown'}
        actions={
          waits &&
          mergedInto === null &&
          account.role === 'petugas' && (
            <Button onClick={() => setAsked(true)}>{text.sendBack}</Button>
          )
        }
      >
        <strong>{text.from(posyanduName, villageName, puskesmasName)}</strong>
        {waits && ` ${text.about(record.posyanduName)}`}
      </Notice>
      {asked && (
        <TransferDialog
          child={child}
          back={{ id: posyanduId, name: posyanduName, puskesmasName }}
          onClose={() => setAsked(false)}
          onDone={(sentence) => {
            setAsked(false);
            setDone(sentence);
            onSentBack();
          }}
        />
      )}
    </>
  );
}
