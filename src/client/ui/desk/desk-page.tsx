/** One screen of the desk: its title, how old its data is, and what is to be said before the content. */

import { useEffect, useRef, type ReactNode } from 'react';
import { formatMoment } from '#client/i18n/format.ts';
import { states } from '#client/i18n/puskesmas.ts';
import { shared } from '#client/i18n/shared.ts';
import { Button } from '#client/ui/button.tsx';
import css from './desk-page.module.css';

interface DeskPageProps {
  readonly title: string;
  /** When the server was last heard and how to ask again; without it the page shows nothing that ages. */
  readonly age?: {
    readonly heardAtMs: number;
    readonly nowMs: number;
    readonly refreshing: boolean;
    readonly refresh: () => void;
    /** One sentence why the last question was not answered; `null` when it was. */
    readonly trouble: string | null;
  };
  /** Beside the title. */
  readonly beside?: ReactNode;
  /** Fills the height and scrolls inside, as a long list does. */
  readonly fixed?: boolean;
  readonly children: ReactNode;
}

export function DeskPage({ title, age, beside, fixed = false, children }: DeskPageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${shared.appName}`;
    // The link that led here may be gone: a screen reader must hear where it is now.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <div className={fixed ? `${css['page']} ${css['fixed']}` : css['page']}>
      <header className={css['head']}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {beside !== undefined && <div className={css['beside']}>{beside}</div>}
        {age !== undefined && (
          <div className={css['age']}>
            <output className={age.trouble === null ? undefined : css['trouble']}>
              {age.heardAtMs > 0 && ageWords(age.heardAtMs, age.nowMs, age.trouble)}
            </output>
            <Button
              look="quiet"
              aria-disabled={age.refreshing}
              onClick={() => {
                if (!age.refreshing) age.refresh();
              }}
            >
              {age.refreshing ? states.refreshing : states.refresh}
            </Button>
          </div>
        )}
      </header>
      {children}
    </div>
  );
}

function ageWords(heardAtMs: number, nowMs: number, trouble: string | null): string {
  const moment = formatMoment(heardAtMs, nowMs);
  return trouble === null ? states.dataOf(moment) : states.stale(trouble, moment);
}
