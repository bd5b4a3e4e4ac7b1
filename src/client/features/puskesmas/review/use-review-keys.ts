/** The keyboard of the list: works wherever the focus is, except where somebody types or chooses. */

import { useEffect, useLayoutEffect, useRef } from 'react';
import { useSingleKeys } from '#client/ui/desk/single-keys.ts';

export interface ReviewKeys {
  /** By so many rows, negative upwards; ±Infinity to the ends. */
  readonly move: (rows: number) => void;
  readonly open: () => void;
  readonly close: () => void;
  readonly toggle: () => void;
  readonly approve: () => void;
  readonly giveBack: () => void;
  readonly undo: () => void;
  readonly toFilters: () => void;
  readonly help: () => void;
}

const PAGE_ROWS = 15;
const ANSWERS_ITSELF = 'button, a, input, select, textarea, summary';

/** Marks a part of the page whose own widgets answer the arrow keys. */
export const OWN_ARROWS = { 'data-own-arrows': '' } as const;

export function useReviewKeys(keys: ReviewKeys): void {
  const [singleKeys] = useSingleKeys();
  const latest = useRef(keys);
  useLayoutEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]') !== null || isTyping(event.target)) return;
      const act =
        listKey(event, latest.current) ??
        (singleKeys ? letterKey(event.key, latest.current) : null);
      if (act === null) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [singleKeys]);
}

function listKey({ key, target }: KeyboardEvent, keys: ReviewKeys): (() => void) | null {
  if (key === 'Escape') return keys.close;
  const element = target instanceof Element ? target : null;
  // A button or link under the focus keeps its own Enter and Space.
  const isFree = element === null || element.closest(ANSWERS_ITSELF) === null;
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    const hasOwnArrows = (element?.closest('[data-own-arrows]') ?? null) !== null;
    if (hasOwnArrows) return null;
    return () => keys.move(key === 'ArrowDown' ? 1 : -1);
  }
  if (!isFree) return null;
  switch (key) {
    case 'Enter':
      return keys.open;
    case ' ':
      return keys.toggle;
    case 'PageDown':
      return () => keys.move(PAGE_ROWS);
    case 'PageUp':
      return () => keys.move(-PAGE_ROWS);
    case 'Home':
      return () => keys.move(-Infinity);
    case 'End':
      return () => keys.move(Infinity);
    default:
      return null;
  }
}

function letterKey(key: string, keys: ReviewKeys): (() => void) | null {
  switch (key) {
    case 'j':
      return () => keys.move(1);
    case 'k':
      return () => keys.move(-1);
    case 'a':
      return keys.approve;
    case 'r':
      return keys.giveBack;
    case 'x':
      return keys.toggle;
    case 'u':
      return keys.undo;
    case '/':
      return keys.toFilters;
    case '?':
      return keys.help;
    default:
      return null;
  }
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
