/** A row of a long list, whole row one target. Rows far off the screen cost no layout. */

import type { ReactNode } from 'react';
import { Link } from 'wouter';
import css from './list-row.module.css';

interface ListRowProps {
  readonly href: string;
  readonly title: string;
  readonly detail: ReactNode;
  readonly aside?: ReactNode;
}

export function ListRow({ href, title, detail, aside }: ListRowProps) {
  return (
    <li className={css['row']}>
      <Link href={href} className={css['link']}>
        <span className={css['words']}>
          <span className={css['title']}>{title}</span>
          <span className={css['detail']}>{detail}</span>
        </span>
        {aside !== undefined && <span className={css['aside']}>{aside}</span>}
      </Link>
    </li>
  );
}

export function List({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <ul className={css['list']} aria-label={label}>
      {children}
    </ul>
  );
}
