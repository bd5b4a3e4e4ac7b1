/** What is typed, once typing has paused: so that not every letter is a question to the server. */

import { useEffect, useState } from 'react';

const SETTLED_MS = 250;

export function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
