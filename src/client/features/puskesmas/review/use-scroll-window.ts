/** Which rows of the list are in sight, as it scrolls and as the window changes. */

import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { MutationId } from '#domain/ids.ts';
import { scrollTopFor, windowRange } from './window-range.ts';

/** As in the style sheet: text that a reader enlarges makes taller rows. */
const ROW_REM = 2.125;
const HEAD_REM = 1.75;
/** Until the browser has said how tall the list is. */
const ASSUMED_HEIGHT = 720;
const ASSUMED_REM = 16;

/** @param activeIndex scrolled into sight whenever it changes; −1 for none */
export function useScrollWindow(count: number, activeIndex: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const [height, setHeight] = useState(ASSUMED_HEIGHT);
  const [rem] = useState(rootFontSize);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = () => setHeight(element.clientHeight || ASSUMED_HEIGHT);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const onScroll = useCallback(() => setScrollTop(scroller.current?.scrollTop ?? 0), []);

  const rowHeight = ROW_REM * rem;
  const bodyHeight = height - HEAD_REM * rem;
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || activeIndex < 0) return;
    const view = { scrollTop: element.scrollTop, height: bodyHeight, rowHeight };
    const top = scrollTopFor(activeIndex, view);
    if (top !== element.scrollTop) element.scrollTop = top;
    // Not whenever the list scrolls: a reader who looks elsewhere is not pulled back.
  }, [activeIndex, bodyHeight, rowHeight]);
  return {
    scroller,
    onScroll,
    rowHeight,
    ...windowRange({ scrollTop, height, rowHeight, count }),
  };
}

function rootFontSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || ASSUMED_REM;
}

/** The same function for the whole life of the list, so that a row redraws only when it changes. */
export function useStable(act: (mid: MutationId, index: number) => void) {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((mid: MutationId, index: number) => latest.current(mid, index), []);
}
