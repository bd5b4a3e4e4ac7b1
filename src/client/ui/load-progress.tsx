/** How far something has come that is fetched piece by piece: never back, and at its end only when it is gone. */

import { useState } from 'react';
import { Progress } from './progress.tsx';

interface LoadProgressProps {
  readonly label: string;
  /** 0 to 1; `null` when nobody can say. */
  readonly part: number | null;
  /** @param percent whole, below 100; `null` when nobody can say */
  readonly words: (percent: number | null) => string;
}

const NEARLY = 0.99;

export function LoadProgress({ label, part, words }: LoadProgressProps) {
  const [furthest, setFurthest] = useState(part);
  const shown = part === null || furthest === null ? (part ?? furthest) : Math.max(part, furthest);
  if (shown !== furthest) setFurthest(shown);
  const held = shown === null ? null : Math.min(shown, NEARLY);
  return (
    <>
      <p>{words(held === null ? null : Math.floor(held * 100 + 1e-9))}</p>
      <Progress label={label} part={held} />
    </>
  );
}
