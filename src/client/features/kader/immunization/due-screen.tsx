/** Imunisasi bulan ini: whom to call to the midwife, the most urgent first. */

import { FirstLoad } from '#client/first-load.tsx';
import { formatCount, formatMonth } from '#client/i18n/format.ts';
import { doses } from '#client/i18n/kader-immunization.ts';
import { kader } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { useRecords } from '#client/live.ts';
import { useServices } from '#client/services.ts';
import { LongList } from '#client/ui/long-list.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import { StatusSign } from '#client/ui/status-sign.tsx';
import { monthOf } from '#domain/dates.ts';
import type { ChildId } from '#domain/ids.ts';
import { dueThisMonth, type DueKind } from './due-list.ts';
import { DueRow, KIND_LOOK } from './due-row.tsx';
import { useRegion } from './use-region.ts';
import css from './immunization.module.css';

const text = doses.month;

interface DueScreenProps {
  readonly onBack: () => void;
  readonly cardHref: (childId: ChildId) => string;
}

export function DueScreen({ onBack, cardHref }: DueScreenProps) {
  const today = useServices().today();
  const region = useRegion();
  const found = useRecords(async (records) => {
    const loadingRows = await records.loadingRows();
    const [children, events] = await Promise.all([records.children(), records.immunizations()]);
    // Doses come after their children: until then every child would be called zero-dose.
    const due = loadingRows === null ? dueThisMonth(children, events, { today, region }) : [];
    return { loadingRows, children: children.length, due };
  }, `${today} ${region}`);
  const head = {
    title: text.title,
    about: formatMonth(monthOf(today)),
    back: { label: kader.back, go: onBack },
  };
  if (found === undefined) {
    return (
      <Screen {...head}>
        <Skeleton rows={6} label={shared.loading} />
      </Screen>
    );
  }
  const { due, loadingRows } = found;
  if (loadingRows !== null) {
    return (
      <Screen {...head}>
        <FirstLoad rows={loadingRows} />
      </Screen>
    );
  }
  return (
    <Screen {...head}>
      {due.length === 0 ? (
        <p className={css['nobody']}>{found.children === 0 ? text.noChildren : text.none}</p>
      ) : (
        <>
          <section className={css['counts']} aria-label={text.counts(formatCount(due.length))}>
            <p>
              <strong>{text.counts(formatCount(due.length))}</strong>
            </p>
            <ul>
              <Count kind="zero-dose" of={due} words={text.zeroDose} />
              <Count kind="late" of={due} words={text.late} />
              <Count kind="due" of={due} words={text.due} />
            </ul>
          </section>
          <LongList
            name="immunization"
            label={text.list}
            rows={due}
            renderRow={(row) => (
              <DueRow key={row.child.id} row={row} today={today} href={cardHref(row.child.id)} />
            )}
          />
        </>
      )}
    </Screen>
  );
}

interface CountProps {
  readonly kind: DueKind;
  readonly of: readonly { readonly kind: DueKind }[];
  readonly words: (count: string) => string;
}

function Count({ kind, of, words }: CountProps) {
  const count = of.filter((row) => row.kind === kind).length;
  if (count === 0) return null;
  return (
    <li>
      <StatusSign {...KIND_LOOK[kind]} word={words(formatCount(count))} />
    </li>
  );
}
