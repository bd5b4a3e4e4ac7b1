/** The two sides of a child's page. */

import { kader as text } from '#client/i18n/kader.ts';
import { Tabs } from '#client/ui/tabs.tsx';
import type { ChildId } from '#domain/ids.ts';
import { paths } from './paths.ts';

interface ChildTabsProps {
  readonly childId: ChildId;
  readonly current: string;
}

export function ChildTabs({ childId, current }: ChildTabsProps) {
  return (
    <Tabs
      label={text.childTabs.label}
      current={current}
      tabs={[
        { href: paths.child(childId), word: text.childTabs.growth },
        { href: paths.immunization(childId), word: text.childTabs.immunization },
      ]}
    />
  );
}
