/** The page of proof, for anybody: signed in or not, with a network or without. */

import { ProofScreen } from '#client/features/proof/proof-screen.tsx';
import { useServices } from '#client/services.ts';
import { paths } from './paths.ts';
import { useGo } from './use-go.ts';
import css from './shell.module.css';

export function ProofPage({ appVersion }: { readonly appVersion: string }) {
  const { today } = useServices();
  const go = useGo();
  return (
    <div className={css['shell']}>
      <main className={css['main']}>
        <ProofScreen appVersion={appVersion} today={today()} onBack={() => go.back(paths.today)} />
      </main>
    </div>
  );
}
