/** A sentence that needs attention, with its sign and what can be done about it. */

import type { ReactNode } from 'react';
import css from './notice.module.css';

export type Tone = 'ok' | 'watch' | 'act' | 'unknown';

/** The sign of each tone: it must still be told apart in grey. */
export const SIGN_OF_TONE: Readonly<Record<Tone, string>> = {
  ok: '✓',
  watch: '▲',
  act: '!',
  unknown: '?',
};

interface NoticeProps {
  readonly tone: Tone;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** Read out when it appears: `now` interrupts, `soon` waits. */
  readonly announce?: 'now' | 'soon';
}

export function Notice({ tone, children, actions, announce }: NoticeProps) {
  const role = announce === 'now' ? 'alert' : announce === 'soon' ? 'status' : undefined;
  return (
    <div className={`${css['notice']} ${css[tone]}`} role={role}>
      <span className={css['sign']} aria-hidden="true">
        {SIGN_OF_TONE[tone]}
      </span>
      <div className={css['body']}>
        <div className={css['words']}>{children}</div>
        {actions !== undefined && actions !== false && (
          <div className={css['actions']}>{actions}</div>
        )}
      </div>
    </div>
  );
}
