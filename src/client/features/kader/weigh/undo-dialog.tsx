/** Takes a weighing back: it stays in the history as voided, with the reason. */

import { useState } from 'react';
import { kader as text } from '#client/i18n/kader.ts';
import { NotSavedNotice } from '#client/not-saved-notice.tsx';
import { Button } from '#client/ui/button.tsx';
import { ChoiceField } from '#client/ui/choice-field.tsx';
import { Dialog } from '#client/ui/dialog.tsx';

const REASONS = text.undo.reasons.map((reason) => ({ value: reason, label: reason }));

interface UndoDialogProps {
  readonly onClose: () => void;
  readonly onUndo: (reason: string) => Promise<void>;
}

export function UndoDialog({ onClose, onUndo }: UndoDialogProps) {
  const [reason, setReason] = useState<string>('');
  const [state, setState] = useState<'choosing' | 'missing' | 'saving' | 'not-saved'>('choosing');

  async function undo() {
    if (state === 'saving') return;
    if (reason === '') return setState('missing');
    setState('saving');
    try {
      await onUndo(reason);
    } catch {
      setState('not-saved');
    }
  }

  return (
    <Dialog
      title={text.undo.title}
      onClose={onClose}
      actions={
        <>
          <Button look="danger" onClick={() => void undo()}>
            {text.undo.confirm}
          </Button>
          <Button look="main" onClick={onClose}>
            {text.undo.cancel}
          </Button>
        </>
      }
    >
      <ChoiceField
        label={text.undo.why}
        stacked
        options={REASONS}
        value={reason}
        onValue={setReason}
        error={state === 'missing' ? text.undo.missing : undefined}
      />
      {state === 'not-saved' && <NotSavedNotice />}
    </Dialog>
  );
}
