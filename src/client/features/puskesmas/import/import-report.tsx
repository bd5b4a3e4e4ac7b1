/** What became of the file: the counts, then the rows a person has to look at. */

import { useMemo, useState } from 'react';
import { formatCount } from '#client/i18n/format.ts';
import { importReasons } from '#client/i18n/puskesmas-reasons.ts';
import { importing as words } from '#client/i18n/puskesmas.ts';
import { Button } from '#client/ui/button.tsx';
import { SelectField } from '#client/ui/desk/select-field.tsx';
import { IMPORT_REASONS, type ImportRow, type ImportSummary } from '#protocol/import.ts';
import css from './import.module.css';

/** Enough to read; more are drawn when asked for. */
const ROWS_AT_FIRST = 200;

const COUNTS = [
  'rows',
  'childrenAdded',
  'childrenMatched',
  'measurementsAdded',
  'measurementsKnown',
  'refused',
] as const satisfies readonly (keyof ImportSummary)[];

type Filter = keyof typeof words.filters;
const FILTERS = ['attention', 'refused', 'all'] as const satisfies readonly Filter[];

const SHOWN: Readonly<Record<Filter, (row: ImportRow) => boolean>> = {
  attention: (row) => isRefused(row) || row.notes.length > 0,
  refused: isRefused,
  all: () => true,
};

interface ImportReportProps {
  readonly rows: readonly ImportRow[];
  /** `null` when the report broke off. */
  readonly summary: ImportSummary | null;
}

export function ImportReport({ rows, summary }: ImportReportProps) {
  const [filter, setFilter] = useState<Filter>('attention');
  const [all, setAll] = useState(false);
  const matching = useMemo(() => rows.filter(SHOWN[filter]), [rows, filter]);
  const shown = all ? matching : matching.slice(0, ROWS_AT_FIRST);
  return (
    <section className={css['report']} aria-label={words.report}>
      {summary !== null && (
        <dl className={css['counts']}>
          {COUNTS.map((name) => (
            <div key={name} className={css['count']}>
              <dt>{words.summary[name]}</dt>
              <dd>{formatCount(summary[name])}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className={css['choice']}>
        <SelectField
          label={words.show}
          value={filter}
          onValue={(value) => {
            setFilter(FILTERS.find((one) => one === value) ?? 'attention');
            setAll(false);
          }}
          options={FILTERS.map((one) => [one, words.filters[one]] as const)}
        />
        <span>{words.shownOf(shown.length, rows.length)}</span>
      </div>
      {shown.length === 0 ? (
        <p>{words.nothingToShow}</p>
      ) : (
        <table className={css['rows']}>
          <caption className="visually-hidden">{words.report}</caption>
          <thead>
            <tr>
              <th scope="col">{words.columns.row}</th>
              <th scope="col">{words.columns.outcome}</th>
              <th scope="col">{words.columns.why}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.row}>
                <th scope="row">{formatCount(row.row)}</th>
                <td className={isRefused(row) ? css['refused'] : undefined}>
                  {isRefused(row) && <span aria-hidden="true">! </span>}
                  {row.outcomes.map((outcome) => words.outcomes[outcome]).join(', ')}
                </td>
                <td>{whyOf(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown.length < matching.length && (
        <div>
          <Button onClick={() => setAll(true)}>{words.showAll}</Button>
        </div>
      )}
    </section>
  );
}

function isRefused(row: ImportRow): boolean {
  return row.outcomes.includes('refused');
}

function whyOf({ reason, notes }: ImportRow): string {
  const left = notes.map((note) => words.leftOut(reasonWords(note)));
  return [...(reason === null ? [] : [reasonWords(reason)]), ...left].join(' ');
}

function reasonWords(slug: string): string {
  return importReasons[IMPORT_REASONS.find((known) => known === slug) ?? 'other'];
}
