/** Stands before every screen of records: where the phone cannot read them, it says why and what to do. */

import { useSyncExternalStore, type ReactNode } from 'react';
import { kader as text } from '#client/i18n/kader.ts';
import { useServices } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { Screen } from '#client/ui/screen.tsx';
import css from './shell.module.css';

export function StorageDoor({ children }: { readonly children: ReactNode }) {
  const { storage } = useServices();
  const trouble = useSyncExternalStore(
    (listener) => storage.subscribe(listener),
    () => storage.trouble(),
  );
  if (trouble === null) return children;
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
