import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths } from '#domain/dates.ts';
import { SERVICE_SETTINGS, type ServiceSettings } from '#domain/services/settings.ts';
import { vitaminAInRound, vitaminAOn } from '#domain/services/vitamin-a.ts';
import { capsules } from './records.ts';

function answer(bornOn: string, had: string, on: string, settings?: ServiceSettings) {
  return vitaminAOn({ bornOn }, capsules(had), on, settings);
}

/** "due blue 2026-02-01 2026-03-31" */
function told(bornOn: string, had: string, on: string, settings?: ServiceSettings): string {
  const { state, capsule, next } = answer(bornOn, had, on, settings);
  return [state, capsule ?? [], next === null ? [] : [next.from, next.until]].flat().join(' ');
}

function verdicts(bornOn: string, had: string, on = '2030-01-01'): string[] {
  return answer(bornOn, had, on).given.map(({ verdict, counts }) => `${verdict} ${counts}`);
}

function withVitaminA(special: Partial<ServiceSettings['vitaminA']>): ServiceSettings {
  return { ...SERVICE_SETTINGS, vitaminA: { ...SERVICE_SETTINGS.vitaminA, ...special } };
}

const set = <T>(value: T) => ({ value, source: 'uji', certainty: 'K' as const });

describe('the months', () => {
  it.each([
    ['2026-01-31', 'not-yet blue 2026-02-01 2026-03-31'],
    ['2026-02-01', 'due blue 2026-02-01 2026-03-31'],
    ['2026-02-28', 'due blue 2026-02-01 2026-03-31'],
    ['2026-03-01', 'due blue 2026-02-01 2026-03-31'],
    ['2026-03-31', 'due blue 2026-02-01 2026-03-31'],
    ['2026-04-01', 'missed red 2026-08-01 2026-09-30'],
    ['2026-07-31', 'missed red 2026-08-01 2026-09-30'],
    ['2026-08-01', 'due red 2026-08-01 2026-09-30'],
    ['2026-10-01', 'missed red 2027-02-01 2027-03-31'],
  ])('of a child born 12 July 2025, on %s: %s', (on, expected) => {
    expect(told('2025-07-12', '', on)).toBe(expected);
  });

  it('August 2023 was held in October', () => {
    expect(told('2022-01-10', '2023-02-10 red', '2023-08-15')).toBe(
      'given red 2023-10-01 2023-11-30',
    );
    expect(told('2022-01-10', '2023-02-10 red', '2023-10-15')).toBe(
      'due red 2023-10-01 2023-11-30',
    );
    expect(told('2022-01-10', '2023-10-15 red', '2024-02-01')).toBe(
      'due red 2024-02-01 2024-03-31',
    );
  });
});

describe('the age', () => {
  it.each([
    ['2025-08-10', '2026-02-09', 'not-yet blue 2026-02-10 2026-03-31'],
    ['2025-08-10', '2026-02-10', 'due blue 2026-02-10 2026-03-31'],
    ['2025-08-28', '2026-02-28', 'due blue 2026-02-28 2026-03-31'],
    ['2025-08-29', '2026-02-28', 'not-yet blue 2026-08-01 2026-09-30'],
    ['2025-09-15', '2026-03-20', 'not-yet blue 2026-08-01 2026-09-30'],
    ['2025-02-11', '2026-02-10', 'due blue 2026-02-01 2026-03-31'],
    ['2025-02-10', '2026-02-10', 'due red 2026-02-01 2026-03-31'],
    ['2021-02-11', '2026-02-10', 'due red 2026-02-01 2026-02-10'],
    ['2021-02-11', '2026-02-11', 'missed'],
    ['2021-02-02', '2026-02-01', 'due red 2026-02-01 2026-02-01'],
    ['2021-02-01', '2026-02-01', 'too-old'],
    ['2021-02-11', '2026-08-01', 'too-old'],
  ])('born %s, on %s: %s', (bornOn, on, expected) => {
    expect(told(bornOn, '', on)).toBe(expected);
  });

  it('decides the units too', () => {
    expect(answer('2025-07-12', '', '2026-02-10').units).toBe(100_000);
    expect(answer('2025-01-12', '', '2026-02-10').units).toBe(200_000);
  });
});

