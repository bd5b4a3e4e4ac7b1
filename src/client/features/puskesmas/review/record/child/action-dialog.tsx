/** What the questions about a child have in common: what follows, why, and what came of it. */

import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import { children as words } from '#client/i18n/puskesmas-children.ts';
import { states } from '#client/i18n/puskesmas.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Notice } from '#client/ui/notice.tsx';
import { WordsField } from '#client/ui/text-field.tsx';
import type { ChildActing } from './use-child-action.ts';

interface ActionDialogProps {
  readonly title: string;
  readonly wide?: boolean;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  /** Somebody has asked to send: what is missing is said now. */
  readonly asked: boolean;
  /** What will be true afterwards; `null` while that is not known. */
  readonly consequence: string | null;
  readonly submitWord: string;
  readonly acting: ChildActing;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

export function ActionDialog(props: ActionDialogProps) {
  const { title, wide = false, reason, asked, consequence, acting, onSubmit, onClose } = props;
  // Before the next key: a passive effect may come after it and send what was there a letter ago.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSubmit();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
  return (
    <Dialog
      title={title}
      wide={wide}
      onClose={onClose}
      actions={
        <>
          <Button look="main" aria-disabled={acting.sending} onClick={onSubmit}>
            {acting.sending ? words.sending : props.submitWord}
          </Button>
          <Button onClick={onClose}>{states.cancel}</Button>
        </>
      }
    >
      {props.children}
      {/* Before the reason, which has to be filled in: so it is passed even where the dialog scrolls. */}
      {consequence !== null && <p>{consequence}</p>}
      <WordsField
        label={words.reason}
        hint={words.reasonHint}
        value={reason}
        onValue={props.onReason}
        error={asked && reason.trim() === '' ? words.reasonNeeded : undefined}
      />
      {acting.trouble !== null && !acting.sending && <Trouble>{acting.trouble}</Trouble>}
    </Dialog>
  );
}

/** Comes into view by itself: a long dialog has its end below the fold, behind its buttons. */
function Trouble({ children }: { readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: 'center' }), []);
  return (
    <div ref={place}>
      <Notice tone="act" announce="now">
        {children}
      </Notice>
    </div>
  );
}
