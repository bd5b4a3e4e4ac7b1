/** What each key does. */

import css from './key-list.module.css';

export function KeyList({ keys }: { readonly keys: readonly (readonly [string, string])[] }) {
  return (
    <dl className={css['keys']}>
      {keys.map(([key, what]) => (
        <div key={key} className={css['row']}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
