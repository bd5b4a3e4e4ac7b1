import { describe, expect, test } from 'vitest';
import { parseDecimal } from '#client/ui/parse-decimal.ts';

describe('a typed number', () => {
  test.each([
    ['7,8', 7800],
    ['7.8', 7800],
    [' 7,85 ', 7850],
    ['7', 7000],
    ['7,', 7000],
    ['7,8 kg', 7800],
    ['0,5', 500],
    ['012,5', 12_500],
  ])('“%s” is %i grams', (typed, grams) => {
    expect(parseDecimal(typed, 1000)).toBe(grams);
  });

  test('is rounded to the stored unit, not cut', () => {
    expect(parseDecimal('68,26', 10)).toBe(683);
    expect(parseDecimal('1,005', 1000)).toBe(1005);
  });

  test.each(['', '   '])('“%s” is nothing typed', (typed) => {
    expect(parseDecimal(typed, 1000)).toBe('empty');
  });

  test.each(['tujuh', '7,8,1', '7.8.1', '-7', '7 8', ',8', '1e3', '12345678'])(
    '“%s” is no number',
    (typed) => {
      expect(parseDecimal(typed, 1000)).toBe('unreadable');
    },
  );
});
