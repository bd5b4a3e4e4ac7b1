/** Two or three sides of one thing, each a page of its own; going from one to the other leaves no trail for Back. */

import { Link } from 'wouter';
import css from './tabs.module.css';

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly { readonly href: string; readonly word: string }[];
  /** Address of the one shown. */
  readonly current: string;
}

export function Tabs({ label, tabs, current }: TabsProps) {
  return (
    <nav className={`${css['tabs']} screen-only`} aria-label={label}>
      {tabs.map(({ href, word }) => (
        <Link
          key={href}
          href={href}
          replace
          className={css['tab']}
          aria-current={href === current ? 'page' : undefined}
        >
          {word}
        </Link>
      ))}
    </nav>
  );
}
