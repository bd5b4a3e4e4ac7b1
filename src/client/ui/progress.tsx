/** How far along, as a bar beside its words. */

import css from './progress.module.css';

interface ProgressProps {
  readonly label: string;
  /** 0 to 1; `null` when nobody can say. */
  readonly part: number | null;
}

export function Progress({ label, part }: ProgressProps) {
  return (
    <progress
      className={css['progress']}
      aria-label={label}
      max={1}
      {...(part === null ? {} : { value: part })}
    />
  );
}
