/** Brings a list back to where the thumb left it, once its rows are there again. */

import { useLayoutEffect } from 'react';

const left = new Map<string, number>();

export function leftAt(list: string): number {
  return left.get(list) ?? 0;
}

/**
 * @param list names the list
 * @param ready the rows are drawn
 */
export function useScrollMemory(list: string, ready: boolean): void {
  useLayoutEffect(() => {
    const scroller = document.querySelector('[data-scroll]');
    if (!ready || scroller === null) return;
    scroller.scrollTop = leftAt(list);
    const remember = () => left.set(list, scroller.scrollTop);
    scroller.addEventListener('scroll', remember, { passive: true });
    return () => scroller.removeEventListener('scroll', remember);
  }, [list, ready]);
}
