/** A question that must be answered first: the browser's own modal dialog. */

import { useEffect, useId, useRef, type ReactNode } from 'react';
import css from './dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** Buttons, the safe one last (nearest the thumb). */
  readonly actions: ReactNode;
  /** Escape or the phone's back gesture: the answer that changes nothing. */
  readonly onClose: () => void;
  /** For two things side by side; the desk has the room. */
  readonly wide?: boolean;
}

/** Shown while it is mounted. */
export function Dialog({ title, children, actions, onClose, wide = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element === null || element.open) return;
    element.showModal();
    return () => element.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide ? `${css['dialog']} ${css['wide']}` : css['dialog']}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children !== undefined && <div className={css['body']}>{children}</div>}
      <div className={css['actions']}>{actions}</div>
    </dialog>
  );
}
