/** The sign-in has run out: everything works on, sending waits. */

import { kader as text } from '#client/i18n/kader.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import css from './shell.module.css';

export function ExpiredNotice({ onSignIn }: { readonly onSignIn: () => void }) {
  return (
    <div className={css['prompt']}>
      <Notice tone="watch" actions={<Button onClick={onSignIn}>{text.signIn.again}</Button>}>
        {text.notice.expired}
      </Notice>
    </div>
  );
}
