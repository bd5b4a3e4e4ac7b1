/** "Teks besar": a choice of this phone, applied before the first screen is drawn. */

import { useState } from 'react';

const KEY = 'teks-besar';

function apply(large: boolean): void {
  document.documentElement.classList.toggle('teks-besar', large);
}

/** Storage may be switched off; then the choice lasts until the app is closed. */
function stored(): boolean {
  try {
    return localStorage.getItem(KEY) === 'ya';
  } catch {
    return false;
  }
}

export function applyStoredTextSize(): void {
  apply(stored());
}

export function useLargeText(): readonly [boolean, (large: boolean) => void] {
  const [large, setLarge] = useState(() =>
    document.documentElement.classList.contains('teks-besar'),
  );
  return [
    large,
    (next) => {
      setLarge(next);
      apply(next);
      try {
        localStorage.setItem(KEY, next ? 'ya' : 'tidak');
      } catch {
        // Shown for now; there is nowhere to keep it.
      }
    },
  ];
}
