/** A part of the app whose script is not on the phone yet: on its way, or out of reach without a network. */

import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { Button } from '#client/ui/button.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import { paths } from './paths.ts';
import { useGo } from './use-go.ts';
import css from './shell.module.css';

/** The whole page is out of reach. */
export function NeedsNetwork() {
  return (
    <main className={css['shell']}>
      <OutOfReach />
    </main>
  );
}

/** Inside the frame of the kader's half. */
export function PartNeedsNetwork() {
  return <OutOfReach back={useBack()} />;
}

/** Inside the same frame. On a slow network the script takes many seconds: nobody is held there meanwhile. */
export function PartOnItsWay({ title }: { readonly title: string }) {
  return (
    <Screen title={title} back={useBack()}>
      <Skeleton rows={6} label={shared.loading} />
    </Screen>
  );
}

interface Back {
  readonly label: string;
  readonly go: () => void;
}

function useBack(): Back {
  const go = useGo();
  return { label: text.back, go: () => go.back(paths.today) };
}

function OutOfReach({ back }: { readonly back?: Back }) {
  return (
    <Screen
      title={text.needsNetwork.title}
      back={back}
      action={
        <Button look="main" wide onClick={() => location.reload()}>
          {text.broken.reload}
        </Button>
      }
    >
      <p>{text.needsNetwork.about}</p>
    </Screen>
  );
}
