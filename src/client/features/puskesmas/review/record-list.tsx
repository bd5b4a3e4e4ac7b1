/** The list of records: thousands of rows, of which only those in sight are drawn. */

import { useEffect, useId, type RefObject } from 'react';
import { review as words } from '#client/i18n/puskesmas-review.ts';
import type { MutationId } from '#domain/ids.ts';
import type { ReviewRecord } from '#protocol/review.ts';
import { RecordRow } from './record-row.tsx';
import { useScrollWindow, useStable } from './use-scroll-window.ts';
import css from './record-list.module.css';

/** How near the end of what is loaded the next page is asked for. */
const AHEAD_ROWS = 40;

const COLUMNS = ['select', 'arrived', 'child', 'place', 'values', 'status', 'flags'] as const;

interface RecordListProps {
  readonly grid: RefObject<HTMLTableElement | null>;
  readonly records: readonly ReviewRecord[];
  /** Matching records, loaded or not; `null` when nobody counted. */
  readonly total: number | null;
  readonly activeIndex: number;
  readonly open: MutationId | null;
  readonly picked: ReadonlySet<MutationId>;
  readonly canPick: boolean;
  readonly nowMs: number;
  readonly loadingMore: boolean;
  readonly onOpen: (mid: MutationId, index: number) => void;
  readonly onToggle: (mid: MutationId, index: number) => void;
  readonly onNearEnd: () => void;
}

export function RecordList(props: RecordListProps) {
  const { grid, records, total, activeIndex, open, picked, canPick, nowMs } = props;
  const { loadingMore, onNearEnd } = props;
  const id = useId();
  const { scroller, onScroll, from, to, rowHeight } = useScrollWindow(records.length, activeIndex);

  useEffect(() => {
    if (to >= records.length - AHEAD_ROWS) onNearEnd();
  });

  const onOpen = useStable(props.onOpen);
  const onToggle = useStable(props.onToggle);
  const rowId = (mid: MutationId) => `${id}-${mid}`;
  const isActiveDrawn = activeIndex >= from && activeIndex < to;
  const active = isActiveDrawn ? records[activeIndex] : undefined;
  return (
    <div ref={scroller} className={css['scroller']} onScroll={onScroll}>
      <table
        ref={grid}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a table moved through by keys is what the grid role is for
        role="grid"
        tabIndex={0}
        className={open === null ? css['grid'] : `${css['grid']} ${css['beside']}`}
        aria-label={words.listLabel}
        aria-rowcount={total === null ? -1 : total + 1}
        aria-multiselectable={canPick}
        aria-activedescendant={active === undefined ? undefined : rowId(active.mid)}
        aria-busy={loadingMore}
      >
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={css[column]}>
                {column === 'select' ? (
                  <span className="visually-hidden">{words.columns.select}</span>
                ) : (
                  words.columns[column]
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={from * rowHeight} />
          {records.slice(from, to).map((record, offset) => (
            <RecordRow
              key={record.mid}
              id={rowId(record.mid)}
              record={record}
              index={from + offset}
              active={from + offset === activeIndex}
              open={record.mid === open}
              picked={canPick ? picked.has(record.mid) : null}
              nowMs={nowMs}
              onOpen={onOpen}
              onToggle={onToggle}
            />
          ))}
          <Spacer height={(records.length - to) * rowHeight} />
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows that are not drawn. */
function Spacer({ height }: { readonly height: number }) {
  return height === 0 ? null : (
    <tr aria-hidden="true" className={css['spacer']} style={{ height }} />
  );
}
