/** Offers a newer version of the app; it is only ready when no form holds anything typed. */

import { useSyncExternalStore } from 'react';
import { kader as text } from '#client/i18n/kader.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import type { AppUpdate } from './app-update.ts';
import css from './shell.module.css';

export function UpdatePrompt({ update }: { readonly update: AppUpdate }) {
  const ready = useSyncExternalStore(
    (listener) => update.subscribe(listener),
    () => update.updateReady(),
  );
  if (!ready) return null;
  return (
    <div className={css['prompt']}>
      <Notice
        tone="ok"
        announce="soon"
        actions={<Button onClick={() => update.applyUpdate()}>{text.notice.updateAction}</Button>}
      >
        {text.notice.update}
      </Notice>
    </div>
  );
}
