/** Asks for the password over whatever is open, so that nothing typed below it is lost. */

import { useEffect, useRef, useState } from 'react';
import { signIn as words, states } from '#client/i18n/puskesmas.ts';
import { useDeskSession } from '#client/puskesmas-api/desk-services.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import type { Session } from '#protocol/session.ts';
import { SignInForm } from './sign-in-form.tsx';

interface SignInAgainProps {
  readonly onSignedIn: (session: Session) => void;
  /** Closes without signing in: what is on screen stays readable. */
  readonly onClose: () => void;
}

export function SignInAgain({ onSignedIn, onClose }: SignInAgainProps) {
  const session = useDeskSession();
  const [username, setUsername] = useState(session.account.username);
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The name is known; only the password is asked for.
    form.current?.querySelector<HTMLInputElement>('input[type="password"]')?.focus();
  }, []);
  return (
    <Dialog
      title={words.expiredTitle}
      onClose={onClose}
      actions={
        <Button look="quiet" onClick={onClose}>
          {states.later}
        </Button>
      }
    >
      <p>{words.expired}</p>
      <div ref={form}>
        <SignInForm username={username} onUsername={setUsername} onSignedIn={onSignedIn} />
      </div>
    </Dialog>
  );
}
