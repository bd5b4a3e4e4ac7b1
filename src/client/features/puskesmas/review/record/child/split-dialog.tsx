/** A merge taken back: each of the two stands for itself again. */

import { useState } from 'react';
import { children as words } from '#client/i18n/puskesmas-children.ts';
import type { ChildId, PosyanduId } from '#domain/ids.ts';
import { ActionDialog } from './action-dialog.tsx';
import { useChildAction } from './use-child-action.ts';

const text = words.split;

interface SplitDialogProps {
  /** The merged one. */
  readonly child: { readonly id: ChildId; readonly name: string };
  readonly posyanduId: PosyanduId;
  readonly onDone: (sentence: string) => void;
  readonly onClose: () => void;
}

export function SplitDialog({ child, posyanduId, onDone, onClose }: SplitDialogProps) {
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const acting = useChildAction(() => onDone(text.done(child.name)));

  function submit() {
    setAsked(true);
    if (reason.trim() === '') return;
    acting.send({
      childId: child.id,
      posyanduId,
      reason: reason.trim(),
      what: { action: 'split' },
    });
  }

  return (
    <ActionDialog
      title={text.title(child.name)}
      reason={reason}
      onReason={setReason}
      asked={asked}
      consequence={text.consequence(child.name)}
      submitWord={text.submit}
      acting={acting}
      onSubmit={submit}
      onClose={onClose}
    />
  );
}
