/** What a screen shows that changes by itself: records, sync and sign-in, read so that the screen follows. */

import { useLiveQuery } from 'dexie-react-hooks';
import { useRef, useSyncExternalStore } from 'react';
import {
  useServices,
  type Loss,
  type Records,
  type SignedIn,
  type StorageControl,
  type SyncControl,
  type SyncStatus,
} from './services.ts';

/**
 * Reads records and reads again whenever they change, on this tab or another.
 *
 * @param key everything `read` depends on besides the records, as one text
 * @returns `undefined` until the first answer
 */
export function useRecords<T>(read: (records: Records) => Promise<T>, key = ''): T | undefined {
  const { records, sync } = useServices();
  const mayReadAtMs = useRef(-Infinity);
  const begun = useRef(0);
  // Dexie follows `await` only from a function that is itself `async`, and only what is wrapped so.
  return useLiveQuery(async () => {
    begun.current += 1;
    const mine = begun.current;
    await Promise.resolve(firstLoadMayGoOn(sync, mayReadAtMs.current));
    // What it waited for made it begin again, page after page: one reading of all that is enough.
    if (mine !== begun.current) throw new Overtaken();
    const beganMs = performance.now();
    const value = await read(records);
    const nowMs = performance.now();
    mayReadAtMs.current =
      nowMs + Math.max(LOADING_READ_EVERY_MS, LOADING_READ_SHARE * (nowMs - beganMs));
    return value;
  }, [records, sync, key]);
}

/** Nobody hears of it: a live query that began anew has no ear for how it ended before. */
class Overtaken extends Error {}

/**
 * A first load changes everything, page by page; reading it all for each page
 * would take longer than the load. A count says meanwhile that it goes on. On a
 * slow phone, which reads long, it is read more seldom: most of its time belongs
 * to the load.
 */
const LOADING_READ_EVERY_MS = 8_000;
const LOADING_READ_SHARE = 10;

/** Resolves at once, but while a first load is under way: then at the time given, or when its run ends. */
function firstLoadMayGoOn(sync: SyncControl, mayReadAtMs: number): Promise<void> | undefined {
  const { running, loadingRows } = sync.status();
  const waitMs = mayReadAtMs - performance.now();
  if (waitMs <= 0 || !running || loadingRows === null) return undefined;
  return new Promise((resolve) => {
    const goOn = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(goOn, waitMs);
    const stop = sync.subscribe(() => {
      if (!sync.status().running) goOn();
    });
  });
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
