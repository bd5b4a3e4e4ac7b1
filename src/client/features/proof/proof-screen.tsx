/** What anybody may check: how much was tested, a calculator that shows its steps, and the source of every rule. */

import { useEffect } from 'react';
import { proof as text } from '#client/i18n/proof.ts';
import { shared } from '#client/i18n/shared.ts';
import { Screen } from '#client/ui/screen.tsx';
import { Calculator } from './calculator.tsx';
import { SourceLists } from './source-lists.tsx';
import { TestFigures } from './test-figures.tsx';
import css from './proof.module.css';

interface ProofScreenProps {
  readonly appVersion: string;
  /** ISO date on this phone. */
  readonly today: string;
  readonly onBack: () => void;
}

export function ProofScreen({ appVersion, today, onBack }: ProofScreenProps) {
  useEffect(() => {
    const before = document.title;
    document.title = `${text.title} · ${shared.appName}`;
    return () => {
      document.title = before;
    };
  }, []);
  return (
    <Screen title={text.title} about={text.about} back={{ label: text.back, go: onBack }}>
      <div className={css['page']}>
        <TestFigures appVersion={appVersion} />
        <Calculator today={today} />
        <SourceLists />
      </div>
    </Screen>
  );
}
