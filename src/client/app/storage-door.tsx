/** Stands before every screen of records: where the phone cannot read them, it says why and what to do. */

import type { ReactNode } from 'react';
import { formatCount } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { useLoss, useSignedIn, useStorageTrouble } from '#client/live.ts';
import { useServices, type Loss } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import { Screen } from '#client/ui/screen.tsx';
import css from './shell.module.css';

export function StorageDoor({ children }: { readonly children: ReactNode }) {
  const trouble = useStorageTrouble();
  const loss = useLoss();
  const wasOpen = useSignedIn() !== undefined;
  if (trouble === null && loss !== null) return <LossPage loss={loss} />;
  const isClosed = trouble === 'unavailable' && wasOpen;
  if (trouble === null || trouble === 'read-only' || isClosed) {
    // One place in the tree, so that a form stays the same form.
    return (
      <>
        {isClosed && <ClosedNotice />}
        {children}
      </>
    );
  }
  return (
    <main className={css['shell']}>
      <Screen
        title={text.trouble[trouble].title}
        action={
          <Button look="main" wide onClick={() => location.reload()}>
            {text.broken.reload}
          </Button>
        }
      >
        <p>{text.trouble[trouble].about}</p>
      </Screen>
    </main>
  );
}

/** It was open when this page began: whatever is typed on it stays to be copied, or saved after all. */
function ClosedNotice() {
  return (
    <div className={css['prompt']}>
      <Notice
        tone="act"
        announce="soon"
        actions={<Button onClick={() => location.reload()}>{text.broken.reload}</Button>}
      >
        {text.notice.storageClosed}
      </Notice>
    </div>
  );
}

/** Read once: what is gone, what comes back by itself, and what a person must do. */
function LossPage({ loss }: { readonly loss: Loss }) {
  const { storage } = useServices();
  return (
    <main className={css['shell']}>
      <Screen
        title={text.loss.title}
        action={
          <Button look="main" wide onClick={() => void storage.acknowledgeLoss()}>
            {text.loss.understood}
          </Button>
        }
      >
        <p>{text.loss.about}</p>
        <p>{loss.unsent === 0 ? text.loss.allSent : text.loss.unsent(formatCount(loss.unsent))}</p>
        <ol>
          <li>{text.loss.signIn}</li>
          {loss.unsent > 0 && <li>{text.loss.recordAgain}</li>}
          <li>{text.loss.tell}</li>
        </ol>
      </Screen>
    </main>
  );
}
