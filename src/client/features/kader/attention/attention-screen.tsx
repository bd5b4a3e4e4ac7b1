/** Tugas: what came back from the puskesmas, why, and the way to put it right. */

import type { ReactNode } from 'react';
import { FirstLoad } from '#client/first-load.tsx';
import {
  formatCm,
  formatDate,
  formatKg,
  formatMoment,
  formatPartialDate,
} from '#client/i18n/format.ts';
import { immunization } from '#client/i18n/immunization.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { useRecords, useSyncStatus } from '#client/live.ts';
import { useServices, type AttentionItem } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { RecordSign } from '#client/ui/record-sign.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import { useScrollMemory } from '#client/ui/use-scroll-memory.ts';
import type { Immunization } from '#domain/immunization/immunization-record.ts';
import type { Measurement } from '#domain/measurement.ts';
import { reasonWords } from './reason-words.ts';
import css from './attention.module.css';

interface AttentionScreenProps {
  readonly onCorrect: (item: AttentionItem) => void;
  readonly onOpenUnsent: () => void;
}

export function AttentionScreen({ onCorrect, onOpenUnsent }: AttentionScreenProps) {
  const found = useRecords(async (records) => ({
    loadingRows: await records.loadingRows(),
    items: await records.attention(),
  }));
  const items = found?.items;
  const loadingRows = found?.loadingRows ?? null;
  const { unsent } = useSyncStatus();
  useScrollMemory('attention', items !== undefined);
  return (
    <Screen title={text.attention.title}>
      {items === undefined && <Skeleton rows={3} label={shared.loading} />}
      {loadingRows !== null && <FirstLoad rows={loadingRows} />}
      {items?.length === 0 && loadingRows === null && <p>{text.attention.none}</p>}
      {items !== undefined && items.length > 0 && (
        <ul className={css['items']}>
          {items.map((item) => (
            <Item key={item.mid} item={item} onCorrect={onCorrect} />
          ))}
        </ul>
      )}
      {unsent !== null && (
        <Button wide onClick={onOpenUnsent}>
          {text.attention.openUnsent(unsent)}
        </Button>
      )}
    </Screen>
  );
}

interface ItemProps {
  readonly item: AttentionItem;
  readonly onCorrect: (item: AttentionItem) => void;
}

function Item({ item, onCorrect }: ItemProps) {
  const { nowMs } = useServices();
  return (
    <li className={css['item']}>
      <div className={css['head']}>
        <h2>{item.childName ?? text.attention.unknownChild}</h2>
        <RecordSign state={item.state.state} />
      </div>
      <p className={css['what']}>
        {text.operation(item.op)}
        {item.measurement !== null && ` · ${formatDate(item.measurement.measuredOn)}`}
        {item.immunization !== null && ` · ${formatPartialDate(item.immunization.givenOn)}`}
      </p>
      {item.measurement !== null && <p>{values(item.measurement)}</p>}
      {item.immunization !== null && <p>{doseValues(item.immunization)}</p>}
      <p className={css['reason']}>{reasonWords(item)}</p>
      {item.decidedAtMs !== null && (
        <p className={css['what']}>{formatMoment(item.decidedAtMs, nowMs())}</p>
      )}
      {item.childId === null ? (
        <p>{text.attention.askPuskesmas}</p>
      ) : (
        <Button look="main" wide onClick={() => onCorrect(item)}>
          {again(item.op)}
        </Button>
      )}
    </li>
  );
}

function again(op: string): string {
  if (op === 'measure.void') return text.attention.recordAgain;
  return op === 'immun.void' ? text.attention.immunizeAgain : text.correct.open;
}

function doseValues({ product, source, lotNumber, givenBy }: Immunization): string {
  return [
    product,
    immunization.source[source],
    lotNumber === null ? [] : text.attention.lot(lotNumber),
    givenBy ?? [],
  ]
    .flat()
    .join(' · ');
}

function values({
  weightGrams,
  lengthMm,
  position,
  headMm,
  muacMm,
  oedema,
}: Measurement): ReactNode {
  const said: string[] = [];
  if (weightGrams !== null) said.push(`${formatKg(weightGrams)} kg`);
  if (lengthMm !== null) {
    const how = position === null ? '' : ` (${shared.position[position].toLowerCase()})`;
    said.push(`${formatCm(lengthMm)} cm${how}`);
  }
  if (headMm !== null) said.push(text.attention.head(formatCm(headMm)));
  if (muacMm !== null) said.push(text.attention.muac(formatCm(muacMm)));
  if (oedema === true) said.push(shared.field.oedema.toLowerCase());
  return said.join(' · ');
}
