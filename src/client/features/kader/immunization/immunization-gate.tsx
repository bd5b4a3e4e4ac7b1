/** Opens a screen about one child's immunization once the phone has found it. */

import { useMemo, type ReactNode } from 'react';
import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { useRecords } from '#client/live.ts';
import type { ChildView } from '#client/services.ts';
import { Notice } from '#client/ui/notice.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import type { ChildId } from '#domain/ids.ts';
import { doseRecords, type DoseRecord } from './card.ts';

interface ImmunizationGateProps {
  readonly childId: ChildId;
  readonly onBack: () => void;
  readonly children: (child: ChildView, records: readonly DoseRecord[]) => ReactNode;
}

export function ImmunizationGate({ childId, onBack, children }: ImmunizationGateProps) {
  const found = useRecords(
    async (records) => ({
      child: await records.child(childId),
      events: await records.immunizationsOf(childId),
    }),
    childId,
  );
  const records = useMemo(() => doseRecords(found?.events ?? []), [found]);
  if (found === undefined) return <Skeleton rows={5} label={shared.loading} />;
  if (found.child === null) {
    return (
      <Screen title={text.noChild.title} back={{ label: text.back, go: onBack }}>
        <Notice tone="unknown">{text.noChild.about}</Notice>
      </Screen>
    );
  }
  return children(found.child, records);
}
