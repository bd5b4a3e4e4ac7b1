/** Name and password of staff; the same form opens the desk and reopens it when the session has ended. */

import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { failures, signIn as words } from '#client/i18n/puskesmas.ts';
import { shared } from '#client/i18n/shared.ts';
import { failureCode } from '#client/puskesmas-api/api-failure.ts';
import { useDeskServices } from '#client/puskesmas-api/desk-services.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import { PasswordField, TextField } from '#client/ui/text-field.tsx';
import type { Session } from '#protocol/session.ts';
import css from './sign-in.module.css';

interface SignInFormProps {
  readonly username: string;
  readonly onUsername: (username: string) => void;
  readonly onSignedIn: (session: Session) => void;
}

export function SignInForm({ username, onUsername, onSignedIn }: SignInFormProps) {
  const { api } = useDeskServices();
  const [password, setPassword] = useState('');
  const [incomplete, setIncomplete] = useState(false);
  const attempt = useMutation({
    // Handed over at the call: a closure is renewed only after drawing, and Enter can be quicker.
    mutationFn: (typed: { readonly username: string; readonly password: string }) =>
      api.signIn(typed.username, typed.password),
    onSuccess: onSignedIn,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (attempt.isPending) return;
    const missing = username.trim() === '' || password === '';
    setIncomplete(missing);
    if (!missing) attempt.mutate({ username, password });
  };
  const problem = incomplete
    ? words.needsBoth
    : attempt.isError
      ? failures[failureCode(attempt.error)]
      : null;
  return (
    <form className={css['form']} onSubmit={submit} noValidate>
      <TextField
        label={shared.signIn.username}
        value={username}
        onValue={onUsername}
        input={{ autoComplete: 'username', autoCapitalize: 'none', name: 'username' }}
      />
      <PasswordField
        label={shared.signIn.password}
        value={password}
        onValue={setPassword}
        show={shared.signIn.show}
        hide={shared.signIn.hide}
        autoComplete="current-password"
      />
      {problem !== null && !attempt.isPending && (
        <Notice tone="act" announce="now">
          {problem}
        </Notice>
      )}
      <Button type="submit" look="main" wide aria-disabled={attempt.isPending}>
        {attempt.isPending ? shared.signIn.submitting : shared.signIn.submit}
      </Button>
    </form>
  );
}
