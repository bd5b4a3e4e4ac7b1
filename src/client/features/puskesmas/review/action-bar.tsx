/** The line above the list: what is picked and what can be done with it, or what was just done. Its height never changes. */

import { formatCount } from '#client/i18n/format.ts';
import { decisions as words, review } from '#client/i18n/puskesmas-review.ts';
import { failures } from '#client/i18n/puskesmas.ts';
import { Button } from '#client/ui/button.tsx';
import type { Decision } from './allowed-decisions.ts';
import type { DecisionNews, DecisionOrder } from './use-decisions.ts';
import css from './review.module.css';

interface ActionBarProps {
  readonly picked: number;
  readonly allowed: readonly Decision[];
  /** Loaded records nobody is warned of; `null` where picking them makes no sense. */
  readonly plain: number | null;
  readonly total: string;
  readonly news: DecisionNews | null;
  readonly arrived: { readonly count: number; readonly more: boolean };
  readonly onDecide: (decision: Decision) => void;
  readonly onPickPlain: () => void;
  readonly onClear: () => void;
  /** `null` while nothing is filtered. */
  readonly onClearFilters: (() => void) | null;
  readonly onUndo: () => void;
  readonly onAgain: (order: DecisionOrder) => void;
  readonly onShowArrived: () => void;
}

export function ActionBar(props: ActionBarProps) {
  const { picked, allowed, plain, total, news, arrived } = props;
  return (
    <div className={css['bar']}>
      {picked > 0 ? (
        <>
          <strong>{words.selected(picked)}</strong>
          {allowed.map((decision) => (
            <DecisionButton
              key={decision}
              decision={decision}
              onDecide={() => props.onDecide(decision)}
            />
          ))}
          <Button look="quiet" title={words.clearTitle} onClick={props.onClear}>
            {words.clear}
          </Button>
        </>
      ) : (
        <>
          <span className={css['total']}>{total}</span>
          {props.onClearFilters !== null && (
            <Button look="quiet" onClick={props.onClearFilters}>
              {review.clearFilters}
            </Button>
          )}
          {plain !== null && plain > 0 && (
            <Button title={words.selectPlainHint} onClick={props.onPickPlain}>
              {words.selectPlain(plain)}
            </Button>
          )}
          {arrived.count > 0 && (
            <Button onClick={props.onShowArrived}>
              {review.newArrivals(`${formatCount(arrived.count)}${arrived.more ? '+' : ''}`)}
            </Button>
          )}
        </>
      )}
      <News news={news} onUndo={props.onUndo} onAgain={props.onAgain} />
    </div>
  );
}

interface DecisionButtonProps {
  readonly decision: Decision;
  readonly onDecide: () => void;
}

export function DecisionButton({ decision, onDecide }: DecisionButtonProps) {
  const look = decision === 'approve' ? 'main' : 'plain';
  return (
    <Button look={look} title={words.titles[decision]} onClick={onDecide}>
      {words.verbs[decision]}
    </Button>
  );
}

interface NewsProps {
  readonly news: DecisionNews | null;
  readonly onUndo: () => void;
  readonly onAgain: (order: DecisionOrder) => void;
}

function News({ news, onUndo, onAgain }: NewsProps) {
  return (
    <output className={css['news']}>
      {news?.kind === 'sending' && words.sending(news.count)}
      {news?.kind === 'done' && (
        <>
          <span>
            {news.order.mids.length > 0 && words.done[news.order.decision](news.order.mids.length)}
            {news.already > 0 && ` ${words.already(news.already)}`}
          </span>
          {news.undoable && (
            <Button title={words.undoTitle} onClick={onUndo}>
              {words.undo}
            </Button>
          )}
        </>
      )}
      {news?.kind === 'failed' && (
        <>
          <span className={css['failed']} title={failures[news.code]}>
            <span aria-hidden="true">! </span>
            {words.failed(news.order.mids.length, failures[news.code])}
          </span>
          <Button onClick={() => onAgain(news.order)}>{words.again}</Button>
        </>
      )}
    </output>
  );
}
