/** The screens of the kader's half and the ways between them. */

import { Suspense, useState } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { AccountScreen } from '#client/features/kader/account/account-screen.tsx';
import { ChoosePosyanduScreen } from '#client/features/kader/account/choose-posyandu-screen.tsx';
import { AttentionScreen } from '#client/features/kader/attention/attention-screen.tsx';
import { reasonWords } from '#client/features/kader/attention/reason-words.ts';
import { FindChildScreen } from '#client/features/kader/find-child/find-child-screen.tsx';
import { RegisterChildScreen } from '#client/features/kader/register-child/register-child-screen.tsx';
import { SignInScreen } from '#client/features/kader/sign-in/sign-in-screen.tsx';
import { TodayScreen } from '#client/features/kader/today/today-screen.tsx';
import { UnsentScreen } from '#client/features/kader/unsent/unsent-screen.tsx';
import { kader as text } from '#client/i18n/kader.ts';
import type { AttentionItem, SignedIn } from '#client/services.ts';
import type { AppUpdate } from './app-update.ts';
import { ChildRoutes } from './child-routes.tsx';
import { ExpiredNotice } from './expired-notice.tsx';
import { useInstallOffer, type InstallOffer } from './install-offer.ts';
import { lazyPart } from './lazy-part.ts';
import { NotFound } from './not-found.tsx';
import { PartNeedsNetwork, PartOnItsWay } from './part-not-here.tsx';
import { paths } from './paths.ts';
import { Shell } from './shell.tsx';
import { ReadOnlyNotice, StateNotices, TurnedAwayNotice } from './state-notices.tsx';
import { useLargeText } from './text-size.ts';
import { UpdatePrompt } from './update-prompt.tsx';
import { useAfterFirstSave } from './use-after-first-save.ts';
import { useGo } from './use-go.ts';

const ImmunizationOfMonth = lazyPart(
  async () => (await import('./immunization-routes.tsx')).ImmunizationOfMonth,
  PartNeedsNetwork,
);

export interface AppSurroundings {
  readonly version: string;
  readonly update: AppUpdate;
  readonly install: InstallOffer;
}

interface KaderRoutesProps {
  readonly signedIn: SignedIn;
  readonly surroundings: AppSurroundings;
}

const WITH_PLACES: ReadonlySet<string> = new Set([
  paths.today,
  paths.todayShortcut,
  paths.children,
  paths.tasks,
]);

export function KaderRoutes({ signedIn, surroundings }: KaderRoutesProps) {
  const go = useGo();
  const [here] = useLocation();
  const [search, setSearch] = useState('');
  const [registration, setRegistration] = useState(0);
  const afterSave = useAfterFirstSave();
  const searching = { search, onSearch: setSearch, onRegister: () => go.to(paths.register) };
  const today = () => (
    <TodayScreen
      {...searching}
      weighHref={paths.weigh}
      childHref={paths.child}
      immunizationHref={paths.immunizationOfMonth}
      notices={<StateNotices />}
    />
  );

  return (
    <Shell
      signedIn={signedIn}
      onTask={!WITH_PLACES.has(here)}
      prompt={
        <>
          <UpdatePrompt update={surroundings.update} />
          <ReadOnlyNotice />
          <TurnedAwayNotice />
          {signedIn.expired && WITH_PLACES.has(here) && (
            <ExpiredNotice onSignIn={() => go.to(paths.signIn)} />
          )}
        </>
      }
    >
      <Switch>
        <Route path={paths.today}>{today}</Route>
        <Route path={paths.todayShortcut}>{today}</Route>
        <Route path={paths.children}>
          <FindChildScreen {...searching} childHref={paths.child} />
        </Route>
        <Route path={paths.register}>
          <RegisterChildScreen
            key={registration}
            searchedName={search.trim()}
            onBack={() => go.back(paths.children)}
            onSaved={() => {
              setSearch('');
              afterSave();
            }}
            onWeigh={(id) => go.instead(paths.weigh(id))}
            onOpenChild={(id) => go.instead(paths.child(id))}
            onAnother={() => setRegistration(registration + 1)}
          />
        </Route>
        <Route path={paths.immunizationOfMonth}>
          <Suspense fallback={<PartOnItsWay title={text.today.immunization} />}>
            <ImmunizationOfMonth />
          </Suspense>
        </Route>
        <Route path="/anak/:id/*?">{({ id }) => <ChildRoutes id={id} />}</Route>
        <Route path={paths.tasks}>
          <AttentionScreen
            onCorrect={(item) => go.to(answerPath(item))}
            onOpenUnsent={() => go.to(paths.unsent)}
          />
        </Route>
        <Route path={paths.unsent}>
          <UnsentScreen
            reasonOf={reasonWords}
            onBack={() => go.back(paths.today)}
            onSignIn={() => go.to(paths.signIn)}
          />
        </Route>
        <Route path={paths.account}>
          <Account go={go} surroundings={surroundings} />
        </Route>
        <Route path={paths.choosePosyandu}>
          <ChoosePosyanduScreen
            onBack={() => go.back(paths.account)}
            onChosen={() => go.instead(paths.today)}
          />
        </Route>
        <Route path={paths.signIn}>
          <SignInScreen
            username={signedIn.username}
            onBack={() => go.back(paths.today)}
            onSignedIn={() => go.back(paths.today)}
          />
        </Route>
        <Route>
          <NotFound />
        </Route>
      </Switch>
    </Shell>
  );
}

/** Where a record that came back is put right. */
function answerPath({ childId, targetId, op, mid }: AttentionItem): string {
  if (childId === null) return paths.tasks;
  if (op.startsWith('child.')) return paths.editChild(childId);
  if (op.startsWith('immun.')) {
    return targetId === null || op === 'immun.void'
      ? paths.immunizeAnswering(childId, mid)
      : paths.amendDose(childId, targetId);
  }
  if (targetId === null || op === 'measure.void') return paths.weighAnswering(childId, mid);
  return paths.correct(childId, targetId);
}

interface AccountProps {
  readonly go: ReturnType<typeof useGo>;
  readonly surroundings: AppSurroundings;
}

function Account({ go, surroundings }: AccountProps) {
  const [largeText, setLargeText] = useLargeText();
  return (
    <AccountScreen
      appVersion={surroundings.version}
      largeText={largeText}
      onLargeText={setLargeText}
      install={useInstallOffer(surroundings.install)}
      onBack={() => go.back(paths.today)}
      onChoosePosyandu={() => go.to(paths.choosePosyandu)}
      onSignInAgain={() => go.to(paths.signIn)}
      proofHref={paths.proof}
    />
  );
}
