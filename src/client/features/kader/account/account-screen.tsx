/** The kader's own corner: who is signed in, how the app looks, whether the phone keeps the data, and the way out. */

import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { useSignedIn, useSyncStatus } from '#client/live.ts';
import { useServices } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { CheckField } from '#client/ui/choice-field.tsx';
import { Notice } from '#client/ui/notice.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { SignOutDialog } from './sign-out-dialog.tsx';
import css from './account.module.css';

interface AccountScreenProps {
  readonly appVersion: string;
  readonly largeText: boolean;
  readonly onLargeText: (large: boolean) => void;
  /** Offers to install; `null` where the browser does not, or it is installed. */
  readonly install: (() => void) | null;
  readonly onBack: () => void;
  readonly onChoosePosyandu: () => void;
  readonly onSignInAgain: () => void;
  readonly proofHref: string;
}

export function AccountScreen(props: AccountScreenProps) {
  const { storage, session } = useServices();
  const signedIn = useSignedIn();
  const { unsent } = useSyncStatus();
  const [persisted, setPersisted] = useState<'yes' | 'no' | 'unknown'>();
  const [leaving, setLeaving] = useState(false);

  useEffect(() => {
    let gone = false;
    const ask = async () => {
      const answer = await storage.persisted();
      if (!gone) setPersisted(answer);
    };
    void ask();
    return () => {
      gone = true;
    };
  }, [storage]);

  if (signedIn === null || signedIn === undefined) return null;
  const { displayName, username, posyandu, grants, expired } = signedIn;
  return (
    <Screen title={displayName} about={username} back={{ label: text.back, go: props.onBack }}>
      {expired && (
        <Notice
          tone="watch"
          actions={<Button onClick={props.onSignInAgain}>{text.signIn.again}</Button>}
        >
          {text.signIn.expired}
        </Notice>
      )}
      {posyandu !== null && (
        <section className={css['part']}>
          <h2>{posyandu.posyanduName}</h2>
          <p>{text.account.place(posyandu.villageName, posyandu.puskesmasName)}</p>
          {grants.length > 1 && (
            <Button wide onClick={props.onChoosePosyandu}>
              {text.account.otherPosyandu}
            </Button>
          )}
        </section>
      )}
      <section className={css['part']}>
        <h2>{text.account.look}</h2>
        <CheckField
          label={text.account.largeText}
          checked={props.largeText}
          onChecked={props.onLargeText}
        />
      </section>
      <section className={css['part']}>
        <h2>{text.storage.title}</h2>
        {persisted !== undefined && <p>{text.storage.persisted[persisted]}</p>}
      </section>
      <section className={css['part']}>
        <h2>{text.account.installTitle}</h2>
        {props.install === null ? (
          <p>{text.account.installHint}</p>
        ) : (
          <Button wide onClick={props.install}>
            {text.account.install}
          </Button>
        )}
      </section>
      <Link href={props.proofHref} className={css['proof']}>
        {shared.toProof}
      </Link>
      <Button look="danger" wide onClick={() => setLeaving(true)}>
        {text.account.signOut}
      </Button>
      <p className={css['version']}>{text.account.version(props.appVersion)}</p>
      {leaving && unsent !== null && (
        <SignOutDialog
          unsent={unsent}
          onClose={() => setLeaving(false)}
          onSignOut={() => session.signOut()}
        />
      )}
    </Screen>
  );
}
