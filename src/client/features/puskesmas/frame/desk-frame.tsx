/** The desk around every screen: where one is, where one can go, and whether this is practice. */

import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { desk as words } from '#client/i18n/puskesmas.ts';
import { shared } from '#client/i18n/shared.ts';
import { useDeskSession } from '#client/puskesmas-api/desk-services.ts';
import css from './desk-frame.module.css';

interface Place {
  readonly href: string;
  readonly word: string;
  /** Said after the word, such as how far an import is. */
  readonly note?: string | undefined;
}

interface DeskFrameProps {
  readonly places: readonly Place[];
  readonly children: ReactNode;
}

export function DeskFrame({ places, children }: DeskFrameProps) {
  const session = useDeskSession();
  const [here] = useLocation();
  return (
    <div className={css['frame']}>
      <a className={css['skip']} href="#isi">
        {words.skip}
      </a>
      <header className={css['rail']}>
        <div className={css['brand']}>
          <span className={css['name']}>{shared.appName}</span>
          {session.puskesmas !== null && <span>{session.puskesmas.name}</span>}
        </div>
        {session.practice && (
          <p className={css['practice']} title={words.practiceHint}>
            {shared.practice}
          </p>
        )}
        <nav aria-label={words.nav.label}>
          <ul className={css['places']}>
            {places.map(({ href, word, note }) => (
              <li key={href}>
                <Link
                  href={href}
                  className={css['place'] ?? ''}
                  aria-current={here === href ? 'page' : undefined}
                >
                  {word}
                  {note !== undefined && <span className={css['note']}>{note}</span>}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <p className={css['person']}>{session.account.displayName}</p>
      </header>
      <main className={css['main']} id="isi" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
