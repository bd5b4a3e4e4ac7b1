/** The places of the kader's half, under the thumb. */

import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { formatCount } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { useRecords } from '#client/live.ts';
import { paths } from './paths.ts';
import css from './shell.module.css';

export function BottomBar() {
  const waiting = useRecords(async (records) => (await records.attention()).length) ?? 0;
  return (
    <nav className={`${css['bottom']} screen-only`} aria-label={text.places.label}>
      <Place href={paths.today} word={text.places.today} icon="M4 11 12 4l8 7v9h-5v-6H9v6H4z" />
      <Place
        href={paths.children}
        word={text.places.children}
        icon="M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 21c0-5 3.5-7 8-7s8 2 8 7z"
      />
      <Place href={paths.tasks} word={text.places.tasks} icon="M5 3h14v18H5zM8 9l2 2 4-4M8 16h8">
        {waiting > 0 && (
          <span className={css['badge']}>
            <span aria-hidden="true">{formatCount(waiting)}</span>
            <span className="visually-hidden">
              {text.places.tasksWaiting(formatCount(waiting))}
            </span>
          </span>
        )}
      </Place>
    </nav>
  );
}

interface PlaceProps {
  readonly href: string;
  readonly word: string;
  readonly icon: string;
  readonly children?: ReactNode;
}

function Place({ href, word, icon, children }: PlaceProps) {
  const [here] = useLocation();
  return (
    <Link href={href} className={css['tab']} aria-current={here === href ? 'page' : undefined}>
      <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
        <path d={icon} fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" />
      </svg>
      <span>{word}</span>
      {children}
    </Link>
  );
}
