/** Keeps what is being typed on the phone, so that back, a reload, a kill or an update loses nothing. */

import { useCallback, useEffect, useRef, useState } from 'react';
import * as z from 'zod/mini';

export interface DraftStore {
  draft(key: string): Promise<unknown>;
  saveDraft(key: string, value: Readonly<Record<string, string>>): Promise<void>;
  deleteDraft(key: string): Promise<void>;
}

/** Typed text rests at most this long in memory only. */
const SAVE_AFTER_MS = 500;

/** Day of the draft, kept among its fields. */
const DAY_FIELD = '_on';

const savedSchema = z.record(z.string(), z.string());

export interface Draft<Values> {
  /** `false` until the phone has looked for an earlier draft. */
  readonly ready: boolean;
  readonly values: Values;
  /** Day the restored draft was typed; `null` when the form began empty. */
  readonly restoredFrom: string | null;
  set(changes: Partial<Values>): void;
  /** Throws the typed away and begins anew. */
  discard(): void;
  /**
   * Runs the final save with autosaving held: a late autosave must not bring
   * back the draft that the save deletes. Resumes when the save fails.
   */
  finish<T>(save: () => Promise<T>): Promise<T>;
}

/**
 * @param key names the form and what it is about
 * @param initial read once, at the first render
 * @param today ISO date, stored with the draft
 */
export function useDraft<Values extends Readonly<Record<string, string>>>(
  store: DraftStore,
  key: string,
  initial: Values,
  today: string,
): Draft<Values> {
  const [start] = useState(initial);
  const [values, setValues] = useState(start);
  const [ready, setReady] = useState(false);
  const [restoredFrom, setRestoredFrom] = useState<string | null>(null);
  const latest = useRef(values);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const held = useRef(false);

  const write = useCallback(() => {
    clearTimeout(timer.current);
    if (timer.current === undefined || held.current) return;
    timer.current = undefined;
    const typed = Object.entries(latest.current).some(([name, value]) => value !== start[name]);
    const written = typed
      ? store.saveDraft(key, { ...latest.current, [DAY_FIELD]: today })
      : store.deleteDraft(key);
    // A full phone cannot keep drafts; the form itself still holds every letter and says so at Simpan.
    written.catch(() => undefined);
  }, [store, key, start, today]);

  useEffect(() => {
    let gone = false;
    void store
      .draft(key)
      .catch(() => null)
      .then((found) => {
        if (gone) return;
        const saved = savedSchema.safeParse(found);
        if (saved.success) {
          const { [DAY_FIELD]: day = today, ...fields } = saved.data;
          latest.current = { ...start, ...fields };
          setValues(latest.current);
          setRestoredFrom(day);
        }
        setReady(true);
      });
    return () => {
      gone = true;
    };
  }, [store, key, start, today]);

  useEffect(() => {
    document.addEventListener('visibilitychange', write);
    addEventListener('pagehide', write);
    document.addEventListener('focusout', write);
    return () => {
      document.removeEventListener('visibilitychange', write);
      removeEventListener('pagehide', write);
      document.removeEventListener('focusout', write);
      write();
    };
  }, [write]);

  const set = useCallback(
    (changes: Partial<Values>) => {
      latest.current = { ...latest.current, ...changes };
      setValues(latest.current);
      timer.current ??= setTimeout(write, SAVE_AFTER_MS);
    },
    [write],
  );

  const discard = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    latest.current = start;
    setValues(start);
    setRestoredFrom(null);
    store.deleteDraft(key).catch(() => undefined);
  }, [store, key, start]);

  const finish = useCallback(async <T>(save: () => Promise<T>): Promise<T> => {
    clearTimeout(timer.current);
    timer.current = undefined;
    held.current = true;
    try {
      return await save();
    } catch (failure) {
      held.current = false;
      throw failure;
    }
  }, []);

  return { ready, values, restoredFrom, set, discard, finish };
}
