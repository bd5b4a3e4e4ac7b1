/** What was sent, as it was sent: for a record the server could not apply. */

import { recordView as words } from '#client/i18n/puskesmas-review.ts';
import css from './record.module.css';

export function SentValues({ sent }: { readonly sent: Readonly<Record<string, unknown>> }) {
  const rows = flatten(sent['payload'] ?? sent);
  return (
    <details>
      <summary>{words.sent}</summary>
      <dl className={`${css['facts']} ${css['sent']}`}>
        {rows.map(([path, text]) => (
          <div key={path}>
            <dt>{path}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** A field this build does not know keeps its own name. */
const NAMES = new Map<string, string>(Object.entries(words.sentFields));
const nameOf = (field: string) => NAMES.get(field) ?? field;

/** Every leaf with the names that lead to it. */
function flatten(value: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof value !== 'object' || value === null) return [[path, leaf(value)]];
  return Object.entries(value).flatMap(([name, inner]) =>
    flatten(inner, path === '' ? nameOf(name) : `${path} › ${nameOf(name)}`),
  );
}

function leaf(value: unknown): string {
  if (value === null || value === undefined || value === '') return words.none;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
