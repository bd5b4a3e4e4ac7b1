/** A kader of several posyandu says where they are today. */

import { useState } from 'react';
import { kader as text } from '#client/i18n/kader.ts';
import { useSignedIn } from '#client/live.ts';
import { NotSavedNotice } from '#client/not-saved-notice.tsx';
import { useServices } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import { Screen } from '#client/ui/screen.tsx';
import type { PosyanduId } from '#domain/ids.ts';
import css from './account.module.css';

interface ChoosePosyanduScreenProps {
  readonly onBack?: () => void;
  readonly onChosen: () => void;
}

export function ChoosePosyanduScreen({ onBack, onChosen }: ChoosePosyanduScreenProps) {
  const { session } = useServices();
  const signedIn = useSignedIn();
  const [failed, setFailed] = useState(false);

  async function choose(id: PosyanduId) {
    try {
      await session.choosePosyandu(id);
      onChosen();
    } catch {
      setFailed(true);
    }
  }

  if (signedIn === null || signedIn === undefined) return null;
  return (
    <Screen
      title={text.account.chooseTitle}
      back={onBack === undefined ? undefined : { label: text.back, go: onBack }}
    >
      {signedIn.grants.length === 0 && (
        <>
          <Notice tone="unknown">{text.account.noPosyandu}</Notice>
          <Button wide onClick={() => void session.signOut()}>
            {text.account.signOut}
          </Button>
        </>
      )}
      {failed && <NotSavedNotice />}
      <ul className={css['places']}>
        {signedIn.grants.map((grant) => (
          <li key={grant.posyanduId}>
            <Button wide onClick={() => void choose(grant.posyanduId)}>
              {grant.posyanduName} · {grant.villageName}
            </Button>
          </li>
        ))}
      </ul>
    </Screen>
  );
}
