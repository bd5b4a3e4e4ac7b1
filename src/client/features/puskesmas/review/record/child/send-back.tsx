/** Gives a child back to the puskesmas that sent it, as long as nobody has said that it belongs here. */

import { useState } from 'react';
import { children as words } from '#client/i18n/puskesmas-children.ts';
import { Button } from '#client/ui/button.tsx';
import type { ChildStanding, ReviewDetail, ReviewRecord } from '#protocol/review.ts';
import { childOfRecord } from './child-of-record.ts';
import { TransferDialog } from './transfer-dialog.tsx';
import css from './child.module.css';

interface SendBackProps {
  /** As it stands for this desk. */
  readonly record: ReviewRecord;
  readonly detail: ReviewDetail;
  readonly onSentBack: () => void;
}

export function SendBack({ record, detail, onSentBack }: SendBackProps) {
  const [asked, setAsked] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const { cameFrom, mergedInto } = detail.standing;
  const child = childOfRecord(detail);
  if (cameFrom === null || child === null) return null;
  const { posyanduId, posyanduName, puskesmasName } = cameFrom;
  return (
    <>
      <output className={css['done']}>{done}</output>
      {mergedInto === null && waitsForVerdict(record, detail.standing) && (
        <Button onClick={() => setAsked(true)}>{words.arrival.sendBack}</Button>
      )}
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

/** It tells of a child that another puskesmas sent here, and nobody has looked at that. */
export function waitsForVerdict(
  { op, status, flags }: Pick<ReviewRecord, 'op' | 'status' | 'flags'>,
  { movedTo }: Pick<ChildStanding, 'movedTo'>,
): boolean {
  const cameUnasked = op === 'child.receive' && flags.includes('other-puskesmas');
  return cameUnasked && status === 'waiting' && movedTo === null;
}
