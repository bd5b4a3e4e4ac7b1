/** How far the first load of a posyandu has come, and what holds it up, on every screen that would otherwise say too little or too much. */

import { formatCount } from './i18n/format.ts';
import { kader } from './i18n/kader.ts';
import { useSyncStatus } from './live.ts';
import { useServices, type SyncStatus } from './services.ts';
import { Button } from './ui/button.tsx';
import { LoadProgress } from './ui/load-progress.tsx';
import { Notice } from './ui/notice.tsx';
import css from './first-load.module.css';

const text = kader.today;

interface FirstLoadProps {
  /** Changes taken when the screen was read. */
  readonly rows: number;
}

export function FirstLoad({ rows }: FirstLoadProps) {
  const { loadingRows, loadingPart, running, queued, obstacle } = useSyncStatus();
  const heldUpBy = running ? null : obstacle;
  const soFar = loadingRows ?? rows;
  const words = (percent: number | null) => {
    if (heldUpBy !== null && soFar === 0) return text.nothingLoaded;
    return text[heldUpBy === null ? 'loading' : 'loadStopped'](
      formatCount(soFar),
      percent === null ? null : formatCount(percent),
    );
  };
  return (
    <section className={css['load']} aria-label={text.loadingLabel}>
      <LoadProgress label={text.loadingLabel} part={loadingPart} words={words} />
      {heldUpBy !== null && <HeldUp by={heldUpBy} queued={queued} />}
    </section>
  );
}

type Obstacle = NonNullable<SyncStatus['obstacle']>;

/** Asking again is of no use there. */
const NEEDS_A_PERSON: ReadonlySet<Obstacle> = new Set(['signed-out', 'update-needed']);

function HeldUp({ by, queued }: { readonly by: Obstacle; readonly queued: boolean }) {
  const { sync } = useServices();
  return (
    <Notice
      tone="watch"
      announce="soon"
      actions={
        !NEEDS_A_PERSON.has(by) && (
          <Button
            aria-disabled={queued}
            onClick={() => {
              if (!queued) void sync.syncNow();
            }}
          >
            {queued ? text.loadQueued : text.loadAgain}
          </Button>
        )
      }
    >
      {text.loadObstacle[by]}
    </Notice>
  );
}
