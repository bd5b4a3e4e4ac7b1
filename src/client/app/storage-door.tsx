/** Stands before every screen of records: where the phone cannot read them, it says why and what to do. */

import type { ReactNode } from 'react';
import { kader as text } from '#client/i18n/kader.ts';
import { useStorageTrouble } from '#client/live.ts';
import { Button } from '#client/ui/button.tsx';
import { Screen } from '#client/ui/screen.tsx';
import css from './shell.module.css';

export function StorageDoor({ children }: { readonly children: ReactNode }) {
  const trouble = useStorageTrouble();
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
