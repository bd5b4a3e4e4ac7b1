/** What a screen shows that changes by itself: records, sync and sign-in, read so that the screen follows. */

import { useObservable } from 'dexie-react-hooks';
import { useRef, useSyncExternalStore } from 'react';
import { withSameParts } from './data/same-parts.ts';
import { after, restInShare, watch, type Rest } from './data/watch.ts';
import {
  useServices,
  type Loss,
  type Records,
  type Refusal,
  type SignedIn,
  type StorageControl,
  type SyncControl,
  type SyncStatus,
} from './services.ts';

/**
 * Reads records and reads again whenever they change, on this tab or another: at
 * once after one change, more seldom while they go on changing.
 *
 * @param key everything `read` depends on besides the records, as one text
 * @returns `undefined` until the first answer
 */
export function useRecords<T>(read: (records: Records) => Promise<T>, key = ''): T | undefined {
  const { records, sync } = useServices();
  const shown = useRef<T>(undefined);
  return useObservable(() => {
    const query = () => read(records);
    return {
      subscribe(onValue: (value: T) => void, onError = nobodyAsks) {
        const onReading = (value: T) => {
          shown.current = shown.current === undefined ? value : withSameParts(shown.current, value);
          onValue(shown.current);
        };
        return watch(query, onReading, onError, restBetween(sync));
      },
      hasValue: () => false,
    };
  }, [records, sync, key]);
}

function nobodyAsks(_error: unknown): void {}

/**
 * A first load changes everything, page by page; reading it all for each page
 * would take longer than the load. A count says meanwhile that it goes on. On a
 * slow phone, which reads long, it is read more seldom: most of its time belongs
 * to the load.
 */
const LOADING_READ_EVERY_MS = 8_000;
const LOADING_READ_SHARE = 10;

function restBetween(sync: SyncControl): Rest {
  return (last, goOn) => {
    const { running, loadingRows } = sync.status();
    if (!running || loadingRows === null) return restInShare(last, goOn);
    const restMs = Math.max(LOADING_READ_EVERY_MS, LOADING_READ_SHARE * last.tookMs);
    const waitMs = last.endedMs + restMs - performance.now();
    return waitMs <= 0 ? null : untilRunEnds(sync, waitMs, goOn);
  };
}

/** In so many ms, or when the run of sync is over. */
function untilRunEnds(sync: SyncControl, waitMs: number, goOn: () => void): () => void {
  const over = () => {
    giveUp();
    goOn();
  };
  const cancel = after(waitMs, over);
  const stop = sync.subscribe(() => {
    if (!sync.status().running) over();
  });
  const giveUp = () => {
    cancel();
    stop();
  };
  return giveUp;
}

export function useSyncStatus(): SyncStatus {
  const { sync } = useServices();
  return useSyncExternalStore(sync.subscribe, sync.status);
}

/** `undefined` while the phone is still reading it, `null` when nobody is signed in. */
export function useSignedIn(): SignedIn | null | undefined {
  const { session } = useServices();
  return useSyncExternalStore(session.subscribe, session.current);
}

/** Why the last failed save was turned away; `null` when it was not. */
export function useRefusal(): Refusal | null {
  const { session } = useServices();
  return useSyncExternalStore(session.subscribe, session.refusal);
}

/** Why records cannot be read, or only read; `null` when all is well. */
export function useStorageTrouble(): ReturnType<StorageControl['trouble']> {
  const { storage } = useServices();
  return useSyncExternalStore(storage.subscribe, storage.trouble);
}

/** That the phone's records were lost, until somebody has read it. */
export function useLoss(): Loss | null {
  const { storage } = useServices();
  return useSyncExternalStore(storage.subscribe, storage.loss);
}

/** A clock this far off puts a weighing on the wrong day. */
const WRONG_CLOCK_MS = 12 * 60 * 60 * 1000;

/** The calendar day as the server's clock has it, where the phone's is far off; else `null`. */
export function useServerDay(): string | null {
  const { nowMs } = useServices();
  const { serverOffsetMs } = useSyncStatus();
  if (serverOffsetMs === null || Math.abs(serverOffsetMs) < WRONG_CLOCK_MS) return null;
  const there = new Date(nowMs() + serverOffsetMs);
  return `${there.getFullYear()}-${two(there.getMonth() + 1)}-${two(there.getDate())}`;
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}

/** The last day a record may bear: a phone whose date was set back must not refuse the right one. */
export function useLatestDay(): string {
  const { today } = useServices();
  const serverDay = useServerDay();
  const phoneDay = today();
  return serverDay !== null && serverDay > phoneDay ? serverDay : phoneDay;
}