describe('what was given', () => {
  it.each([
    ['2026-02-10 blue', 'valid true'],
    ['2026-02-10 red', 'wrong-colour true'],
    ['2026-01-11 blue', 'too-early false'],
    ['2026-01-12 blue', 'outside-round false'],
    ['2026-03-31 blue', 'valid true'],
    ['2026-04-01 blue', 'outside-round false'],
    ['2026-08-10 red', 'valid true'],
    ['2026-08-10 blue', 'wrong-colour true'],
    ['2026-02-10 blue treatment', 'treatment false'],
    ['2030-07-11 red', 'outside-round false'],
    ['2030-07-12 red', 'too-old false'],
  ])('to a child born 12 July 2025, %s: %s', (had, expected) => {
    expect(verdicts('2025-07-12', had, '2031-01-01')).toEqual([expected]);
  });

  it('twice in a round counts once, in whatever order it was recorded', () => {
    expect(verdicts('2025-07-12', '2026-03-05 blue, 2026-02-10 blue')).toEqual([
      'valid true',
      'duplicate false',
    ]);
  });

  it('closes the round, whatever its colour', () => {
    expect(told('2025-07-12', '2026-02-10 blue', '2026-02-10')).toBe(
      'given red 2026-08-01 2026-09-30',
    );
    expect(told('2025-07-12', '2026-02-10 red', '2026-02-20')).toBe(
      'given red 2026-08-01 2026-09-30',
    );
    expect(told('2025-07-12', '2026-02-10 blue', '2026-08-10')).toBe(
      'due red 2026-08-01 2026-09-30',
    );
  });

  it('outside the months leaves the round missed', () => {
    expect(told('2025-07-12', '2026-05-10 blue', '2026-05-11')).toBe(
      'missed red 2026-08-01 2026-09-30',
    );
  });

  it('a short while ago keeps the next capsule back', () => {
    expect(told('2025-07-12', '2026-01-25 blue', '2026-02-10')).toBe(
      'not-yet blue 2026-02-22 2026-03-31',
    );
    expect(told('2025-07-12', '2026-01-25 blue', '2026-02-22')).toBe(
      'due blue 2026-02-22 2026-03-31',
    );
    expect(told('2025-07-12', '2026-02-01 blue treatment', '2026-02-28')).toBe(
      'not-yet blue 2026-03-01 2026-03-31',
    );
  });

  it('later than the day asked about is left out', () => {
    expect(answer('2025-07-12', '2026-02-10 blue', '2026-02-09').given).toEqual([]);
  });
});

describe('the settings', () => {
  it('the age may be that of the first or the last day of the month', () => {
    const first = withVitaminA({ ageOn: set('first-of-month') });
    const last = withVitaminA({ ageOn: set('last-of-month') });
    expect(told('2025-08-10', '', '2026-02-20', first)).toBe('not-yet blue 2026-08-01 2026-09-30');
    expect(told('2025-08-10', '', '2026-02-05', last)).toBe('due blue 2026-02-01 2026-03-31');
    expect(told('2025-02-10', '', '2026-02-20', first)).toBe('due blue 2026-02-01 2026-03-31');
    expect(told('2025-02-20', '', '2026-02-05', last)).toBe('due red 2026-02-01 2026-03-31');
  });

  it('a child who reaches six months between the rounds may be given at once', () => {
    const give = withVitaminA({ reachedBetween: set('give') });
    expect(told('2025-11-05', '', '2026-05-04', give)).toBe('not-yet blue 2026-05-05 2026-07-31');
    expect(told('2025-11-05', '', '2026-05-05', give)).toBe('due blue 2026-05-05 2026-07-31');
    expect(told('2025-11-05', '2026-07-20 blue', '2026-08-05', give)).toBe(
      'not-yet blue 2026-08-17 2026-09-30',
    );
  });

  it('late months may be none', () => {
    const none = withVitaminA({ lateMonths: set(0) });
    expect(told('2025-07-12', '', '2026-03-01', none)).toBe('missed red 2026-08-01 2026-08-31');
  });
});

