/** The records of one filter, page by page, as they stand for this desk. */

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { deskKeys } from '#client/puskesmas-api/desk-keys.ts';
import { useDeskServices } from '#client/puskesmas-api/desk-services.ts';
import type { ReviewFilter } from '#client/puskesmas-api/puskesmas-api.ts';
import type { MutationId } from '#domain/ids.ts';
import type { ReviewRecord } from '#protocol/review.ts';
import { arrivedSince, standingRecords, totalStanding, type StampedPage } from './list-pages.ts';
import { useMarks } from './use-marks.ts';

const PAGE_RECORDS = 100;
const LOOK_FOR_NEW_EVERY_MS = 60_000;
/** Page keys of the server are never empty, so this one can stand for "from the newest on". */
const NEWEST = '';

export interface ReviewListView {
  readonly records: readonly ReviewRecord[];
  readonly mids: readonly MutationId[];
  readonly state: 'loading' | 'failed' | 'ready';
  /** Also set while older records are still shown. */
  readonly error: Error | null;
  /** All that match, loaded or not; `null` when the server stopped counting. */
  readonly total: number | null;
  readonly more: boolean;
  readonly loadingMore: boolean;
  /** When the server was last heard; 0 before. */
  readonly heardAtMs: number;
  /** How many arrived since; `more` when there may be others behind them. */
  readonly arrived: { readonly count: number; readonly more: boolean };
  readonly refreshing: boolean;
  /** Asks for the next page, unless it is on its way or has just failed. */
  readonly loadMore: () => void;
  /** Asks again for whatever failed. */
  readonly retry: () => void;
  /** Starts the list anew from the newest record. */
  readonly refresh: () => void;
  /** The same with what was already heard of new arrivals. */
  readonly showArrived: () => void;
}

/**
 * Rows never move by themselves: what arrives meanwhile is counted, and shown
 * when the reader asks for it.
 */
export function useReviewList(filter: ReviewFilter): ReviewListView {
  const { api, nowMs } = useDeskServices();
  const queries = useQueryClient();
  const marks = useMarks();

  const ask = async (after: string, signal: AbortSignal): Promise<StampedPage> => {
    const askedAtMs = nowMs();
    const page = { after: after === NEWEST ? null : after, limit: PAGE_RECORDS };
    return { ...(await api.records(filter, page, signal)), askedAtMs };
  };

  const list = useInfiniteQuery({
    queryKey: deskKeys.list(filter),
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: NEWEST,
    getNextPageParam: (page: StampedPage) => page.next,
    staleTime: Infinity,
    // Comparing every record of a hundred pages with itself at each new page costs more than it saves.
    structuralSharing: false,
  });
  const pages = list.data?.pages;
  const firstPage = pages?.[0];

  const newest = useQuery({
    queryKey: deskKeys.newest(filter),
    queryFn: ({ signal }) => ask(NEWEST, signal),
    enabled: firstPage !== undefined,
    staleTime: LOOK_FOR_NEW_EVERY_MS,
    refetchInterval: LOOK_FOR_NEW_EVERY_MS,
    ...(firstPage === undefined
      ? {}
      : { initialData: firstPage, initialDataUpdatedAt: list.dataUpdatedAt }),
  });

  const records = useMemo(
    () => standingRecords(pages ?? [], marks, filter.status),
    [pages, marks, filter.status],
  );
  const mids = useMemo(() => records.map(({ mid }) => mid), [records]);
  const arrived = useMemo(
    () => arrivedSince(pages ?? [], newest.data, marks),
    [pages, newest.data, marks],
  );

  const startFrom = (page: StampedPage) => {
    void queries.cancelQueries({ queryKey: deskKeys.list(filter) });
    queries.setQueryData<NonNullable<typeof list.data>>(deskKeys.list(filter), {
      pages: [page],
      pageParams: [NEWEST],
    });
  };
  const loadMore = () => {
    if (list.hasNextPage && !list.isFetching && !list.isFetchNextPageError) {
      void list.fetchNextPage();
    }
  };
  const refresh = async () => {
    const { data, isSuccess } = await newest.refetch();
    if (isSuccess) startFrom(data);
  };

  return {
    records,
    mids,
    state: pages !== undefined ? 'ready' : list.isError ? 'failed' : 'loading',
    error: list.error ?? newest.error,
    total: totalStanding(pages ?? [], records.length),
    more: list.hasNextPage,
    loadingMore: list.isFetchingNextPage,
    heardAtMs: Math.max(firstPage?.askedAtMs ?? 0, newest.data?.askedAtMs ?? 0),
    arrived,
    refreshing: newest.isFetching,
    loadMore,
    retry: () => {
      if (firstPage === undefined) void list.refetch();
      else if (list.isFetchNextPageError) void list.fetchNextPage();
      else void newest.refetch();
    },
    refresh: () => void refresh(),
    showArrived: () => {
      if (newest.data !== undefined) startFrom(newest.data);
    },
  };
}
