import { describe, expect, it } from 'vitest';
import { addDays } from '#domain/dates.ts';
import { keepFigures, otherTests } from '../../support/kept-figures.ts';
import { owedOf, planOf, verdictsOf } from './children.ts';

/** Born before the cohorts of the hexavalent vaccine; 2, 3, … months old on every 15th. */
const BORN = '2025-01-15';

/** A dose, what was given before, its first and last day, and the day on which each new state begins. */
const TURNS = [
  ['HB-0', '', '2025-01-15', '2025-01-22', 'due 2025-01-17 overdue 2025-01-23 closed'],
  ['BCG', '', '2025-01-15', '2026-01-14', 'due 2025-03-15 overdue 2026-01-15 closed'],
  [
    'OPV 1',
    '',
    '2025-01-15',
    '2030-01-14',
    'due 2025-03-15 overdue 2026-01-15 catch-up 2030-01-15 closed',
  ],
  [
    'OPV 2',
    'OPV 2025-01-15',
    '2025-03-15',
    '2030-01-14',
    'not-yet 2025-03-15 due 2025-04-15 overdue 2026-01-15 catch-up 2030-01-15 closed',
  ],
  [
    'OPV 3',
    'OPV 2025-01-15, OPV 2025-03-15',
    '2025-04-15',
    '2030-01-14',
    'not-yet 2025-04-15 due 2025-05-15 overdue 2026-01-15 catch-up 2030-01-15 closed',
  ],
  [
    'OPV 4',
    'OPV 2025-01-15, OPV 2025-03-15, OPV 2025-04-15',
    '2025-05-15',
    '2030-01-14',
    'not-yet 2025-05-15 due 2025-06-15 overdue 2026-01-15 catch-up 2030-01-15 closed',
  ],
  [
    'DPT-HB-Hib 1',
    '',
    '2025-03-15',
    '2030-01-14',
    'not-yet 2025-03-15 due 2025-04-15 overdue 2026-01-15 catch-up 2030-01-15 closed',
  ],
  [
    'DPT-HB-Hib 2',
    'DPT-HB-Hib 2025-03-15',
    '2025-04-15',
    '2030-01-14',
    'not-yet 2025-04-15 due 2025-05-15 overdue 2026-01-15 catch-up 2030-01-15 closed',
  ],
  [
    'DPT-HB-Hib 3',
    'DPT-HB-Hib 2025-03-15, DPT-HB-Hib 2025-04-15',
    '2025-05-15',
    '2030-01-14',
    'not-yet 2025-05-15 due 2025-06-15 overdue 2026-01-15 catch-up 2030-01-15 closed',
  ],
  [
    'DPT-HB-Hib 4',
    'DPT-HB-Hib 2025-03-15, DPT-HB-Hib 2025-04-15, DPT-HB-Hib 2025-05-15',
    '2026-07-15',
    '2030-01-14',
    'not-yet 2026-07-15 due 2026-08-15 overdue 2027-01-15 catch-up 2030-01-15 closed',
  ],
  [
    'PCV 1',
    '',
    '2025-03-15',
    '2030-01-14',
    'not-yet 2025-03-15 due 2025-04-15 overdue 2026-01-15 catch-up 2030-01-15 closed',
  ],
  [
    'PCV 2',
    'PCV 2025-03-15',
    '2025-04-15',
    '2030-01-14',
    'not-yet 2025-04-15 due 2025-05-15 overdue 2026-01-15 catch-up 2030-01-15 closed',
  ],
  [
    'PCV 3',
    'PCV 2025-03-15, PCV 2025-04-15',
    '2026-01-15',
    '2030-01-14',
    'not-yet 2026-01-15 due 2026-02-15 overdue 2027-01-15 catch-up 2030-01-15 closed',
  ],
  [
    'RV 1',
    '',
    '2025-03-15',
    '2025-08-14',
    'not-yet 2025-03-15 due 2025-04-15 overdue 2025-08-15 closed',
  ],
  [
    'RV 2',
    'RV 2025-03-15',
    '2025-04-15',
    '2025-08-14',
    'not-yet 2025-04-15 due 2025-05-15 overdue 2025-08-15 closed',
  ],
  [
    'RV 3',
    'RV 2025-03-15, RV 2025-04-15',
    '2025-05-15',
    '2025-08-14',
    'not-yet 2025-05-15 due 2025-06-15 overdue 2025-08-15 closed',
  ],
  [
    'IPV 1',
    '',
    '2025-05-15',
    '2030-01-14',
    'not-yet 2025-05-15 due 2025-06-15 overdue 2026-01-15 catch-up 2030-01-15 closed',
  ],
  [
    'IPV 2',
    'IPV 2025-05-15',
    '2025-10-15',
    '2030-01-14',
    'not-yet 2025-10-15 due 2025-11-15 overdue 2026-01-15 catch-up 2030-01-15 closed',
  ],
  [
    'MR 1',
    '',
    '2025-10-15',
    '2030-01-14',
    'not-yet 2025-10-15 due 2025-11-15 overdue 2026-01-15 catch-up 2030-01-15 closed',
  ],
  [
    'MR 2',
    'MR 2025-10-15',
    '2026-07-15',
    '2030-01-14',
    'not-yet 2026-07-15 due 2026-08-15 overdue 2027-01-15 catch-up 2030-01-15 closed',
  ],
  [
    'JE 1',
    '',
    '2025-11-15',
    '2030-01-14',
    'not-yet 2025-11-15 due 2025-12-15 overdue 2026-01-15 catch-up 2030-01-15 closed',
  ],
] as const;

