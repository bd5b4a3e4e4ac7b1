/** What one part of the fault run says when it is over, and how it is printed. */

export interface SceneResult {
  readonly scene: string;
  /** What was counted, in the order it is printed. */
  readonly figures: Readonly<Record<string, number>>;
  /** What must not be, in plain words; none when all is well. */
  readonly problems: readonly string[];
  /** For the report in a file: what was done when. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export function line({ scene, figures, problems }: SceneResult, seconds: number): string {
  const told = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  const verdict = problems.length === 0 ? 'ok' : 'WRONG';
  return `${scene.padEnd(12)} ${verdict.padEnd(5)} ${told.join(', ')}, ${Math.round(seconds)} s`;
}

/** The same sentence a hundred times tells no more than once. */
export function eachOnce(problems: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const problem of problems) counts.set(problem, (counts.get(problem) ?? 0) + 1);
  return [...counts].map(([problem, count]) => (count === 1 ? problem : `${problem} (${count}×)`));
}
