/** Asks for the words a kader will read beside a returned record. */

import { useLayoutEffect, useState } from 'react';
import { quickReasons } from '#client/i18n/puskesmas-reasons.ts';
import { decisions as words } from '#client/i18n/puskesmas-review.ts';
import { states } from '#client/i18n/puskesmas.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { WordsField } from '#client/ui/text-field.tsx';
import type { RecordKind } from './record/record-kind.ts';
import css from './review.module.css';

interface ReturnDialogProps {
  readonly count: number;
  /** What is returned: each kind has its own ready-made sentences. */
  readonly kinds: readonly RecordKind[];
  /** Kept by the screen: closing the dialog, or a session that ends, loses nothing. */
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly onReturn: (reason: string) => void;
  readonly onClose: () => void;
}

export function ReturnDialog(props: ReturnDialogProps) {
  const { count, kinds, reason, onReason, onReturn, onClose } = props;
  const [asked, setAsked] = useState(false);
  const missing = reason.trim() === '';
  const submit = () => {
    setAsked(true);
    if (!missing) onReturn(reason.trim());
  };
  // Before the next key: a passive effect may come after it and send what was there a letter ago.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
  return (
    <Dialog
      title={words.returnHeading(count)}
      onClose={onClose}
      actions={
        <>
          <Button look="main" title={words.sendTitle} onClick={submit}>
            {words.verbs.return}
          </Button>
          <Button onClick={onClose}>{states.cancel}</Button>
        </>
      }
    >
      <div className={css['reason']}>
        <WordsField
          label={words.reason}
          hint={words.reasonHint}
          value={reason}
          onValue={onReason}
          error={asked && missing ? words.reasonNeeded : undefined}
        />
        <ul className={css['quick']} aria-label={words.quickLabel}>
          {quickFor(kinds).map((sentence) => (
            <li key={sentence}>
              <Button onClick={() => onReason(withSentence(reason, sentence))}>{sentence}</Button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

/** One sentence goes to everything that is returned, so it must be true of every kind among it. */
function quickFor(kinds: readonly RecordKind[]): readonly string[] {
  const [only, ...others] = kinds;
  const own = only === undefined || others.length > 0 ? quickReasons.several : quickReasons[only];
  return [...own, ...quickReasons.any];
}

/** A second quick reason adds to the first; the same one is not said twice. */
function withSentence(reason: string, sentence: string): string {
  const before = reason.trim();
  if (before.includes(sentence)) return reason;
  return before === '' ? sentence : `${before} ${sentence}`;
}
