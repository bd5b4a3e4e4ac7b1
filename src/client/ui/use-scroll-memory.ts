/** Brings a list back to where the thumb left it, once its rows are there again. */

import { useLayoutEffect } from 'react';

const left = new Map<string, number>();

/** @param ready the rows are drawn */
export function useScrollMemory(list: string, ready: boolean): void {
  useLayoutEffect(() => {
    if (!ready) return;
    scrollTo(0, left.get(list) ?? 0);
    const remember = () => left.set(list, scrollY);
    addEventListener('scroll', remember, { passive: true });
    return () => removeEventListener('scroll', remember);
  }, [list, ready]);
}
