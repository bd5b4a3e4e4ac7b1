/** How each posyandu stands: children, weighed this month, what waits here and on the phones, what needs somebody. */

import { addDays, addMonths, addToMonth, monthOf } from '#domain/dates.ts';
import { effectiveMeasurements, type GrowthEvent } from '#domain/growth-event.ts';
import type { PosyanduId } from '#domain/ids.ts';
import { SILENT_AFTER_DAYS, type PosyanduList } from '#protocol/review.ts';
import type { Reach, ReviewStore } from './store.ts';

const UNDER_FIVE_MONTHS = 60;
const DAY_MS = 86_400_000;

/** @param today ISO date at the puskesmas at `nowMs`; its month is the one counted */
export async function posyanduOverview(
  store: ReviewStore,
  reach: Reach,
  { today, nowMs }: { readonly today: string; readonly nowMs: number },
): Promise<PosyanduList> {
  const bornAfter = addMonths(today, -UNDER_FIVE_MONTHS);
  const month = monthOf(today);
  const from = `${month}-01`;
  const to = addDays(`${addToMonth(month, 1)}-01`, -1);
  const [standings, measured] = await Promise.all([
    store.posyandu(reach, {
      bornAfter,
      nowMs,
      silentBeforeMs: nowMs - SILENT_AFTER_DAYS * DAY_MS,
    }),
    store.eventsMeasured(reach, { from, to, bornAfter }),
  ]);
  const byPosyandu = Map.groupBy(measured, ({ posyanduId }) => posyanduId);
  const weighedIn = (id: PosyanduId) =>
    childrenWeighed(
      (byPosyandu.get(id) ?? []).map(({ event }) => event),
      month,
    );
  return {
    server: 'siposyandu',
    posyandu: standings.map((standing) => ({
      ...standing,
      weighedThisMonth: weighedIn(standing.id),
    })),
  };
}

/** Children with a weight that counts in that month: after amendments, not voided. */
function childrenWeighed(events: readonly GrowthEvent[], month: string): number {
  const weighed = effectiveMeasurements(events).filter(
    ({ voided, measurement }) =>
      !voided && measurement.weightGrams !== null && monthOf(measurement.measuredOn) === month,
  );
  return new Set(weighed.map(({ childId }) => childId)).size;
}