/** Day before, on and after each turn. */
const STATES = TURNS.flatMap(([dose, had, from, until, turns]) => {
  const words = turns.split(' ');
  return words.flatMap((day, index) => {
    if (index % 2 === 0) return [];
    const [before = '', after = ''] = [words[index - 1], words[index + 1]];
    return [
      { dose, had, from, until, on: addDays(day, -1), state: before },
      { dose, had, from, until, on: day, state: after },
      { dose, had, from, until, on: addDays(day, 1), state: after },
    ];
  });
});

describe(`the card, dose by dose, before, on and after each bound (${STATES.length} children)`, () => {
  it.each(STATES)('$dose is $state on $on', ({ dose, had, from, until, on, state }) => {
    const plan = planOf(BORN, had, on, dose === 'JE 1' ? '51' : '52');
    expect(owedOf(plan, dose)).toMatchObject({
      state,
      from: state === 'closed' ? null : from,
      until,
    });
  });
});

/** The last of these is judged; how it should come out. */
const VERDICTS = [
  ['HB-0 2025-01-14', 'HB-0 too-early 1'],
  ['HB-0 2025-01-15', 'HB-0 valid'],
  ['HB-0 2025-01-22', 'HB-0 valid'],
  ['HB-0 2025-01-23', 'HB-0 after-limit 1'],
  ['HB-0 2025-01-24', 'HB-0 after-limit 2'],
  ['BCG 2025-01-14', 'BCG too-early 1'],
  ['BCG 2025-01-15', 'BCG valid'],
  ['BCG 2026-01-14', 'BCG valid'],
  ['BCG 2026-01-15', 'BCG after-limit 1'],
  ['OPV 2025-01-14', 'OPV 1 too-early 1'],
  ['OPV 2025-01-15', 'OPV 1 valid'],
  ['OPV 2030-01-14', 'OPV 1 valid'],
  ['OPV 2030-01-15', 'OPV 1 after-limit 1'],
  ['OPV 2025-01-15, OPV 2025-03-14', 'OPV 2 too-early 1'],
  ['OPV 2025-01-15, OPV 2025-03-15', 'OPV 2 valid'],
  ['OPV 2025-03-15, OPV 2025-04-11', 'OPV 2 too-close 1'],
  ['OPV 2025-03-15, OPV 2025-04-12', 'OPV 2 valid'],
  ['OPV 2025-01-15, OPV 2025-03-15, OPV 2025-04-14', 'OPV 3 too-early 1'],
  ['OPV 2025-01-15, OPV 2025-05-01, OPV 2025-05-28', 'OPV 3 too-close 1'],
  ['OPV 2025-01-15, OPV 2025-05-01, OPV 2025-05-29', 'OPV 3 valid'],
  ['OPV 2025-01-15, OPV 2025-03-15, OPV 2025-04-15, OPV 2025-05-14', 'OPV 4 too-early 1'],
  ['OPV 2025-01-15, OPV 2025-03-15, OPV 2025-04-30, OPV 2025-05-27', 'OPV 4 too-close 1'],
  ['OPV 2025-01-15, OPV 2025-03-15, OPV 2025-04-30, OPV 2025-05-28', 'OPV 4 valid'],
  ['DPT-HB-Hib 2025-03-14', 'DPT-HB-Hib 1 too-early 1'],
  ['DPT-HB-Hib 2025-03-15', 'DPT-HB-Hib 1 valid'],
  ['DPT-HB-Hib 2030-01-14', 'DPT-HB-Hib 1 valid'],
  ['DPT-HB-Hib 2030-01-15', 'DPT-HB-Hib 1 after-limit 1'],
  ['DPT-HB-Hib 2025-03-15, DPT-HB-Hib 2025-04-14', 'DPT-HB-Hib 2 too-early 1'],
  ['DPT-HB-Hib 2025-03-15, DPT-HB-Hib 2025-04-15', 'DPT-HB-Hib 2 valid'],
  ['DPT-HB-Hib 2025-05-01, DPT-HB-Hib 2025-05-28', 'DPT-HB-Hib 2 too-close 1'],
  ['DPT-HB-Hib 2025-05-01, DPT-HB-Hib 2025-05-29', 'DPT-HB-Hib 2 valid'],
  [
    'DPT-HB-Hib 2025-03-15, DPT-HB-Hib 2025-04-15, DPT-HB-Hib 2025-05-12',
    'DPT-HB-Hib 3 too-early 3',
  ],
  [
    'DPT-HB-Hib 2025-03-15, DPT-HB-Hib 2025-06-01, DPT-HB-Hib 2025-06-28',
    'DPT-HB-Hib 3 too-close 1',
  ],
  ['DPT-HB-Hib 2025-03-15, DPT-HB-Hib 2025-06-01, DPT-HB-Hib 2025-06-29', 'DPT-HB-Hib 3 valid'],
  [
    'DPT-HB-Hib 2025-03-15, DPT-HB-Hib 2025-04-15, DPT-HB-Hib 2025-05-15, DPT-HB-Hib 2026-07-14',
    'DPT-HB-Hib 4 too-early 1',
  ],
  [
    'DPT-HB-Hib 2025-03-15, DPT-HB-Hib 2025-04-15, DPT-HB-Hib 2025-05-15, DPT-HB-Hib 2026-07-15',
    'DPT-HB-Hib 4 valid',
  ],
  [
    'DPT-HB-Hib 2025-03-15, DPT-HB-Hib 2025-04-15, DPT-HB-Hib 2026-03-01, DPT-HB-Hib 2026-08-31',
    'DPT-HB-Hib 4 too-close 1',
  ],
  [
    'DPT-HB-Hib 2025-03-15, DPT-HB-Hib 2025-04-15, DPT-HB-Hib 2026-03-01, DPT-HB-Hib 2026-09-01',
    'DPT-HB-Hib 4 valid',
  ],
  ['PCV 2025-03-14', 'PCV 1 too-early 1'],
  ['PCV 2025-03-15', 'PCV 1 valid'],
  ['PCV 2030-01-14', 'PCV 1 valid'],
  ['PCV 2030-01-15', 'PCV 1 after-limit 1'],
  ['PCV 2025-03-15, PCV 2025-04-14', 'PCV 2 too-early 1'],
  ['PCV 2025-05-01, PCV 2025-05-28', 'PCV 2 too-close 1'],
  ['PCV 2025-05-01, PCV 2025-05-29', 'PCV 2 valid'],
  ['PCV 2025-03-15, PCV 2025-04-15, PCV 2026-01-14', 'PCV 3 too-early 1'],
  ['PCV 2025-03-15, PCV 2025-04-15, PCV 2026-01-15', 'PCV 3 valid'],
  ['PCV 2025-03-15, PCV 2025-12-25, PCV 2026-01-21', 'PCV 3 too-close 1'],
  ['PCV 2025-03-15, PCV 2025-12-25, PCV 2026-01-22', 'PCV 3 valid'],
  ['RV 2025-03-14', 'RV 1 too-early 1'],
  ['RV 2025-03-15', 'RV 1 valid'],
  ['RV 2025-08-14', 'RV 1 valid'],
  ['RV 2025-08-15', 'RV 1 after-limit 1'],
  ['RV 2025-03-15, RV 2025-04-14', 'RV 2 too-early 1'],
  ['RV 2025-05-01, RV 2025-05-28', 'RV 2 too-close 1'],
  ['RV 2025-05-01, RV 2025-05-29', 'RV 2 valid'],
  ['RV 2025-03-15, RV 2025-04-15, RV 2025-05-14', 'RV 3 too-early 1'],
  ['RV 2025-03-15, RV 2025-07-01, RV 2025-07-28', 'RV 3 too-close 1'],
  ['RV 2025-03-15, RV 2025-07-01, RV 2025-07-29', 'RV 3 valid'],
  ['RV 2025-03-15, RV 2025-04-15, RV 2025-08-14', 'RV 3 valid'],
  ['RV 2025-03-15, RV 2025-04-15, RV 2025-08-15', 'RV 3 after-limit 1'],
  ['IPV 2025-05-14', 'IPV 1 too-early 1'],
  ['IPV 2025-05-15', 'IPV 1 valid'],
  ['IPV 2030-01-15', 'IPV 1 after-limit 1'],
  ['IPV 2025-05-15, IPV 2025-10-14', 'IPV 2 too-early 1'],
  ['IPV 2025-05-15, IPV 2025-10-15', 'IPV 2 valid'],
  ['IPV 2025-08-01, IPV 2025-11-30', 'IPV 2 too-close 1'],
  ['IPV 2025-08-01, IPV 2025-12-01', 'IPV 2 valid'],
  ['MR 2025-10-14', 'MR 1 too-early 1'],
  ['MR 2025-10-15', 'MR 1 valid'],
  ['MR 2030-01-14', 'MR 1 valid'],
  ['MR 2030-01-15', 'MR 1 after-limit 1'],
  ['MR 2025-10-15, MR 2026-07-14', 'MR 2 too-early 1'],
  ['MR 2025-10-15, MR 2026-07-15', 'MR 2 valid'],
  ['MR 2026-08-01, MR 2026-08-28', 'MR 2 too-close 1'],
  ['MR 2026-08-01, MR 2026-08-29', 'MR 2 valid'],
  ['BCG 2025-10-01, MR 2025-10-28', 'MR 1 too-close 1'],
  ['BCG 2025-10-01, MR 2025-10-29', 'MR 1 valid'],
  ['BCG 2025-10-20, MR 2025-10-20', 'MR 1 valid'],
  ['JE 2025-11-14', 'JE 1 too-early 1'],
  ['JE 2025-11-15', 'JE 1 valid'],
  ['MR 2025-11-01, JE 2025-11-28', 'JE 1 too-close 1'],
  ['MR 2025-11-01, JE 2025-11-29', 'JE 1 valid'],
  ['MR 2025-11-20, JE 2025-11-20', 'JE 1 valid'],
  ['DPT-HB-Hib-IPV 2025-03-14', 'DPT-HB-Hib 1 too-early 1'],
  ['DPT-HB-Hib-IPV 2025-03-15', 'DPT-HB-Hib 1 valid'],
  ['DPT-HB-Hib-IPV 2025-05-01, DPT-HB-Hib-IPV 2025-05-28', 'DPT-HB-Hib 2 too-close 1'],
  ['DPT-HB-Hib-IPV 2025-05-01, DPT-HB-Hib-IPV 2025-05-29', 'DPT-HB-Hib 2 valid'],
] as const;

