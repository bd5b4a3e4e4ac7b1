import { describe, expect, it } from 'vitest';
import { dewormingInRound, dewormingOn } from '#domain/services/deworming.ts';
import { tablets } from './records.ts';

const BORN = '2024-08-12';

function told(bornOn: string, had: string, on: string, ill: boolean | null = null): string {
  const { state, doseMg, next } = dewormingOn({ bornOn }, tablets(had), on, { ill });
  return [state, doseMg, next?.from]
    .filter((each) => each !== undefined && each !== null)
    .join(' ');
}

describe('deworming', () => {
  it.each([
    [BORN, '2025-08-11', 'not-yet 200 2025-08-12'],
    [BORN, '2025-08-12', 'due 200 2025-08-12'],
    [BORN, '2025-09-30', 'due 200 2025-08-12'],
    [BORN, '2025-10-01', 'missed 200 2026-02-01'],
    [BORN, '2026-08-11', 'due 200 2026-08-01'],
    [BORN, '2026-08-12', 'due 400 2026-08-01'],
    [BORN, '2029-08-11', 'due 400 2029-08-01'],
    [BORN, '2029-08-12', 'missed'],
    [BORN, '2030-02-01', 'too-old'],
    ['2024-09-05', '2025-09-10', 'not-yet 200 2026-02-01'],
  ])('of a child born %s, on %s: %s', (bornOn, on, expected) => {
    expect(told(bornOn, '', on)).toBe(expected);
  });

  it('waits while the child is ill, and asks when nobody did', () => {
    expect(told(BORN, '', '2025-08-20', true)).toBe('postponed 200 2025-08-12');
    expect(told(BORN, '', '2025-08-20', false)).toBe('due 200 2025-08-12');
    expect(told(BORN, '', '2025-11-20', true)).toBe('missed 200 2026-02-01');
    expect(dewormingOn({ bornOn: BORN }, [], '2025-08-20').why.sentence).toContain(
      'tanyakan dulu apakah sedang demam atau sakit',
    );
  });

  it.each([
    ['2025-08-11 200', 'too-early false'],
    ['2025-08-12 200', 'valid true'],
    ['2025-08-12 400', 'wrong-dose true'],
    ['2025-10-01 200', 'outside-round false'],
    ['2026-08-11 200', 'valid true'],
    ['2026-08-12 200', 'wrong-dose true'],
    ['2026-08-12 400', 'valid true'],
    ['2026-08-12 500 mebendazole', 'no-dose-rule true'],
    ['2029-08-11 400', 'valid true'],
    ['2029-08-12 400', 'too-old false'],
  ])('%s is %s', (had, expected) => {
    const { given } = dewormingOn({ bornOn: BORN }, tablets(had), '2030-01-01');
    expect(given.map(({ verdict, counts }) => `${verdict} ${counts}`)).toEqual([expected]);
  });

  it('once a round, and the next not before 90 days', () => {
    expect(told(BORN, '2025-08-20 200', '2025-08-21')).toBe('given 200 2026-02-01');
    expect(told(BORN, '2025-08-20 200, 2025-09-01 200', '2025-09-02')).toBe('given 200 2026-02-01');
    expect(
      dewormingOn(
        { bornOn: BORN },
        tablets('2025-09-01 200, 2025-08-20 200'),
        '2025-09-02',
      ).given.map(({ verdict }) => verdict),
    ).toEqual(['valid', 'duplicate']);
    expect(told(BORN, '2025-12-10 200', '2026-02-10')).toBe('not-yet 200 2026-03-10');
    expect(told(BORN, '2025-12-10 200', '2026-03-10')).toBe('due 200 2026-03-10');
  });

  it('can be asked for one round', () => {
    const had = tablets('2025-08-20 200');
    expect(dewormingInRound({ bornOn: BORN }, had, '2025-08', '2025-12-31')).toMatchObject({
      window: { from: '2025-08-12', until: '2025-09-30' },
      given: { givenOn: '2025-08-20' },
    });
    expect(dewormingInRound({ bornOn: BORN }, had, '2026-02', '2026-12-31').given).toBeNull();
    expect(dewormingInRound({ bornOn: BORN }, had, '2025-02', '2025-12-31').window).toBeNull();
  });
});
