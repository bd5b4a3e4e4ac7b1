import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, completedMonths } from '#domain/dates.ts';
import { breastfeedingOn } from '#domain/services/breastfeeding.ts';
import { SERVICE_SETTINGS, type ServiceSettings } from '#domain/services/settings.ts';
import { answers } from './records.ts';

const BORN = '2026-01-10';
const SIX_YES = [0, 1, 2, 3, 4, 5]
  .map((month) => `${addMonths(BORN, month)} ${month} yes`)
  .join(', ');
const ALL_YES = `${SIX_YES}, 2026-07-10 6 yes`;

function result(had: string, on: string, settings?: ServiceSettings) {
  return breastfeedingOn({ bornOn: BORN }, answers(had), on, settings);
}

/** "yes yes no no – – –" */
function months(had: string, on: string): string {
  const signs = { yes: 'y', no: 'n', unknown: '?', 'not-yet': '-' } as const;
  return result(had, on)
    .months.map(({ status }) => signs[status])
    .join('');
}

describe('month by month', () => {
  it.each([
    ['', '2026-01-10', '?------'],
    ['2026-01-10 0 yes', '2026-02-09', 'y------'],
    ['2026-01-10 0 yes', '2026-02-10', 'y?-----'],
    ['2026-01-10 0 yes, 2026-02-10 1 no', '2026-04-10', 'ynnn---'],
    ['2026-01-10 0 yes, 2026-03-10 2 untold', '2026-03-10', 'y??----'],
    ['2026-04-10 3 yes since-birth', '2026-04-10', 'yyyy---'],
    ['2026-04-10 3 yes', '2026-04-10', '???y---'],
    ['2026-02-10 1 no, 2026-04-10 3 yes since-birth', '2026-04-10', '?nnn---'],
    [ALL_YES, '2026-07-10', 'yyyyyyy'],
  ])('%s, on %s: %s', (had, on, expected) => {
    expect(months(had, on)).toBe(expected);
  });

  it('a month asked about before it was reached says nothing', () => {
    expect(months('2026-02-09 1 yes', '2026-02-10')).toBe('??-----');
    expect(months('2026-02-10 1 yes', '2026-02-10')).toBe('?y-----');
  });

  it('says where a status comes from', () => {
    expect(
      result('2026-04-10 3 yes since-birth', '2026-04-10').months.map(({ basis }) => basis),
    ).toEqual(['told-later', 'told-later', 'told-later', 'asked', null, null, null]);
    expect(
      result('2026-01-10 0 no, 2026-02-10 1 no', '2026-03-10').months.map(({ basis }) => basis),
    ).toEqual(['asked', 'asked', 'broken-before', null, null, null, null]);
  });
});

describe('the whole', () => {
  it.each([
    ['', '2026-01-20', 'on-track', null],
    ['', '2026-02-10', 'unknown', null],
    ['2026-01-10 0 yes', '2026-02-10', 'on-track', 0],
    ['2026-01-10 0 yes', '2026-03-10', 'unknown', 0],
    [SIX_YES, '2026-07-09', 'on-track', 5],
    [SIX_YES, '2026-07-10', 'on-track', 5],
    [SIX_YES, '2026-08-10', 'unknown', 5],
    [ALL_YES, '2026-07-10', 'passed', 6],
    [ALL_YES, '2027-07-10', 'passed', 6],
    ['2026-07-10 6 yes since-birth', '2026-07-10', 'passed', 6],
    ['2026-07-10 6 yes', '2026-07-10', 'unknown', null],
    [`${SIX_YES}, 2026-07-10 6 no`, '2026-07-10', 'broken', 5],
    ['2026-01-10 0 yes, 2026-03-10 2 no', '2026-07-10', 'broken', 0],
  ])('%s, on %s: %s, through %s', (had, on, state, through) => {
    expect(result(had, on)).toMatchObject({ state, through });
  });

  it('once broken stays broken, and the later yes is shown to be looked at', () => {
    const found = result(
      '2026-02-10 1 no, 2026-03-10 2 yes, 2026-07-10 6 yes since-birth',
      '2026-07-10',
    );
    expect(found).toMatchObject({ state: 'broken', brokenIn: 1, contradicted: [2, 6] });
    expect(result('2026-02-10 1 no, 2026-02-20 1 yes', '2026-02-20').brokenIn).toBe(1);
  });

  it('gives its reason', () => {
    expect(result(ALL_YES, '2026-07-10').why.sentence).toBe(
      'Lulus ASI eksklusif: hanya ASI sampai umur 6 bulan',
    );
    expect(result('2026-04-10 3 no', '2026-04-10').why.sentence).toBe(
      'Tidak lagi ASI eksklusif sejak umur 3 bulan',
    );
    expect(result('2026-01-10 0 yes', '2026-01-20').why.sentence).toBe(
      'ASI eksklusif sampai bulan ke-0',
    );
    expect(result('', '2026-03-10').why.sentence).toBe(
      'Belum bisa dikatakan ASI eksklusif: bulan ke-0, 1, 2 tidak ditanyakan',
    );
  });

  it.each([
    ['2026-01-31', false],
    ['2026-02-01', true],
    ['2026-02-28', true],
    ['2026-03-01', false],
    ['2026-08-01', false],
  ])('the question about the last 24 hours on %s: %s', (on, due) => {
    expect(result('', on).recallDue).toBe(due);
  });

  it('the settings decide about month 6 and about filling', () => {
    const { breastfeeding } = SERVICE_SETTINGS;
    const toFive: ServiceSettings = {
      ...SERVICE_SETTINGS,
      breastfeeding: {
        ...breastfeeding,
        lastMonth: { ...breastfeeding.lastMonth, value: 5 },
        sinceBirthFills: { ...breastfeeding.sinceBirthFills, value: false },
      },
    };
    expect(result(SIX_YES, '2026-07-10', toFive).state).toBe('passed');
    expect(result(SIX_YES, '2026-07-09', toFive).state).toBe('on-track');
    expect(result('2026-07-10 6 yes since-birth', '2026-07-10', toFive).state).toBe('unknown');
  });
});

describe('laws', () => {
  const someAnswers = fc.array(
    fc.record({
      kind: fc.constant('breastfeeding' as const),
      askedOn: fc.nat({ max: 240 }).map((days) => addDays(BORN, days)),
      month: fc.nat({ max: 6 }),
      exclusive: fc.constantFrom(true, true, true, false, null),
      recall: fc.constantFrom('last-24-hours' as const, 'since-birth' as const),
    }),
    { maxLength: 10 },
  );

  it('no answer ever mends what is broken, and the order does not matter', () => {
    fc.assert(
      fc.property(someAnswers, someAnswers, fc.nat({ max: 300 }), (some, more, days) => {
        const on = addDays(BORN, days);
        const child = { bornOn: BORN };
        const before = breastfeedingOn(child, some, on);
        const after = breastfeedingOn(child, [...some, ...more], on);
        expect(before.state === 'broken' && after.state !== 'broken').toBe(false);
        expect(breastfeedingOn(child, [...more, ...some], on)).toEqual(after);
      }),
      { numRuns: 2000 },
    );
  });

  it('passed means six months old and a yes in every month', () => {
    fc.assert(
      fc.property(someAnswers, fc.nat({ max: 300 }), (some, days) => {
        const on = addDays(BORN, days);
        const found = breastfeedingOn({ bornOn: BORN }, some, on);
        const everyYes = found.months.every(({ status }) => status === 'yes');
        expect(found.state === 'passed').toBe(everyYes && completedMonths(BORN, on) >= 6);
      }),
      { numRuns: 2000 },
    );
  });
});
