/** A list of hundreds: its first rows at once, the rest right after, and the place where the thumb left it. */

import { useDeferredValue, type ReactNode } from 'react';
import { List } from './list-row.tsx';
import { leftAt, useScrollMemory } from './use-scroll-memory.ts';

/** More than fit on any phone. */
const AT_ONCE = 20;

interface LongListProps<Row> {
  /** Names the list for scroll memory. */
  readonly name: string;
  readonly label: string;
  readonly rows: readonly Row[];
  readonly renderRow: (row: Row) => ReactNode;
}

/** `renderRow` returns memoised elements with a key, so that typing into a search draws only what changed. */
export function LongList<Row>({ name, label, rows, renderRow }: LongListProps<Row>) {
  const first = leftAt(name) > 0 ? rows : rows.slice(0, AT_ONCE);
  const drawn = useDeferredValue(rows, first);
  useScrollMemory(name, drawn.length === rows.length);
  return <List label={label}>{drawn.map(renderRow)}</List>;
}
