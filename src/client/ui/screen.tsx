/** One screen: its title, the way back, its content, and the main action held at the bottom. */

import { useLayoutEffect, useRef, type ReactNode } from 'react';
import css from './screen.module.css';

interface ScreenProps {
  readonly title: string;
  /** Under the title, quieter. */
  readonly about?: ReactNode;
  readonly back?: { readonly label: string; readonly go: () => void } | undefined;
  /** Stays above the keyboard and the bar of places, and covers nothing. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export function Screen({ title, about, back, action, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    // The link that led here is gone: a screen reader must hear where it is now.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={css['screen']}>
      <div className={css['scroll']} data-scroll>
        <div className={css['page']}>
          <header className={css['head']}>
            {back !== undefined && (
              <button
                type="button"
                className={`${css['back']} screen-only`}
                aria-label={back.label}
                onClick={back.go}
              >
                <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
                  <path d="M15 4 7 12l8 8" fill="none" stroke="currentColor" strokeWidth="2.5" />
                </svg>
              </button>
            )}
            <div className={css['titles']}>
              <h1 ref={heading} tabIndex={-1}>
                {title}
              </h1>
              {about !== undefined && <div className={css['about']}>{about}</div>}
            </div>
          </header>
          <div className={css['body']}>{children}</div>
        </div>
      </div>
      {action !== undefined && (
        <div className={`${css['bar']} screen-only`}>
          <div className={`${css['page']} ${css['action']}`}>{action}</div>
        </div>
      )}
    </div>
  );
}
