/** The child's history around the record that is open: findings, chart, every measurement. */

import { useMemo } from 'react';
import { recordView as words } from '#client/i18n/puskesmas-review.ts';
import { useDeskServices } from '#client/puskesmas-api/desk-services.ts';
import { GrowthCharts } from '#client/ui/growth-chart/growth-charts.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import { isGrowthEvent, type ChildEvent } from '#domain/child-event.ts';
import type { ChildProfile } from '#domain/child.ts';
import { effectiveMeasurements } from '#domain/growth-event.ts';
import { assessGrowth } from '#domain/growth/assess-growth.ts';
import type { ReviewRecord } from '#protocol/review.ts';
import { sameValues } from './find-original.ts';
import { GrowthFindings } from './growth-findings.tsx';
import { HistoryTable } from './history-table.tsx';

interface RecordHistoryProps {
  readonly record: ReviewRecord;
  readonly child: ChildProfile;
  /** `null` while they are on their way. */
  readonly events: readonly ChildEvent[] | null;
}

export function RecordHistory({ record, child, events }: RecordHistoryProps) {
  const { today } = useDeskServices();
  const measurements = useMemo(
    () => (events === null ? [] : effectiveMeasurements(events.filter(isGrowthEvent))),
    [events],
  );
  if (events === null) return <Skeleton rows={2} label={words.loadingHistory} />;

  const { measurement } = record;
  const assessment =
    measurement === null ? null : assessGrowth(child, measurements, measurement.measuredOn);
  const assessed = assessment?.assessed ?? null;
  // Once corrected, the record's own values are no longer what the findings speak of.
  const stillCounts =
    measurement !== null && assessed !== null && sameValues(assessed.measurement, measurement);
  return (
    <>
      {stillCounts && assessment !== null && <GrowthFindings assessment={assessment} />}
      {measurements.length > 0 && (
        <section aria-label={words.chart}>
          <GrowthCharts
            child={child}
            measurements={measurements}
            today={measurement?.measuredOn ?? today()}
          />
        </section>
      )}
      <section aria-label={words.history}>
        <h3>{words.history}</h3>
        {measurements.length === 0 ? (
          <p>{measurement === null ? words.historyNone : words.historyEmpty}</p>
        ) : (
          <HistoryTable
            child={child}
            measurements={measurements}
            highlight={measurement?.measuredOn ?? null}
          />
        )}
      </section>
    </>
  );
}
