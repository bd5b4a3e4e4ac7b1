/** Opens a screen about one child once the phone has found it. */

import type { ReactNode } from 'react';
import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { useRecords } from '#client/live.ts';
import type { ChildView, EventView } from '#client/services.ts';
import { Notice } from '#client/ui/notice.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import type { ChildId } from '#domain/ids.ts';

interface ChildGateProps {
  readonly childId: ChildId;
  readonly onBack: () => void;
  readonly children: (child: ChildView, events: readonly EventView[]) => ReactNode;
}

export function ChildGate({ childId, onBack, children }: ChildGateProps) {
  const found = useRecords(
    async (records) => ({
      child: await records.child(childId),
      events: await records.eventsOf(childId),
    }),
    childId,
  );
  if (found === undefined) return <Skeleton rows={4} label={shared.loading} />;
  if (found.child === null) {
    return (
      <Screen title={text.noChild.title} back={{ label: text.back, go: onBack }}>
        <Notice tone="unknown">{text.noChild.about}</Notice>
      </Screen>
    );
  }
  return children(found.child, found.events);
}