describe('one round for a list', () => {
  it('says on which days the child is of the age and which capsule counts', () => {
    const child = { bornOn: '2025-08-10' };
    const had = capsules('2026-02-20 blue, 2026-08-15 red');
    expect(vitaminAInRound(child, had, '2026-02', '2026-12-31')).toMatchObject({
      window: { from: '2026-02-10', until: '2026-03-31' },
      given: { givenOn: '2026-02-20' },
    });
    expect(vitaminAInRound(child, had, '2026-02', '2026-02-19').given).toBeNull();
    expect(vitaminAInRound(child, had, '2026-08', '2026-12-31').given?.capsule).toBe('red');
    expect(
      vitaminAInRound({ bornOn: '2026-03-10' }, [], '2026-02', '2026-12-31').window,
    ).toBeNull();
  });
});

describe('why', () => {
  it('names the rule, its source and the reason', () => {
    expect(answer('2025-07-12', '', '2026-02-10').why).toEqual({
      rule: 'vitamin-a/due',
      source: expect.stringContaining('Permenkes 21/2015'),
      sentence:
        'Kapsul vitamin A biru (100.000 SI, umur 6–11 bulan) untuk Februari 2026 boleh diberikan sampai 31 Maret 2026',
    });
    expect(answer('2025-07-12', '2026-02-10 red', '2026-02-10').given[0]?.why.sentence).toBe(
      'Warnanya lain dari umurnya, seharusnya biru (100.000 SI, umur 6–11 bulan); dihitung untuk Februari 2026, tinjau bidan',
    );
  });
});

describe('laws', () => {
  const birthday = fc.nat({ max: 2000 }).map((days) => addDays('2020-01-01', days));
  const age = fc.nat({ max: 2000 });

  it('what is due counts when it is given, and closes the round', () => {
    fc.assert(
      fc.property(
        birthday,
        age,
        fc.array(fc.nat({ max: 1999 }), { maxLength: 4 }),
        (bornOn, at, earlier) => {
          const on = addDays(bornOn, at);
          const had = capsules(
            earlier
              .filter((days) => days < at)
              .map((days) => `${addDays(bornOn, days)} ${days < 365 ? 'blue' : 'red'}`)
              .join(', '),
          );
          const before = vitaminAOn({ bornOn }, had, on);
          fc.pre(before.state === 'due' && before.capsule !== null);
          const [capsule] = capsules(`${on} ${before.capsule}`);
          const after = vitaminAOn({ bornOn }, capsule ? [...had, capsule] : had, on);
          expect(after.state).toBe('given');
          expect(after.given.at(-1)).toMatchObject({ verdict: 'valid' });
        },
      ),
      { numRuns: 2000, maxSkipsPerRun: 1000 },
    );
  });

  it('what is told as next is due on its first and on its last day', () => {
    fc.assert(
      fc.property(birthday, age, (bornOn, at) => {
        const { next } = vitaminAOn({ bornOn }, [], addDays(bornOn, at));
        if (next === null) return;
        expect(vitaminAOn({ bornOn }, [], next.from).state).toBe('due');
        expect(vitaminAOn({ bornOn }, [], next.until).state).toBe('due');
        expect(vitaminAOn({ bornOn }, [], addDays(next.from, -1)).state).not.toBe('due');
      }),
      { numRuns: 2000 },
    );
  });

  it('a child who always comes gets nine or ten capsules, at most two of them blue', () => {
    fc.assert(
      fc.property(birthday, (bornOn) => {
        const had = [];
        for (let on = bornOn; on < addMonths(bornOn, 61); on = addDays(on, 1)) {
          const { state, capsule } = vitaminAOn({ bornOn }, had, on);
          if (state !== 'due' || capsule === null) continue;
          had.push(...capsules(`${on} ${capsule}`));
        }
        expect([9, 10]).toContain(had.length);
        expect(had.filter(({ capsule }) => capsule === 'blue').length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 20 },
    );
  });
});
