/** What stands where there is nothing to show: why, and the next step. */

import type { ReactNode } from 'react';
import css from './empty-note.module.css';

export function EmptyNote({
  children,
  action,
}: {
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className={css['empty']}>
      <p>{children}</p>
      {action}
    </div>
  );
}
