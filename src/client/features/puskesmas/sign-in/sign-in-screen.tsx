/** The door of the desk. */

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { signIn as words } from '#client/i18n/puskesmas.ts';
import { shared } from '#client/i18n/shared.ts';
import { deskKeys } from '#client/puskesmas-api/desk-keys.ts';
import { useDeskServices } from '#client/puskesmas-api/desk-services.ts';
import { Button } from '#client/ui/button.tsx';
import type { Session } from '#protocol/session.ts';
import { SignInForm } from './sign-in-form.tsx';
import css from './sign-in.module.css';

interface SignInScreenProps {
  readonly onSignedIn: (session: Session) => void;
  /** Where anybody may see how things are computed. */
  readonly proofHref: string;
}

export function SignInScreen({ onSignedIn, proofHref }: SignInScreenProps) {
  const { api } = useDeskServices();
  const [username, setUsername] = useState('');
  const info = useQuery({ queryKey: deskKeys.info, queryFn: ({ signal }) => api.info(signal) });
  useEffect(() => {
    document.title = `${words.title} · ${shared.appName}`;
  }, []);
  const staff = (info.data?.practiceAccounts ?? []).filter(({ role }) => role !== 'kader');
  return (
    <main className={css['door']}>
      <div className={css['card']}>
        <p className={css['brand']}>{shared.appName}</p>
        <h1>{words.title}</h1>
        {info.data?.practice === true && <p className={css['practice']}>{shared.practiceAbout}</p>}
        <SignInForm username={username} onUsername={setUsername} onSignedIn={onSignedIn} />
        {staff.length > 0 && info.data !== undefined && (
          <section className={css['accounts']} aria-label={words.practiceTitle}>
            <h2>{words.practiceTitle}</h2>
            {info.data.practicePassword !== null && (
              <p>{words.practicePassword(info.data.practicePassword)}</p>
            )}
            <ul>
              {staff.map((one) => (
                <li key={one.username}>
                  <span>
                    <strong>{one.username}</strong> · {shared.role[one.role]}
                    {one.place !== '' && ` · ${one.place}`}
                  </span>
                  <Button
                    look="quiet"
                    aria-label={words.practiceUse(one.username)}
                    onClick={() => setUsername(one.username)}
                  >
                    {words.use}
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        )}
        <p>
          <a href="/">{words.kaderLink}</a>
        </p>
        <p>
          <Link href={proofHref}>{shared.toProof}</Link>
        </p>
      </div>
    </main>
  );
}
