/** The one-time set-up page with the key of its link. */

import { useState } from 'react';
import { SetupScreen } from '#client/features/setup/setup-screen.tsx';
import { paths } from './paths.ts';
import { useGo } from './use-go.ts';
import css from './shell.module.css';

export function SetupPage() {
  const go = useGo();
  // Read once and taken out of the address bar: whoever has the link can use it.
  const [token] = useState(() => {
    const { hash, pathname } = location;
    history.replaceState(history.state, '', pathname);
    return hash.slice(1);
  });
  return (
    <div className={css['shell']}>
      <main className={css['main']}>
        <SetupScreen token={token} onDone={() => go.instead(paths.today)} />
      </main>
    </div>
  );
}
