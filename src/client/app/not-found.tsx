/** An address that is none of ours. */

import { kader as text } from '#client/i18n/kader.ts';
import { Button } from '#client/ui/button.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { paths } from './paths.ts';
import { useGo } from './use-go.ts';

export function NotFound() {
  const go = useGo();
  return (
    <Screen
      title={text.refusal.title}
      action={
        <Button look="main" wide onClick={() => go.instead(paths.today)}>
          {text.refusal.home}
        </Button>
      }
    >
      <p>{text.refusal.about}</p>
    </Screen>
  );
}
