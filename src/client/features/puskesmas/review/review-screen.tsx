/** Tinjauan: what arrived from the posyandu, judged, decided, answered. */

import { useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { review as words } from '#client/i18n/puskesmas-review.ts';
import { failures } from '#client/i18n/puskesmas.ts';
import { shared } from '#client/i18n/shared.ts';
import { failureCode } from '#client/puskesmas-api/api-failure.ts';
import { useDeskServices } from '#client/puskesmas-api/desk-services.ts';
import { dayStartMs } from '#client/puskesmas-api/local-date.ts';
import type { ReviewFilter } from '#client/puskesmas-api/puskesmas-api.ts';
import { Button } from '#client/ui/button.tsx';
import { DeskPage } from '#client/ui/desk/desk-page.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import { ActionBar } from './action-bar.tsx';
import { FilterRow } from './filter-row.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { ListEmpty, ListFailure } from './list-notes.tsx';
import { RecordList } from './record-list.tsx';
import { RecordPane } from './record-pane.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import {
  isNarrowed,
  readView,
  REVIEW_PATH,
  withoutNarrowing,
  writeView,
  type ReviewView,
} from './review-view.ts';
import { useReviewDesk } from './use-review-desk.ts';
import { useReviewKeys } from './use-review-keys.ts';
import css from './review.module.css';

export function ReviewScreen() {
  const view = readView(useSearch());
  // Picks and the place in the list belong to one filter; another one starts anew.
  return <FilteredReview key={JSON.stringify(view.filter)} view={view} />;
}

function FilteredReview({ view }: { readonly view: ReviewView }) {
  const [, navigate] = useLocation();
  const { nowMs } = useDeskServices();
  const grid = useRef<HTMLTableElement>(null);
  const firstFilter = useRef<HTMLSelectElement>(null);
  const [helpShown, setHelpShown] = useState(false);
  const desk = useReviewDesk(
    view,
    (next, how) => navigate(`${REVIEW_PATH}${writeView(next)}`, how),
    grid,
  );
  const { list, activeIndex, draft } = desk;
  const active = list.mids[activeIndex];
  const now = nowMs();
  const setFilter = (filter: ReviewFilter) =>
    navigate(`${REVIEW_PATH}${writeView({ filter, open: null })}`);
  const trouble =
    list.error === null || list.state !== 'ready' ? null : failures[failureCode(list.error)];

  useReviewKeys({
    move: desk.move,
    open: () => desk.openRow(active, activeIndex),
    close: desk.close,
    toggle: () => desk.toggle(active, activeIndex),
    approve: () => desk.decide('approve'),
    giveBack: () => desk.decide('return'),
    undo: desk.undo,
    toFilters: () => firstFilter.current?.focus(),
    help: () => setHelpShown(true),
  });

  return (
    <DeskPage
      fixed
      title={words.title}
      beside={
        <Button look="quiet" onClick={() => setHelpShown(true)}>
          {words.help}
        </Button>
      }
      age={{
        heardAtMs: list.heardAtMs,
        nowMs: now,
        refreshing: list.refreshing,
        refresh: trouble === null ? list.refresh : list.retry,
        trouble,
      }}
    >
      <FilterRow filter={view.filter} onFilter={setFilter} first={firstFilter} />
      <ActionBar
        picked={desk.picked.length}
        allowed={desk.allowed}
        plain={desk.plain?.length ?? null}
        total={list.total === null ? words.totalMore : words.total(list.total)}
        news={desk.news}
        arrived={list.arrived}
        onDecide={(decision) => desk.decide(decision)}
        onPickPlain={() => desk.pick(desk.plain ?? [])}
        onClear={desk.clear}
        onClearFilters={
          isNarrowed(view.filter) ? () => setFilter(withoutNarrowing(view.filter)) : null
        }
        onUndo={desk.undo}
        onAgain={(order) => void desk.again(order)}
        onShowArrived={list.showArrived}
      />
      <div className={view.open === null ? css['desk'] : `${css['desk']} ${css['withDetail']}`}>
        <div className={css['list']}>
          {list.state === 'loading' && <Skeleton rows={8} label={shared.loading} />}
          {list.state === 'failed' && <ListFailure error={list.error} onRetry={list.retry} />}
          {list.state === 'ready' && list.records.length === 0 && !list.more && (
            <ListEmpty filter={view.filter} />
          )}
          {list.state === 'ready' && (list.records.length > 0 || list.more) && (
            <RecordList
              grid={grid}
              records={list.records}
              total={list.total}
              activeIndex={activeIndex}
              open={view.open}
              picked={desk.pickedSet}
              canPick={desk.allowed.length > 0}
              nowMs={dayStartMs(now)}
              loadingMore={list.loadingMore}
              onOpen={desk.openRow}
              onToggle={desk.toggle}
              onNearEnd={list.loadMore}
            />
          )}
        </div>
        {view.open !== null && (
          <RecordPane
            key={view.open}
            mid={view.open}
            listed={list.records.find(({ mid }) => mid === view.open) ?? null}
            onDecide={desk.decide}
            onClose={desk.close}
            onOpen={desk.openOther}
          />
        )}
      </div>
      {draft?.shown === true && (
        <ReturnDialog
          count={draft.mids.length}
          kinds={draft.kinds}
          reason={draft.reason}
          onReason={desk.typeReason}
          onReturn={desk.sendDraft}
          onClose={desk.hideDraft}
        />
      )}
      {helpShown && <HelpDialog onClose={() => setHelpShown(false)} />}
    </DeskPage>
  );
}
