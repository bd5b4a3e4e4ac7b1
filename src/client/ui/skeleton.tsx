/** Grey bars where rows will be; seen only when the phone needs longer than 200 ms. */

import css from './skeleton.module.css';

export function Skeleton({ rows, label }: { readonly rows: number; readonly label: string }) {
  return (
    <output className={css['skeleton']}>
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={css['bar']} />
      ))}
    </output>
  );
}
