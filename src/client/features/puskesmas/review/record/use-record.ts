/** One record with its history, as the server has it. */

import { skipToken, useQuery } from '@tanstack/react-query';
import { deskKeys } from '#client/puskesmas-api/desk-keys.ts';
import { useDeskServices } from '#client/puskesmas-api/desk-services.ts';
import type { MutationId } from '#domain/ids.ts';

const FRESH_FOR_MS = 30_000;

/** @param mid `null` asks nothing */
export function useRecord(mid: MutationId | null) {
  const { api, nowMs } = useDeskServices();
  return useQuery({
    queryKey: [...deskKeys.details, mid],
    queryFn:
      mid === null
        ? skipToken
        : async ({ signal }) => {
            const askedAtMs = nowMs();
            return { ...(await api.record(mid, signal)), askedAtMs };
          },
    staleTime: FRESH_FOR_MS,
  });
}
