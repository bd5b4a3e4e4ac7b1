/** One row a posyandu, sorted by whatever the reader asks. */

import { useState } from 'react';
import { Link } from 'wouter';
import { formatCount, formatMoment } from '#client/i18n/format.ts';
import { posyandu as words } from '#client/i18n/puskesmas.ts';
import { SILENT_AFTER_DAYS, type PosyanduList } from '#protocol/review.ts';
import { AttentionList } from './attention-list.tsx';
import { attentionOf } from './attention.ts';
import { DAY_MS } from './days.ts';
import { sortPosyandu, type SortKey } from './sort-posyandu.ts';
import css from './posyandu.module.css';

type Row = PosyanduList['posyandu'][number];

interface PosyanduTableProps {
  readonly rows: readonly Row[];
  /** The current month in words. */
  readonly month: string;
  readonly nowMs: number;
}

export function PosyanduTable({ rows, month, nowMs }: PosyanduTableProps) {
  const [sort, setSort] = useState<SortKey>('name');
  const heads: readonly (readonly [SortKey, string])[] = [
    ['name', words.columns.name],
    ['lastSync', words.columns.lastSync],
    ['children', words.columns.children],
    ['weighed', words.columns.weighed(month)],
    ['waiting', words.columns.waiting],
    ['onPhones', words.columns.onPhones],
    ['attention', words.columns.attention],
  ];
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
  return (
    <table className={css['table']}>
      <caption className="visually-hidden">{words.tableLabel}</caption>
      <thead>
        <tr>
          {heads.map(([key, word]) => (
            <th
              key={key}
              scope="col"
              aria-sort={sort === key ? (key === 'name' ? 'ascending' : 'other') : undefined}
            >
              <button type="button" title={words.sortBy(word)} onClick={() => setSort(key)}>
                {word}
                <span aria-hidden="true">{sort === key ? ' ▾' : ''}</span>
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sortPosyandu(rows, sort).map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {row.name}
              <span className={css['village']}>{row.villageName}</span>
            </th>
            <td>
              <LastSync atMs={row.lastSyncAtMs} nowMs={nowMs} />
            </td>
            <td>{formatCount(row.children)}</td>
            <td>
              <Share part={row.weighedThisMonth} whole={row.children} />
            </td>
            <td>
              {row.waiting === 0 ? (
                formatCount(0)
              ) : (
                <Link
                  href={`/puskesmas?posyandu=${row.id}`}
                  aria-label={words.openWaiting(row.waiting, row.name)}
                >
                  {formatCount(row.waiting)}
                </Link>
              )}
            </td>
            <td>{formatCount(row.waitingOnPhones)}</td>
            <td>
              <AttentionList posyandu={row} items={attentionOf(row, nowMs)} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.total}</th>
          <td>{words.none}</td>
          <td>{formatCount(sum((row) => row.children))}</td>
          <td>
            <Share part={sum((row) => row.weighedThisMonth)} whole={sum((row) => row.children)} />
          </td>
          <td>{formatCount(sum((row) => row.waiting))}</td>
          <td>{formatCount(sum((row) => row.waitingOnPhones))}</td>
          <td>{words.needing(rows.filter((row) => isNeeding(row, nowMs)).length)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** What may still settle by itself asks for nobody. */
function isNeeding(row: Row, nowMs: number): boolean {
  return attentionOf(row, nowMs).some(({ tone }) => tone !== null);
}

function Share({ part, whole }: { readonly part: number; readonly whole: number }) {
  if (whole === 0) return <span>{words.none}</span>;
  return (
    <>
      <span className={css['share']}>{words.share(part, whole)}</span>
      <span className={css['percent']}>{words.percent(part, whole)}</span>
    </>
  );
}

function LastSync({ atMs, nowMs }: { readonly atMs: number | null; readonly nowMs: number }) {
  if (atMs === null) return <span className={css['silent']}>? {words.never}</span>;
  const days = Math.floor((nowMs - atMs) / DAY_MS);
  if (days < SILENT_AFTER_DAYS) return <span>{formatMoment(atMs, nowMs)}</span>;
  return <span className={css['silent']}>! {words.daysAgo(days)}</span>;
}
