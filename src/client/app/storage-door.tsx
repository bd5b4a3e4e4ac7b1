/** Stands before every screen of records: where the phone cannot read them, it says why and what to do. */

import type { ReactNode } from 'react';
import { formatCount } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { useLoss, useStorageTrouble } from '#client/live.ts';
import { useServices, type Loss } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { Screen } from '#client/ui/screen.tsx';
import css from './shell.module.css';

export function StorageDoor({ children }: { readonly children: ReactNode }) {
  const trouble = useStorageTrouble();
  const loss = useLoss();
  if (trouble === null && loss !== null) return <LossPage loss={loss} />;
  if (trouble === null || trouble === 'read-only') return children;
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
