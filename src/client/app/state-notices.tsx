/** What stands in the way of a good posyandu day, said on the first screen with what to do about it. */

import { useEffect, useState } from 'react';
import { ageWords, formatCount, formatPlainDate } from '#client/i18n/format.ts';
import { kader as text } from '#client/i18n/kader.ts';
import {
  useRefusal,
  useServerDay,
  useSignedIn,
  useStorageTrouble,
  useSyncStatus,
} from '#client/live.ts';
import { useServices } from '#client/services.ts';
import { Button } from '#client/ui/button.tsx';
import { Notice } from '#client/ui/notice.tsx';
import { paths } from './paths.ts';
import { useGo } from './use-go.ts';
import css from './shell.module.css';

/** Below this the phone begins to refuse writes of other apps too. */
const LOW_STORAGE_BYTES = 30_000_000;

/** One posyandu day and the night after it. */
const OLD_UNSENT_MS = 24 * 60 * 60_000;

export function StateNotices() {
  const { obstacle } = useSyncStatus();
  const freeBytes = useFreeBytes();
  return (
    <div className={css['notices']}>
      {obstacle === 'update-needed' && <Notice tone="watch">{text.notice.updateNeeded}</Notice>}
      <OldUnsentNotice />
      <WrongDateNotice />
      {freeBytes !== null && freeBytes < LOW_STORAGE_BYTES && (
        <Notice tone="watch">
          {text.notice.storageLow(formatCount(Math.floor(freeBytes / 1_000_000)))}
        </Notice>
      )}
    </div>
  );
}

/** Whatever keeps it from going: after a day it is said on the first screen. */
function OldUnsentNotice() {
  const { nowMs } = useServices();
  const go = useGo();
  const { unsent, oldestUnsentAtMs } = useSyncStatus();
  if (unsent === null || unsent === 0 || oldestUnsentAtMs === null) return null;
  const age = nowMs() - oldestUnsentAtMs;
  if (age <= OLD_UNSENT_MS) return null;
  return (
    <Notice
      tone="watch"
      actions={<Button onClick={() => go.to(paths.unsent)}>{text.notice.openUnsent}</Button>}
    >
      {text.notice.oldUnsent(formatCount(unsent), ageWords(age))}
    </Notice>
  );
}

/** On every screen of records: reading goes on, saving waits for the newer build. */
export function ReadOnlyNotice() {
  if (useStorageTrouble() !== 'read-only') return null;
  return (
    <div className={css['prompt']}>
      <Notice
        tone="act"
        announce="soon"
        actions={<Button onClick={() => location.reload()}>{text.broken.reload}</Button>}
      >
        {text.notice.readOnly}
      </Notice>
    </div>
  );
}

/**
 * A form was turned away, and is gone from the screen now that the page is the
 * other account's: said on whatever stands there, until read or until the one
 * who typed it is back.
 */
export function TurnedAwayNotice() {
  const { session } = useServices();
  const refusal = useRefusal();
  const signedIn = useSignedIn();
  if (refusal === null) return null;
  const { posyanduId } = refusal;
  const isShown = signedIn?.grants.some((grant) => grant.posyanduId === posyanduId);
  // The form still stands, and says it itself.
  if (isShown === true && signedIn?.role === 'kader') return null;
  return (
    <div className={css['prompt']}>
      <Notice
        tone="act"
        announce="now"
        actions={
          <Button onClick={() => session.acknowledgeRefusal()}>{text.turnedAway.understood}</Button>
        }
      >
        {text.turnedAway[signedIn === null ? 'signed-out' : 'other-account']}
      </Notice>
    </div>
  );
}

/** Also shown at the scale, where a wrong day does its harm. */
export function WrongDateNotice() {
  const { today } = useServices();
  const serverDay = useServerDay();
  if (serverDay === null) return null;
  return (
    <Notice tone="watch">
      {text.notice.wrongDate(formatPlainDate(today()), formatPlainDate(serverDay))}
    </Notice>
  );
}

function useFreeBytes(): number | null {
  const { storage } = useServices();
  const [freeBytes, setFreeBytes] = useState<number | null>(null);
  useEffect(() => {
    let gone = false;
    const ask = async () => {
      const answer = await storage.freeBytes();
      if (!gone) setFreeBytes(answer);
    };
    void ask();
    return () => {
      gone = true;
    };
  }, [storage]);
  return freeBytes;
}
