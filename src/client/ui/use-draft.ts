/** Keeps what is being typed on the phone, so that back, a reload, a kill or an update loses nothing. */

import { useCallback, useEffect, useRef, useState } from 'react';
import * as z from 'zod/mini';
import { openForms } from './open-forms.ts';

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
  readonly set: (changes: Partial<Values>) => void;
  /** Throws the typed away and begins anew. */
  readonly discard: () => void;
  /**
   * Runs the final save with autosaving held: a late autosave must not bring
   * back the draft that the save deletes. Resumes when the save fails.
   */
  finish<T>(save: () => Promise<T>): Promise<T>;
}

type Fields = Readonly<Record<string, string>>;

function isTyped(values: Fields, start: Fields): boolean {
  return Object.entries(values).some(([name, value]) => value !== start[name]);
}

interface DraftOptions<Values> {
  readonly store: DraftStore;
  /** Names the form and what it is about. */
  readonly key: string;
  /** Read once, at the first render. A field not touched follows this also when the draft is restored. */
  readonly initial: Values;
  /** Fields that mean what they said when they were typed, even untouched: the day of a weighing. */
  readonly fixed?: readonly (keyof Values & string)[];
  /** ISO date, kept with the draft. */
  readonly today: string;
}

export function useDraft<Values extends Readonly<Record<string, string>>>({
  store,
  key,
  initial,
  fixed = [],
  today,
}: DraftOptions<Values>): Draft<Values> {
  const [start] = useState(initial);
  const [alwaysKept] = useState(fixed);
  const [day] = useState(today);
  const [values, setValues] = useState(start);
  const [ready, setReady] = useState(false);
  const [restoredFrom, setRestoredFrom] = useState<string | null>(null);
  const latest = useRef(values);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const held = useRef(false);

  const keep = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const touched = Object.entries(latest.current).filter(
      ([name, value]) => value !== start[name] || alwaysKept.includes(name),
    );
    const written = isTyped(latest.current, start)
      ? store.saveDraft(key, { ...Object.fromEntries(touched), [DAY_FIELD]: day })
      : store.deleteDraft(key);
    // A full phone cannot keep drafts; the form itself still holds every letter and says so at Simpan.
    written.catch(() => undefined);
  }, [store, key, start, alwaysKept, day]);

  const write = useCallback(() => {
    if (timer.current !== undefined && !held.current) keep();
  }, [keep]);

  useEffect(() => {
    let gone = false;
    const look = async () => {
      const found = savedSchema.safeParse(await store.draft(key).catch(() => null));
      if (gone) return;
      if (found.success) {
        const { [DAY_FIELD]: typedOn = day, ...fields } = found.data;
        latest.current = { ...start, ...fields };
        setValues(latest.current);
        setRestoredFrom(typedOn);
        openForms.hold(key);
      }
      setReady(true);
    };
    void look();
    return () => {
      gone = true;
      openForms.release(key);
    };
  }, [store, key, start, day]);

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
      if (isTyped(latest.current, start)) openForms.hold(key);
      else openForms.release(key);
      timer.current ??= setTimeout(write, SAVE_AFTER_MS);
    },
    [key, start, write],
  );

  const discard = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    latest.current = start;
    setValues(start);
    setRestoredFrom(null);
    openForms.release(key);
    store.deleteDraft(key).catch(() => undefined);
  }, [store, key, start]);

  const finish = useCallback(
    async <T>(save: () => Promise<T>): Promise<T> => {
      clearTimeout(timer.current);
      timer.current = undefined;
      held.current = true;
      try {
        const saved = await save();
        openForms.release(key);
        return saved;
      } catch (failure) {
        held.current = false;
        // The form may be about to go, and what was typed last waits for no timer any more.
        keep();
        throw failure;
      }
    },
    [key, keep],
  );

  return { ready, values, restoredFrom, set, discard, finish };
}
