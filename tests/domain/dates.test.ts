import { describe, expect, test } from 'vitest';
import { addDays, addMonths, completedMonths, dayNumber, daysBetween } from '#domain/dates.ts';

const DAY_MS = 86_400_000;
const FIRST = Date.UTC(1900, 0, 1) / DAY_MS;
const LAST = Date.UTC(2199, 11, 31) / DAY_MS;

function isoOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

describe('the number of a day', () => {
  test('is what the calendar of the machine says, for every day of three centuries', () => {
    const wrong: string[] = [];
    for (let day = FIRST; day <= LAST; day += 1) {
      if (dayNumber(isoOf(day)) !== day) wrong.push(isoOf(day));
    }
    expect(wrong).toEqual([]);
  });

  test.each([
    '',
    '2026',
    '2026-11',
    '2026-11-2',
    '2026-11-233',
    '2026-13-01',
    '2026-00-01',
    '2026-01-00',
    '2026-04-31',
    '2026-02-29',
    '1900-02-29',
    '2026/11/23',
    '+026-11-23',
    '2026-11-23T00:00:00Z',
    'kemarin pagi',
  ])('is refused for %j, which is no date', (text) => {
    expect(() => dayNumber(text)).toThrow(RangeError);
    expect(() => addMonths(text, 1)).toThrow(RangeError);
  });

  test('knows leap days of years that divide by 400', () => {
    expect(daysBetween('2000-02-28', '2000-03-01')).toBe(2);
    expect(daysBetween('2100-02-28', '2100-03-01')).toBe(1);
  });
});

test('days added come back when taken away', () => {
  for (let day = FIRST; day <= LAST; day += 97) {
    expect(addDays(addDays(isoOf(day), 400), -400)).toBe(isoOf(day));
  }
});

test('a month later is the same day, or the last where that month is shorter', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
  expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
  expect(addMonths('2026-01-15', -1)).toBe('2025-12-15');
});

test('a month is completed on the same day of the next one', () => {
  expect(completedMonths('2026-07-28', '2026-08-27')).toBe(0);
  expect(completedMonths('2026-07-28', '2026-08-28')).toBe(1);
});
