/** How each posyandu stands: when it last sent, whom it weighed, what waits. */

import { useQuery } from '@tanstack/react-query';
import { formatMonth } from '#client/i18n/format.ts';
import { failures, posyandu as words, states } from '#client/i18n/puskesmas.ts';
import { shared } from '#client/i18n/shared.ts';
import { failureCode } from '#client/puskesmas-api/api-failure.ts';
import { deskKeys } from '#client/puskesmas-api/desk-keys.ts';
import { useDeskServices } from '#client/puskesmas-api/desk-services.ts';
import { localDate } from '#client/puskesmas-api/local-date.ts';
import { Button } from '#client/ui/button.tsx';
import { DeskPage } from '#client/ui/desk/desk-page.tsx';
import { EmptyNote } from '#client/ui/desk/empty-note.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import { monthOf } from '#domain/dates.ts';
import type { PosyanduList } from '#protocol/review.ts';
import { PosyanduTable } from './posyandu-table.tsx';

const ASK_AGAIN_EVERY_MS = 60_000;

export function PosyanduScreen() {
  const { api, nowMs, today } = useDeskServices();
  const { data, dataUpdatedAt, error, isFetching, refetch } = useQuery({
    queryKey: deskKeys.posyandu,
    queryFn: ({ signal }) => api.posyandu(signal),
    staleTime: ASK_AGAIN_EVERY_MS / 2,
    refetchInterval: ASK_AGAIN_EVERY_MS,
  });
  const month = formatMonth(monthOf(today()));
  return (
    <DeskPage
      title={words.title}
      age={{
        heardAtMs: dataUpdatedAt,
        nowMs: nowMs(),
        refreshing: isFetching,
        refresh: () => void refetch(),
        trouble: error === null || data === undefined ? null : failures[failureCode(error)],
      }}
      beside={data === undefined ? undefined : heard(data, month, monthOf(today()))}
    >
      {data === undefined ? (
        error === null ? (
          <Skeleton rows={5} label={shared.loading} />
        ) : (
          <EmptyNote action={<Button onClick={() => void refetch()}>{states.retry}</Button>}>
            {failures[failureCode(error)]}
          </EmptyNote>
        )
      ) : data.posyandu.length === 0 ? (
        <EmptyNote>{words.empty}</EmptyNote>
      ) : (
        <PosyanduTable rows={data.posyandu} month={month} nowMs={nowMs()} />
      )}
    </DeskPage>
  );
}

/** How many of the figures below can be trusted to be of this month. */
function heard({ posyandu }: PosyanduList, month: string, isoMonth: string): string | undefined {
  if (posyandu.length === 0) return undefined;
  const sent = posyandu.filter(
    ({ lastSyncAtMs }) => lastSyncAtMs !== null && monthOf(localDate(lastSyncAtMs)) === isoMonth,
  );
  return words.heard(sent.length, posyandu.length, month);
}
