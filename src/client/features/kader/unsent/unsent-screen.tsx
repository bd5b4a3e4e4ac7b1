/** What still lies on this phone only, what stands in its way, and whether the phone can be trusted to keep it. */

import { useEffect, useState } from 'react';
import { ageWords, formatCount, formatMoment } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import { shared } from '#client/i18n/shared.ts';
import { useRecords, useSyncStatus } from '#client/live.ts';
import { useServices, type HeldView, type OutboxView, type SyncStatus } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import { Screen } from '#client/ui/screen.tsx';
import { Skeleton } from '#client/ui/skeleton.tsx';
import css from './unsent.module.css';

/** Beyond this a weighing around midnight can land on the wrong day, and signing in may fail. */
const CLOCK_MARGIN_MS = 10 * 60_000;

interface UnsentScreenProps {
  readonly onBack: () => void;
  readonly onSignIn: () => void;
  /** Why the server's rules kept a record, as a sentence. */
  readonly reasonOf: (item: { readonly state: Kept }) => string;
}

type Kept = Extract<HeldView['state'], { state: 'quarantined' }>;

export function UnsentScreen({ onBack, onSignIn, reasonOf }: UnsentScreenProps) {
  const { sync, nowMs } = useServices();
  const status = useSyncStatus();
  const entries = useRecords((records) => records.outbox());
  return (
    <Screen
      title={text.sending.title}
      back={{ label: text.back, go: onBack }}
      action={
        <Button
          look="main"
          wide
          aria-disabled={status.running || status.queued}
          onClick={() => {
            if (!status.running && !status.queued) void sync.syncNow();
          }}
        >
          {sendingWords(status)}
        </Button>
      }
    >
      <p aria-live="polite">
        {status.lastSyncAtMs === null
          ? text.sending.never
          : text.sending.last(formatMoment(status.lastSyncAtMs, nowMs()))}
      </p>
      {status.obstacle !== null && (
        <Notice
          tone="watch"
          actions={
            status.obstacle === 'signed-out' && (
              <Button onClick={onSignIn}>{text.signIn.again}</Button>
            )
          }
        >
          {text.sending.obstacle[status.obstacle]}
        </Notice>
      )}
      <WrongClockNotice />
      {entries === undefined && <Skeleton rows={3} label={shared.loading} />}
      {entries?.length === 0 && (
        <p>{status.lastSyncAtMs === null ? text.sending.noneYet : text.sending.none}</p>
      )}
      {entries !== undefined && entries.length > 0 && (
        <section className={css['waiting']}>
          <h2>{text.sending.waiting(formatCount(entries.length))}</h2>
          {status.oldestUnsentAtMs !== null && (
            <p>{text.sending.oldest(ageWords(nowMs() - status.oldestUnsentAtMs))}</p>
          )}
          <ul className={css['entries']}>
            {entries.map((entry) => (
              <Entry key={entry.mid} entry={entry} nowMs={nowMs()} />
            ))}
          </ul>
        </section>
      )}
      <HeldAtPuskesmas reasonOf={reasonOf} />
      {status.bytesThisMonth !== null && (
        <section className={css['waiting']}>
          <h2>{text.sending.dataTitle}</h2>
          <p>{text.sending.data(formatCount(Math.ceil(status.bytesThisMonth / 1_000)))}</p>
        </section>
      )}
      <StorageState />
    </Screen>
  );
}

function sendingWords({ running, queued }: SyncStatus): string {
  if (running) return text.sending.running;
  return queued ? text.sending.queued : text.sending.now;
}

function Entry({ entry, nowMs }: { readonly entry: OutboxView; readonly nowMs: number }) {
  return (
    <li className={css['entry']}>
      <strong>{entry.childName ?? text.attention.unknownChild}</strong>
      <span>
        {text.operation(entry.op)} · {formatMoment(entry.savedAtMs, nowMs)}
      </span>
      {entry.tries > 0 && (
        <span className={css['tries']}>
          {text.sending.tried(formatCount(entry.tries))}
          {entry.lastError !== null && ` · ${text.sending.lastError(entry.lastError)}`}
        </span>
      )}
    </li>
  );
}

/** The clock of the puskesmas is known, and this one is off by more than people notice. */
function WrongClockNotice() {
  const { serverOffsetMs } = useSyncStatus();
  if (serverOffsetMs === null || Math.abs(serverOffsetMs) <= CLOCK_MARGIN_MS) return null;
  return (
    <Notice tone="watch">
      {text.sending.wrongClock(ageWords(Math.abs(serverOffsetMs)), serverOffsetMs > 0)}
    </Notice>
  );
}

/** Sent, but not taken up as it stands: it waits for another record, or for a person. */
function HeldAtPuskesmas({ reasonOf }: Pick<UnsentScreenProps, 'reasonOf'>) {
  const held = useRecords((records) => records.held());
  if (held === undefined || held.length === 0) return null;
  return (
    <section className={css['waiting']}>
      <h2>{text.sending.held(formatCount(held.length))}</h2>
      <ul className={css['entries']}>
        {held.map(({ mid, op, childName, state }) => (
          <li key={mid} className={css['entry']}>
            <strong>{childName ?? text.attention.unknownChild}</strong>
            <span>{text.operation(op)}</span>
            <span className={css['tries']}>
              {state.state === 'parked' ? text.sending.parked : reasonOf({ state })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Whether the browser promised to keep the data, and how much room is left. */
function StorageState() {
  const { storage } = useServices();
  const [state, setState] = useState<{
    readonly persisted: 'yes' | 'no' | 'unknown';
    readonly freeBytes: number | null;
  }>();
  useEffect(() => {
    let gone = false;
    const ask = async () => {
      const persisted = await storage.persisted();
      const freeBytes = await storage.freeBytes();
      if (!gone) setState({ persisted, freeBytes });
    };
    void ask();
    return () => {
      gone = true;
    };
  }, [storage]);
  if (state === undefined) return null;
  return (
    <section className={css['waiting']}>
      <h2>{text.storage.title}</h2>
      <p>{text.storage.persisted[state.persisted]}</p>
      {state.freeBytes !== null && (
        <p>{text.storage.free(formatCount(Math.floor(state.freeBytes / 1_000_000)))}</p>
      )}
    </section>
  );
}