describe(`a dose given before, on and after each bound (${VERDICTS.length} children)`, () => {
  it.each(VERDICTS)('%s: %s', (had, expected) => {
    expect(verdictsOf(planOf(BORN, had, '2031-01-01')).at(-1)).toBe(expected);
  });
});

describe('a child who starts PCV late', () => {
  it.each([
    ['2026-01-14', ['not-yet', 'not-yet'], ['2026-02-11', '2026-04-08']],
    ['2026-01-15', ['not-yet', 'not-applicable'], ['2026-03-12', null]],
    ['2026-01-16', ['not-yet', 'not-applicable'], ['2026-03-13', null]],
    ['2027-01-14', ['not-yet', 'not-applicable'], ['2027-03-11', null]],
    ['2027-01-15', ['not-applicable', 'not-applicable'], [null, null]],
    ['2027-01-16', ['not-applicable', 'not-applicable'], [null, null]],
  ])('on %s has PCV 2 and 3 %s', (on, states, starts) => {
    const plan = planOf(BORN, '', on);
    const rest = ['PCV 2', 'PCV 3'].map((dose) => owedOf(plan, dose));
    expect(rest.map((each) => each?.state)).toEqual(states);
    expect(rest.map((each) => each?.from)).toEqual(starts);
    expect(owedOf(plan, 'PCV 1')?.from).toBe('2025-03-15');
  });
});

