import { describe, expect, test } from 'vitest';
import {
  formatAge,
  formatCm,
  formatDate,
  formatGrams,
  formatKg,
  formatMoment,
  formatMonth,
  formatShortDate,
} from '#client/i18n/format.ts';

describe('dates and numbers as a posyandu writes them', () => {
  test('a day has its weekday in front', () => {
    expect(formatDate('2026-10-12')).toBe('Sen, 12 Okt 2026');
    expect(formatShortDate('2026-10-12')).toBe('12 Okt');
    expect(formatMonth('2026-11')).toBe('November 2026');
  });

  test.each([
    [7800, '7,8'],
    [7850, '7,85'],
    [12_000, '12,0'],
  ])('%i grams are %s kg', (grams, shown) => {
    expect(formatKg(grams)).toBe(shown);
  });

  test('millimetres are shown as centimetres', () => {
    expect(formatCm(682)).toBe('68,2');
  });

  test.each([
    [200, '+200 g'],
    [-150, '−150 g'],
    [0, '0 g'],
    [1200, '+1.200 g'],
  ])('a change of %i g reads %s', (grams, shown) => {
    expect(formatGrams(grams)).toBe(shown);
  });

  test.each([
    ['2026-11-10', '0 hari'],
    ['2026-10-29', '12 hari'],
    ['2026-10-10', '1 bl'],
    ['2026-04-01', '7 bl'],
    ['2025-11-10', '1 th'],
    ['2025-08-01', '1 th 3 bl'],
  ])('born %s is %s old on 10 November 2026', (bornOn, age) => {
    expect(formatAge(bornOn, '2026-11-10')).toBe(age);
  });

  test('a moment of today is its time, an earlier one has its day', () => {
    const noon = new Date(2026, 10, 10, 12, 0).getTime();
    expect(formatMoment(new Date(2026, 10, 10, 8, 12).getTime(), noon)).toBe('08.12');
    expect(formatMoment(new Date(2026, 10, 9, 8, 12).getTime(), noon)).toBe('9 Nov 08.12');
  });
});
