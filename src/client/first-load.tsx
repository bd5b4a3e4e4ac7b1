/** How far the first load of a posyandu has come, on every screen that would otherwise say too little or too much. */

import { formatCount } from './i18n/format.ts';
import { kader } from './i18n/kader.ts';
import { useSyncStatus } from './live.ts';
import { LoadProgress } from './ui/load-progress.tsx';
import css from './first-load.module.css';

const text = kader.today;

interface FirstLoadProps {
  /** Changes taken when the screen was read. */
  readonly rows: number;
}

export function FirstLoad({ rows }: FirstLoadProps) {
  const { loadingRows, loadingPart } = useSyncStatus();
  return (
    <section className={css['load']} aria-label={text.loadingLabel}>
      <LoadProgress
        label={text.loadingLabel}
        part={loadingPart}
        words={(percent) =>
          text.loading(
            formatCount(loadingRows ?? rows),
            percent === null ? null : formatCount(percent),
          )
        }
      />
    </section>
  );
}
