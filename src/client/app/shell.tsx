/** The frame around every screen of the kader's half. */

import type { ReactNode } from 'react';
import type { SignedIn } from '#client/services.ts';
import { BottomBar } from './bottom-bar.tsx';
import { TopBar } from './top-bar.tsx';
import css from './shell.module.css';

interface ShellProps {
  readonly signedIn: SignedIn;
  /** A form or a single record: the places give way to its main action. */
  readonly onTask: boolean;
  readonly prompt: ReactNode;
  readonly children: ReactNode;
}

export function Shell({ signedIn, onTask, prompt, children }: ShellProps) {
  return (
    <div className={css['shell']}>
      <TopBar signedIn={signedIn} />
      <main className={css['main']}>
        {prompt}
        {children}
      </main>
      {!onTask && <BottomBar />}
    </div>
  );
}
