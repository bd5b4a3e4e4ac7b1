/** The desk: who sits at it, and everything that must outlive a change of screen. */

import {
  MutationCache,
  QueryCache,
  QueryClient,
  QueryClientProvider,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useState } from 'react';
import { NoPermission } from '#client/features/puskesmas/sign-in/no-permission.tsx';
import { SignInAgain } from '#client/features/puskesmas/sign-in/sign-in-again.tsx';
import { SignInScreen } from '#client/features/puskesmas/sign-in/sign-in-screen.tsx';
import { failures, states } from '#client/i18n/puskesmas.ts';
import { shared } from '#client/i18n/shared.ts';
import { failureCode } from '#client/puskesmas-api/api-failure.ts';
import { deskKeys } from '#client/puskesmas-api/desk-keys.ts';
import {
  DeskServicesProvider,
  DeskSessionProvider,
  useDeskServices,
  type DeskServices,
} from '#client/puskesmas-api/desk-services.ts';
import type { PuskesmasApi } from '#client/puskesmas-api/puskesmas-api.ts';
import { Button } from '#client/ui/button.tsx';
import { EmptyNote } from '#client/ui/desk/empty-note.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import type { Session } from '#protocol/session.ts';
import { DeskScreens } from './desk-screens.tsx';
import { paths } from './paths.ts';
import css from './desk.module.css';

export function Desk({ services }: { readonly services: DeskServices }) {
  const [expired, setExpired] = useState(false);
  const [queries] = useState(() => createQueries(services.api, () => setExpired(true)));
  return (
    <QueryClientProvider client={queries}>
      <DeskServicesProvider value={services}>
        <div className={css['desk']}>
          <Door expired={expired} setExpired={setExpired} />
        </div>
      </DeskServicesProvider>
    </QueryClientProvider>
  );
}

interface DoorProps {
  readonly expired: boolean;
  readonly setExpired: (expired: boolean) => void;
}

function Door({ expired, setExpired }: DoorProps) {
  const { api } = useDeskServices();
  const queries = useQueryClient();
  const {
    data: session,
    error,
    refetch,
  } = useQuery({
    queryKey: deskKeys.session,
    queryFn: ({ signal }) => api.session(signal),
    staleTime: Infinity,
    gcTime: Infinity,
  });
  /** What one person was shown is not left for the next. */
  const forgetAnswers = () => {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== deskKeys.session[0] });
  };
  const enter = (next: Session) => {
    if (session?.account.id !== next.account.id) forgetAnswers();
    queries.setQueryData(deskKeys.session, next);
    setExpired(false);
    askFailedAgain(queries);
  };
  const leave = async () => {
    await api.signOut();
    forgetAnswers();
    queries.setQueryData(deskKeys.session, null);
    setExpired(false);
  };

  if (session === undefined) {
    if (error === null) return <Skeleton rows={4} label={shared.loading} />;
    return (
      <EmptyNote action={<Button onClick={() => void refetch()}>{states.retry}</Button>}>
        {failures[failureCode(error)]}
      </EmptyNote>
    );
  }
  if (session === null) return <SignInScreen onSignedIn={enter} proofHref={paths.proof} />;
  if (session.account.role === 'kader') {
    return <NoPermission displayName={session.account.displayName} signOut={() => void leave()} />;
  }
  return (
    <DeskSessionProvider value={session} key={session.account.id}>
      <DeskScreens signOut={leave} />
      {expired && <SignInAgain onSignedIn={enter} onClose={() => setExpired(false)} />}
    </DeskSessionProvider>
  );
}

/** For what failed for want of a session. A long list that is shown stays as it is. */
function askFailedAgain(queries: QueryClient): void {
  void queries.refetchQueries({
    predicate: ({ state, queryKey }) =>
      state.status === 'error' && (state.data === undefined || queryKey[1] !== 'list'),
  });
}

/** @param onExpired called when the server no longer knows the session */
function createQueries(api: PuskesmasApi, onExpired: () => void): QueryClient {
  const onError = async (failure: Error) => {
    if (failureCode(failure) !== 'not-signed-in') return;
    // It may be the late answer to a question asked before somebody signed in again.
    const session = await api.session().catch(() => undefined);
    if (session === null) onExpired();
    else if (session !== undefined) askFailedAgain(queries);
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => void onError(error) }),
    mutationCache: new MutationCache({ onError: (error) => void onError(error) }),
    defaultOptions: {
      // Asked even when the browser believes to be offline: the screen says what came of it,
      // and no decision waits unseen in a page that may be closed.
      queries: { networkMode: 'always', retry: retryOnce },
      mutations: { networkMode: 'always' },
    },
  });
  return queries;
}

/** Once more for what may pass by itself; a refusal stays a refusal. */
function retryOnce(failedBefore: number, error: Error): boolean {
  const code = failureCode(error);
  return failedBefore < 1 && (code === 'offline' || code === 'busy' || code === 'internal');
}
