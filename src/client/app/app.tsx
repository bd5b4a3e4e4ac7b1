/** Which half of the app an address belongs to, and whether somebody is signed in for it. */

import { Suspense, useMemo, useState, type ReactNode } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { ChoosePosyanduScreen } from '#client/features/kader/account/choose-posyandu-screen.tsx';
import { SignInScreen } from '#client/features/kader/sign-in/sign-in-screen.tsx';
import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { useSignedIn } from '#client/live.ts';
import { recordsHere } from '#client/records-here.ts';
import { ServicesProvider, useServices, type Services } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import type { PosyanduId } from '#domain/ids.ts';
import { ErrorBoundary } from './error-screen.tsx';
import { KaderRoutes, type AppSurroundings } from './kader-routes.tsx';
import { lazyPart } from './lazy-part.ts';
import { paths } from './paths.ts';
import { ReadOnlyNotice, TurnedAwayNotice } from './state-notices.tsx';
import { StorageDoor } from './storage-door.tsx';
import { countSteps, useGo } from './use-go.ts';
import css from './shell.module.css';

const PuskesmasApp = lazyPart(async () => (await import('./puskesmas-app.tsx')).PuskesmasApp);
/** Kept on the phone, but not part of the first script. */
const ProofPage = lazyPart(async () => (await import('./proof-page.tsx')).ProofPage);
const SetupPage = lazyPart(async () => (await import('./setup-page.tsx')).SetupPage);

interface AppProps {
  readonly services: Services;
  readonly surroundings: AppSurroundings;
}

export function App({ services, surroundings }: AppProps) {
  return (
    <ErrorBoundary onReload={() => location.reload()}>
      <ServicesProvider value={services}>
        <Router aroundNav={countSteps}>
          <Suspense fallback={<Skeleton rows={5} label={shared.loading} />}>
            <Switch>
              <Route path="/puskesmas/*?">
                <PuskesmasApp />
              </Route>
              <Route path={paths.setup}>
                <SetupPage />
              </Route>
              <Route path={paths.proof}>
                <ProofPage appVersion={surroundings.version} />
              </Route>
              <Route>
                <StorageDoor>
                  <KaderHalf surroundings={surroundings} />
                </StorageDoor>
              </Route>
            </Switch>
          </Suspense>
        </Router>
      </ServicesProvider>
    </ErrorBoundary>
  );
}

function KaderHalf({ surroundings }: Pick<AppProps, 'surroundings'>) {
  const signedIn = useSignedIn();
  const [justSignedIn, setJustSignedIn] = useState(false);
  if (signedIn === undefined) return <Skeleton rows={5} label={shared.loading} />;
  if (signedIn !== null && signedIn.role === 'kader' && signedIn.posyandu !== null) {
    return (
      <Place
        // Another person or place: nothing typed into a search or form stays on screen.
        key={`${signedIn.accountId} ${signedIn.posyandu.posyanduId}`}
        posyanduId={signedIn.posyandu.posyanduId}
      >
        <KaderRoutes signedIn={signedIn} surroundings={surroundings} />
      </Place>
    );
  }
  if (signedIn !== null && signedIn.role !== 'kader' && justSignedIn) {
    return <Redirect to={paths.puskesmas} replace />;
  }
  return (
    <div className={css['shell']}>
      <main className={css['main']}>
        <ReadOnlyNotice />
        <TurnedAwayNotice />
        {signedIn === null && (
          <SignInScreen onSignedIn={() => setJustSignedIn(true)} proofHref={paths.proof} />
        )}
        {signedIn?.role === 'kader' && <ChoosePosyanduScreen onChosen={() => undefined} />}
        {signedIn !== null && signedIn.role !== 'kader' && <StaffDoor />}
      </main>
    </div>
  );
}

interface PlaceProps {
  readonly posyanduId: PosyanduId;
  readonly children: ReactNode;
}

/** The screens inside save and keep drafts for this posyandu, also while they have not heard yet who signed in since. */
function Place({ posyanduId, children }: PlaceProps) {
  const services = useServices();
  const here = useMemo(
    () => ({ ...services, records: recordsHere(services.records, posyanduId) }),
    [services, posyanduId],
  );
  return <ServicesProvider value={here}>{children}</ServicesProvider>;
}

/** Puskesmas staff opened the kader's address on a browser they once signed in with. */
function StaffDoor() {
  const { session } = useServices();
  const go = useGo();
  return (
    <Screen
      title={text.staff.title}
      action={
        <Button look="main" wide onClick={() => go.to(paths.puskesmas)}>
          {text.staff.toPuskesmas}
        </Button>
      }
    >
      <p>{text.staff.about}</p>
      <Button wide onClick={() => void session.signOut()}>
        {text.staff.asKader}
      </Button>
    </Screen>
  );
}
