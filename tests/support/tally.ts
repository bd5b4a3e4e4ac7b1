/**
 * Counts what the test runners report, so that nothing can pass by saying nothing.
 *
 * A runner that leaves no report, finds no test, or ends badly without naming
 * one counts as one failure. A test that was left out counts as failed.
 */

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** @param exitCode `null` when a signal ended the runner */
interface RunnerEnd {
  readonly exitCode: number | null;
  /** The file the runner wrote, `null` if it wrote none. */
  readonly report: string | null;
}

export function tallyVitest({ exitCode, report }: RunnerEnd): Tally {
  const counts = read(report);
  return judge(exitCode, {
    passed: number(counts['numPassedTests']),
    failed: number(counts['numTotalTests']) - number(counts['numPassedTests']),
  });
}

export function tallyPlaywright({ exitCode, report }: RunnerEnd): Tally {
  const stats = read(report)['stats'];
  const counts = isRecord(stats) ? stats : {};
  return judge(exitCode, {
    passed: number(counts['expected']),
    failed: number(counts['unexpected']) + number(counts['flaky']) + number(counts['skipped']),
  });
}

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (total, { passed, failed }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
    }),
    { passed: 0, failed: 0 },
  );
}

function judge(exitCode: number | null, counted: Tally): Tally {
  const saidNothing = counted.passed + counted.failed === 0;
  const endedBadly = exitCode !== 0 && counted.failed === 0;
  return saidNothing || endedBadly ? { ...counted, failed: counted.failed + 1 } : counted;
}

function read(report: string | null): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(report ?? '');
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
