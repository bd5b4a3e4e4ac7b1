/** Under a form whose save failed: what was typed is still there, and what to do so that it gets saved. */

import { useEffect, useRef } from 'react';
import { kader as text } from './i18n/kader.ts';
import { useRefusal, useStorageTrouble } from './live.ts';
import { Notice } from './ui/notice.tsx';

export function NotSavedNotice() {
  const trouble = useStorageTrouble();
  const refusal = useRefusal();
  const place = useRef<HTMLDivElement>(null);
  // On a small screen a long form ends far below what is seen of it.
  useEffect(() => place.current?.scrollIntoView({ block: 'center' }), []);
  return (
    <div ref={place}>
      <Notice tone="act" announce="now">
        {trouble === 'read-only' || trouble === 'unavailable'
          ? text.notSavedWhile[trouble]
          : refusal !== null
            ? text.turnedAway[refusal.why]
            : text.notSaved}
      </Notice>
    </div>
  );
}
