/** The result of a child's last measurement with its chart, read from the phone: shown after Simpan. */

import { useMemo } from 'react';
import { useRecords } from '#client/live.ts';
import { useServices } from '#client/services.ts';
import { GrowthCharts } from '#client/ui/growth-chart/growth-charts.tsx';
import { assessGrowth } from '#domain/growth/assess-growth.ts';
import type { ChildId } from '#domain/ids.ts';
import { countingMeasurements } from './history.ts';
import { ResultCard } from './result-card.tsx';

export function GrowthResultCard({ childId }: { readonly childId: ChildId }) {
  const { today } = useServices();
  const found = useRecords(
    async (records) => ({
      child: await records.child(childId),
      events: await records.eventsOf(childId),
    }),
    childId,
  );
  const measurements = useMemo(() => countingMeasurements(found?.events ?? []), [found]);
  if (found === undefined || found.child === null) return null;
  const { profile } = found.child;
  const on = today();
  return (
    <>
      <ResultCard assessment={assessGrowth(profile, measurements, on)} child={profile} />
      <GrowthCharts child={profile} measurements={measurements} today={on} />
    </>
  );
}
