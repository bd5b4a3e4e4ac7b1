/** Always there: which posyandu, what is not yet sent, when the puskesmas was last heard, and who is signed in. */

import { Link } from 'wouter';
import { formatCount, formatMoment } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { useSyncStatus } from '#client/live.ts';
import { useServices, type SignedIn, type SyncStatus } from '#client/services.ts';
import { paths } from './paths.ts';
import css from './shell.module.css';

export function TopBar({ signedIn }: { readonly signedIn: SignedIn }) {
  const { nowMs } = useServices();
  const status = useSyncStatus();
  return (
    <header className={`${css['top']} screen-only`}>
      {signedIn.practice && <p className={css['practice']}>{shared.practiceAbout}</p>}
      <div className={css['strip']}>
        <Link href={paths.unsent} className={css['sync']}>
          <span className={css['place']}>{signedIn.posyandu?.posyanduName}</span>
          <span className={css['state']}>
            {status.unsent === null ? (
              '\u00a0'
            ) : (
              <>
                <span className={status.unsent > 0 ? css['waiting'] : undefined}>
                  {text.status.unsent(formatCount(status.unsent))}
                </span>
                {' · '}
                {lately(status, nowMs())}
              </>
            )}
          </span>
        </Link>
        <Link
          href={paths.account}
          className={css['person']}
          aria-label={text.places.account(signedIn.displayName)}
        >
          <span aria-hidden="true">{signedIn.displayName.trim().charAt(0).toUpperCase()}</span>
        </Link>
      </div>
    </header>
  );
}

function lately(
  { loadingRows, running, obstacle, lastSyncAtMs }: SyncStatus,
  nowMs: number,
): string {
  if (loadingRows !== null) {
    return running || obstacle === null ? text.status.loading : text.status.loadStopped;
  }
  if (running) return text.status.running;
  if (lastSyncAtMs === null) return text.status.never;
  return text.status.last(formatMoment(lastSyncAtMs, nowMs));
}