describe('birthdays that not every month has', () => {
  it.each([
    ['2024-05-31', 'MR 1', '2025-03-01', '9 months end with February'],
    ['2024-02-29', 'PCV 3', '2025-03-01', '12 months without a leap day'],
    ['2024-12-31', 'DPT-HB-Hib 1', '2025-03-01', '2 months'],
    ['2025-01-31', 'OPV 2', '2025-03-31', '2 months'],
  ])('born %s: %s from %s (%s)', (bornOn, dose, from) => {
    expect(owedOf(planOf(bornOn, '', bornOn), dose)?.from).toBe(from);
  });

  it('BCG of a leap-day child ends with the last day before one year', () => {
    expect(owedOf(planOf('2024-02-29', '', '2024-03-10'), 'BCG')?.until).toBe('2025-02-28');
  });
});

describe('cohorts and regions', () => {
  it.each([
    ['2023-05-15', '52', 'RV 1', 'not-applicable'],
    ['2023-05-16', '52', 'RV 1', 'not-yet'],
    ['2016-12-31', '52', 'PCV 1', 'not-applicable'],
    ['2017-01-01', '52', 'PCV 1', 'not-yet'],
    ['2021-12-31', '32', 'PCV 1', 'not-applicable'],
    ['2022-01-01', '32.73', 'PCV 1', 'not-yet'],
    ['2022-03-31', '52', 'IPV 2', 'not-applicable'],
    ['2022-04-01', '52', 'IPV 2', 'not-yet'],
    ['2025-07-08', '52', 'IPV 1', 'not-yet'],
    ['2025-07-09', '52', 'IPV 1', 'not-applicable'],
    ['2025-07-09', '52.01', 'IPV 2', 'not-applicable'],
    ['2025-07-09', '32', 'IPV 1', 'not-yet'],
    ['2025-07-09', '52', 'JE 1', 'not-applicable'],
    ['2025-07-09', '5171', 'JE 1', 'not-yet'],
  ])('born %s in %s: %s %s', (bornOn, region, dose, state) => {
    expect(owedOf(planOf(bornOn, '', bornOn, region), dose)?.state).toBe(state);
  });
});

it('the children are counted for the page of proof', ({ task }) => {
  expect(keepFigures('immunization-bounds', { children: otherTests(task) }, task)).not.toBe(
    'written anew',
  );
});
