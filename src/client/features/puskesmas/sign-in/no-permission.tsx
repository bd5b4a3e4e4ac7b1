/** A kader who came to the desk by mistake is shown the way back. */

import { noPermission as words } from '#client/i18n/puskesmas.ts';
import { account as accountWords } from '#client/i18n/puskesmas.ts';
import { Button } from '#client/ui/button.tsx';
import css from './sign-in.module.css';

interface NoPermissionProps {
  readonly displayName: string;
  readonly signOut: () => void;
}

export function NoPermission({ displayName, signOut }: NoPermissionProps) {
  return (
    <main className={css['door']}>
      <div className={css['card']}>
        <h1>{words.title}</h1>
        <p>{words.text(displayName)}</p>
        <p>
          <a href="/">{words.toKader}</a>
        </p>
        <Button onClick={signOut}>{accountWords.signOut}</Button>
      </div>
    </main>
  );
}
