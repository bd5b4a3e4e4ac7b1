import { describe, expect, test } from 'vitest';
import { sum, tallyPlaywright, tallyVitest } from '../support/tally.ts';

const vitest = (passed: number, total: number) =>
  JSON.stringify({ numPassedTests: passed, numTotalTests: total });
const playwright = (stats: object) => JSON.stringify({ stats });

describe('the count of a run', () => {
  test('is what the runners report', () => {
    expect(tallyVitest({ exitCode: 0, report: vitest(12, 12) })).toEqual({ passed: 12, failed: 0 });
    expect(
      tallyPlaywright({ exitCode: 0, report: playwright({ expected: 3, unexpected: 0 }) }),
    ).toEqual({ passed: 3, failed: 0 });
  });

  test('takes failed, left-out and flaky tests as failed', () => {
    expect(tallyVitest({ exitCode: 1, report: vitest(10, 12) })).toEqual({ passed: 10, failed: 2 });
    expect(
      tallyPlaywright({
        exitCode: 1,
        report: playwright({ expected: 3, unexpected: 1, flaky: 1, skipped: 2 }),
      }),
    ).toEqual({ passed: 3, failed: 4 });
  });

  test.each([
    ['leaves no report', null, 0],
    ['leaves half a report', '{"numPassed', 0],
    ['finds no test', vitest(0, 0), 0],
    ['was killed', null, null],
  ])('has a failure when a runner %s', (_what, report, exitCode) => {
    expect(tallyVitest({ exitCode, report }).failed).toBe(1);
    expect(tallyPlaywright({ exitCode, report }).failed).toBe(1);
  });

  test('has a failure when all named tests passed and the runner still ended badly', () => {
    expect(tallyVitest({ exitCode: 1, report: vitest(5, 5) })).toEqual({ passed: 5, failed: 1 });
  });

  test('adds up over all runners', () => {
    expect(
      sum([
        { passed: 1, failed: 0 },
        { passed: 40, failed: 2 },
      ]),
    ).toEqual({ passed: 41, failed: 2 });
  });
});
