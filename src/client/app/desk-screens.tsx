/** The places of the desk and what stands in each. */

import { Link, Route, Switch } from 'wouter';
import { AccountScreen } from '#client/features/puskesmas/account/account-screen.tsx';
import { DeskFrame } from '#client/features/puskesmas/frame/desk-frame.tsx';
import { ImportScreen } from '#client/features/puskesmas/import/import-screen.tsx';
import { useImportJob } from '#client/features/puskesmas/import/use-import-job.ts';
import { PosyanduScreen } from '#client/features/puskesmas/posyandu/posyandu-screen.tsx';
import { ReviewScreen } from '#client/features/puskesmas/review/review-screen.tsx';
import { desk as words, importing } from '#client/i18n/puskesmas.ts';
import { EmptyNote } from '#client/ui/desk/empty-note.tsx';
import { paths } from './paths.ts';

const REVIEW = '/puskesmas';
const POSYANDU = '/puskesmas/posyandu';
const IMPORT = '/puskesmas/impor';
const ACCOUNT = '/puskesmas/akun';

export function DeskScreens({ signOut }: { readonly signOut: () => Promise<void> }) {
  // Held here, so that an import goes on while its reader looks at something else.
  const job = useImportJob();
  const progress = job.state.kind === 'running' ? job.state.progress : null;
  const places = [
    { href: REVIEW, word: words.nav.review },
    { href: POSYANDU, word: words.nav.posyandu },
    {
      href: IMPORT,
      word: words.nav.import,
      note: progress === null ? undefined : importing.navProgress(progress.done, progress.total),
    },
    { href: ACCOUNT, word: words.nav.account },
  ];
  return (
    <DeskFrame places={places}>
      <Switch>
        <Route path={REVIEW}>
          <ReviewScreen />
        </Route>
        <Route path={POSYANDU}>
          <PosyanduScreen />
        </Route>
        <Route path={IMPORT}>
          <ImportScreen job={job} />
        </Route>
        <Route path={ACCOUNT}>
          <AccountScreen signOut={signOut} proofHref={paths.proof} />
        </Route>
        <Route>
          <EmptyNote action={<Link href={REVIEW}>{words.toReview}</Link>}>
            {words.notFound}
          </EmptyNote>
        </Route>
      </Switch>
    </DeskFrame>
  );
}
