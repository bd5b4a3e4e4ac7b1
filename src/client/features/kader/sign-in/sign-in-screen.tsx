/** Before everything else, once per phone: who is working with it. */

import { useEffect, useState, type SubmitEvent } from 'react';
import { Link } from 'wouter';
import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { useServices, type SignInProblem } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { PasswordField, TextField } from '#client/ui/text-field.tsx';
import type { ServerInfo } from '#protocol/session.ts';
import css from './sign-in.module.css';

interface SignInScreenProps {
  /** Filled in when the same person signs in again. */
  readonly username?: string;
  /** Signing in again while the work goes on: there is a way back. */
  readonly onBack?: () => void;
  readonly onSignedIn?: () => void;
  /** Where anybody may see how things are computed. */
  readonly proofHref?: string;
}

export function SignInScreen(props: SignInScreenProps) {
  const { username: known = '', onBack, onSignedIn, proofHref } = props;
  const { session } = useServices();
  const [username, setUsername] = useState(known);
  const [password, setPassword] = useState('');
  const [state, setState] = useState<'editing' | 'sending' | 'empty' | 'not-kept' | SignInProblem>(
    'editing',
  );
  const [info, setInfo] = useState<ServerInfo | null>(null);

  useEffect(() => {
    let gone = false;
    const ask = async () => {
      const answer = await session.serverInfo();
      if (!gone) setInfo(answer);
    };
    void ask();
    return () => {
      gone = true;
    };
  }, [session]);

  async function signIn(event: SubmitEvent) {
    event.preventDefault();
    if (state === 'sending') return;
    if (username.trim() === '' || password === '') return setState('empty');
    setState('sending');
    try {
      const problem = await session.signIn(username.trim(), password);
      setState(problem ?? 'editing');
      if (problem === null) onSignedIn?.();
    } catch {
      setState('not-kept');
    }
  }

  return (
    <form className={css['form']} noValidate onSubmit={(event) => void signIn(event)}>
      <Screen
        title={onBack === undefined ? shared.appName : text.signIn.again}
        about={text.signIn.about}
        back={onBack === undefined ? undefined : { label: text.back, go: onBack }}
        action={
          <Button type="submit" look="main" wide aria-disabled={state === 'sending'}>
            {state === 'sending' ? shared.signIn.submitting : shared.signIn.submit}
          </Button>
        }
      >
        {state !== 'editing' && state !== 'sending' && (
          <Notice tone="act" announce="now">
            {state === 'empty' || state === 'not-kept'
              ? text.signIn[state]
              : shared.signIn.problem[state]}
          </Notice>
        )}
        <TextField
          label={shared.signIn.username}
          value={username}
          onValue={setUsername}
          input={{ autoComplete: 'username', autoCapitalize: 'none', maxLength: 80 }}
        />
        <PasswordField
          label={shared.signIn.password}
          value={password}
          onValue={setPassword}
          show={shared.signIn.show}
          hide={shared.signIn.hide}
          autoComplete="current-password"
        />
        {info !== null && info.practice && (
          <PracticeAccounts
            info={info}
            onChoose={(account) => {
              setUsername(account);
              setPassword(info.practicePassword ?? '');
              setState('editing');
            }}
          />
        )}
        {proofHref !== undefined && (
          <Link href={proofHref} className={css['proof']}>
            {shared.toProof}
          </Link>
        )}
      </Screen>
    </form>
  );
}

interface PracticeAccountsProps {
  readonly info: ServerInfo;
  readonly onChoose: (username: string) => void;
}

function PracticeAccounts({ info, onChoose }: PracticeAccountsProps) {
  return (
    <section className={css['practice']} aria-label={shared.practice}>
      <h2>{shared.practice}</h2>
      <p>{text.signIn.practice(info.practicePassword ?? '')}</p>
      <ul className={css['accounts']}>
        {info.practiceAccounts.map(({ username, role, place }) => (
          <li key={username}>
            <Button wide className={css['account']} onClick={() => onChoose(username)}>
              <strong>{username}</strong>
              <span>
                {shared.role[role]} · {place}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
