/** A part of the app that lives on the server only, opened without a network. */

import { kader as text } from '#client/i18n/kader.ts';
import { Button } from '#client/ui/button.tsx';
import { Screen } from '#client/ui/screen.tsx';
import css from './shell.module.css';

export function NeedsNetwork() {
  return (
    <main className={css['shell']}>
      <PartNeedsNetwork />
    </main>
  );
}

/** Inside the frame of the kader's half. */
export function PartNeedsNetwork() {
  return (
    <Screen
      title={text.needsNetwork.title}
      action={
        <Button look="main" wide onClick={() => location.reload()}>
          {text.broken.reload}
        </Button>
      }
    >
      <p>{text.needsNetwork.about}</p>
    </Screen>
  );
}
