import { describe, expect, test } from 'vitest';
import { nikWarning } from '#client/features/kader/register-child/nik-warning.ts';

const boy = { bornOn: '2025-01-05', sex: 'male' } as const;
const girl = { bornOn: '2025-01-05', sex: 'female' } as const;

describe('a NIK beside the rest of the form', () => {
  test('fits a boy by his day of birth, a girl by hers plus forty', () => {
    expect(nikWarning('5202010501250001', boy)).toBeNull();
    expect(nikWarning('5202014501250001', girl)).toBeNull();
  });

  test('warns of the other sex and of another day', () => {
    expect(nikWarning('5202014501250001', boy)).toBe('nik-sex');
    expect(nikWarning('5202010501250001', girl)).toBe('nik-sex');
    expect(nikWarning('5202010601250001', boy)).toBe('nik-born-on');
  });

  test.each([
    ['5202010001250001', 'no day 0'],
    ['5202013201250001', 'no day 32'],
    ['5202010501250000', 'serials begin at 1'],
    ['0902010501250001', 'provinces begin at 11'],
  ])('%s is oddly made: %s', (nik) => {
    expect(nikWarning(nik, boy)).toBe('nik-shape');
  });

  test('holds back until the rest is typed', () => {
    expect(nikWarning('5202010501250001', { bornOn: '', sex: '' })).toBeNull();
    expect(nikWarning('520201', boy)).toBeNull();
  });
});
