/** Every weighing of the child with where its record stands; what was corrected or taken back stays visible. */

import { useState } from 'react';
import { formatAge, formatDate } from '#client/i18n/format.ts';
import { growth } from '#client/i18n/growth.ts';
import { kader } from '#client/i18n/kader.ts';
import type { AttentionItem } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { measurementWords } from '#client/ui/measurement-words.ts';
import { RecordSign } from '#client/ui/record-sign.tsx';
import type { EventId } from '#domain/ids.ts';
import type { HistoryChange, HistoryEntry } from './history.ts';
import css from './child.module.css';

const text = growth.history;

/** Half a year is looked at often; the rest is one tap away. */
const SHOWN_FIRST = 6;

export type ReasonWords = (item: Pick<AttentionItem, 'state'>) => string;

interface HistoryListProps {
  readonly entries: readonly HistoryEntry[];
  readonly bornOn: string;
  /** Why a record came back, as a sentence. */
  readonly reasonWords: ReasonWords;
  readonly onCorrect: (id: EventId) => void;
  readonly onUndo: (entry: HistoryEntry) => void;
}

export function HistoryList({ entries, ...props }: HistoryListProps) {
  const [all, setAll] = useState(false);
  const shown = all ? entries : entries.slice(0, SHOWN_FIRST);
  return (
    <section className={css['history']}>
      <h2>{text.title}</h2>
      {entries.length === 0 && <p>{text.empty}</p>}
      <ol className={css['entries']} aria-label={text.title}>
        {shown.map((entry) => (
          <Entry key={entry.id} entry={entry} {...props} />
        ))}
      </ol>
      {shown.length < entries.length && (
        <Button wide className="screen-only" onClick={() => setAll(true)}>
          {text.all(entries.length)}
        </Button>
      )}
    </section>
  );
}

interface EntryProps extends Omit<HistoryListProps, 'entries'> {
  readonly entry: HistoryEntry;
}

function Entry({ entry, bornOn, reasonWords, onCorrect, onUndo }: EntryProps) {
  const { value: measurement, deciding, changes, voided, counts } = entry;
  const day = formatDate(measurement.measuredOn);
  const words = measurementWords(measurement);
  const replaced = !counts && deciding.state.state === 'corrected';
  const open = !voided && !replaced;
  const back = entry.answers !== null;
  return (
    <li className={css['entry']}>
      <div className={css['entry-head']}>
        <h3>{day}</h3>
        <RecordSign state={deciding.state.state} />
      </div>
      <p>
        {formatAge(bornOn, measurement.measuredOn)} · {open ? words : <del>{words}</del>}
      </p>
      {changes.length === 1 && <Returned view={deciding} reasonWords={reasonWords} />}
      {!counts && <p className={css['quiet']}>{replaced ? text.replaced : text.notCounted}</p>}
      {changes.length > 1 && (
        <ul className={css['changes']} aria-label={text.versions}>
          {changes.map((change) => (
            <Change
              key={change.view.mid}
              change={change}
              stands={change.value === measurement && !voided}
              reasonWords={reasonWords}
            />
          ))}
        </ul>
      )}
      {open && (
        <div className={`${css['actions']} screen-only`}>
          <Button
            look={back ? 'main' : 'quiet'}
            aria-label={text.correctOf(day)}
            onClick={() => onCorrect(entry.id)}
          >
            {kader.correct.open}
          </Button>
          <Button look="quiet" aria-label={text.undoOf(day)} onClick={() => onUndo(entry)}>
            {kader.undo.open}
          </Button>
        </div>
      )}
    </li>
  );
}

interface ChangeProps {
  readonly change: HistoryChange;
  /** Its values are the ones that count. */
  readonly stands: boolean;
  readonly reasonWords: ReasonWords;
}

function Change({ change, stands, reasonWords }: ChangeProps) {
  const { view, value: measurement, reason } = change;
  const values = measurement === null ? null : measurementWords(measurement);
  const said =
    reason === null
      ? text.first
      : measurement === null
        ? text.voided(reason)
        : text.corrected(reason);
  return (
    <li>
      <p>
        {said}
        {values !== null && <> · {stands ? values : <del>{values}</del>}</>}
      </p>
      <RecordSign state={view.state.state} />
      <Returned view={view} reasonWords={reasonWords} />
      {!view.counts && <p className={css['quiet']}>{text.notCounted}</p>}
    </li>
  );
}

function Returned({
  view,
  reasonWords,
}: Pick<ChangeProps, 'reasonWords'> & { readonly view: HistoryChange['view'] }) {
  const { state } = view;
  if (state.state !== 'returned' && state.state !== 'quarantined') return null;
  return (
    <p className={css['returned']}>
      <span aria-hidden="true">! </span>
      {reasonWords({ state })}
    </p>
  );
}
