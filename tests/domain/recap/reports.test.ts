import { describe, expect, test } from 'vitest';
import { F1_GIZI_WELFARE } from '#domain/recap/f1-format.ts';
import { f1Report } from '#domain/recap/f1-report.ts';
import { monthlyRecap } from '#domain/recap/monthly-recap.ts';
import { wholeMonth } from '#domain/recap/recap-input.ts';
import type { Report, ReportTable } from '#domain/recap/report.ts';
import { SIP_1, SIP_2, SIP_3, SIP_4, SIP_5, SIP_6 } from '#domain/recap/sip-formats.ts';
import { sip5, sip6 } from '#domain/recap/sip-months.ts';
import { sip1, sip2, sip3, sip4 } from '#domain/recap/sip-registers.ts';
import { weighings } from '../growth/records.ts';
import { doses } from '../immunization/children.ts';
import { aChild, NOVEMBER, VILLAGE } from './village.ts';

const recap = monthlyRecap(VILLAGE, NOVEMBER);

function tableOf(report: Report, n = 0): ReportTable {
  const table = report.tables[n];
  if (table === undefined) throw new Error('no such table');
  return table;
}

/** A row as `{ key: value }`. */
function valuesOf(table: ReportTable, row: number): Record<string, unknown> {
  const cells = table.rows[row]?.cells ?? [];
  return Object.fromEntries(table.columns.map(({ key }, n) => [key, cells[n]?.value]));
}

describe('the formats as data', () => {
  test.each([
    [SIP_1, 8],
    [SIP_2, 38],
    [SIP_3, 19],
    [SIP_4, 30],
    [SIP_5, 15],
    [SIP_6, 35],
  ])('%s has as many columns as the form, numbered in order, each key once', (format, count) => {
    const keys: string[] = format.columns.map(({ key }) => key);
    expect(format.columns.map(({ number }) => number)).toEqual(
      Array.from({ length: count }, (_, n) => String(n + 1)),
    );
    expect(new Set(keys).size).toBe(count);
  });

  test('what the form calls column 25 and 33 is BCG and measles', () => {
    const titleOf = (number: string) =>
      SIP_2.columns.find((column) => column.number === number)?.title;
    expect(titleOf('25')).toBe('BCG');
    expect(titleOf('33')).toBe('Campak');
  });
});

describe('format 1', () => {
  test('births and deaths of babies in the year, then what was entered', () => {
    const children = [
      aChild('lahir', '2026-03-01', 'male'),
      aChild('meninggal', '2025-12-20', 'female', { left: { on: '2026-02-03', reason: 'died' } }),
      aChild('tahun-lalu', '2025-03-01', 'female'),
    ];
    const report = sip1(children, 2026, {
      byChild: new Map([['lahir', { father: 'Bapak Umar' }]]),
      rows: [{ mother: 'Ibu hamil Sari' }],
    });
    const table = tableOf(report);
    expect(table.rows.map(({ childId }) => childId)).toEqual(['meninggal', 'lahir', null]);
    expect(valuesOf(table, 0)).toMatchObject({
      row: 1,
      'baby-died-on': '2026-02-03',
      father: null,
    });
    expect(valuesOf(table, 1)).toMatchObject({
      row: 2,
      father: 'Bapak Umar',
      'baby-died-on': null,
    });
    expect(valuesOf(table, 2)).toMatchObject({ row: 3, mother: 'Ibu hamil Sari', baby: null });
  });
});

describe('format 2', () => {
  const child = aChild('a', '2026-01-05', 'female', {
    measurements: weighings(['2025-12-12', 9999], ['2026-02-12', 4100], ['2026-02-26', 4300]),
    doses: doses('BCG 2026-01-10, DPT-HB-Hib 2026-02-01, DPT-HB-Hib 2026-03-06, MR 2026-06-01'),
    services: [{ kind: 'vitamin-a', givenOn: '2026-08-12', capsule: 'blue', purpose: 'routine' }],
  });

  test('weighings by month, doses that count, capsules by round', () => {
    const table = tableOf(sip2([child], 2026));
    expect(valuesOf(table, 0)).toMatchObject({
      row: 1,
      name: 'Anak a',
      'birth-weight': 3.1,
      father: null,
      'weight-01': null,
      'weight-02': 4.3,
      'vitamin-a-1': null,
      'vitamin-a-2': '2026-08-12',
      bcg: '2026-01-10',
      // The one in the fourth week of life was too early to count.
      'dpt-1': '2026-03-06',
      'hepatitis-1': '2026-03-06',
      'dpt-2': null,
      // Before nine months, so it does not count.
      measles: null,
      'died-on': null,
    });
  });

  test('lists who was under five and here at any time of the year', () => {
    const children = [
      aChild('a', '2021-01-02', 'male'),
      aChild('b', '2021-01-01', 'male'),
      aChild('c', '2024-01-01', 'male', { left: { on: '2026-01-01', reason: 'moved' } }),
      aChild('d', '2024-01-01', 'male', { left: { on: '2026-01-02', reason: 'moved' } }),
      aChild('e', '2024-01-01', 'male', { since: '2027-01-05' }),
      aChild('f', '2026-12-31', 'male'),
    ];
    const table = tableOf(sip2(children, 2026));
    expect(table.rows.map(({ childId }) => childId)).toEqual(['a', 'd', 'f']);
  });
});

test('formats 3 and 4 hold what was entered, and nothing else', () => {
  expect(valuesOf(tableOf(sip3([{ name: 'Ibu Sari', age: 31 }])), 0)).toMatchObject({
    row: 1,
    name: 'Ibu Sari',
    age: 31,
    muac: null,
  });
  expect(tableOf(sip4([])).rows).toEqual([]);
});

describe('format 5', () => {
  const report = sip5(2026, new Map([['2026-11', { recap, entered: { kader: 5, babies: 99 } }]]));
  const table = tableOf(report);

  test('counts who came by age, and never what somebody typed in place of a count', () => {
    expect(valuesOf(table, 10)).toMatchObject({
      row: 11,
      month: 'November',
      babies: 3,
      toddlers: 9,
      born: 1,
      died: 0,
      kader: 5,
      plkb: null,
    });
    expect(table.rows[10]?.cells[2]?.children?.map((id) => id.slice(0, 2))).toEqual([
      '15',
      '01',
      '02',
    ]);
  });

  test('a month without a recap is empty, and the sum is of what is known', () => {
    expect(valuesOf(table, 0)).toMatchObject({ month: 'Januari', babies: null, kader: null });
    expect(valuesOf(table, 12)).toMatchObject({ month: 'Jumlah', babies: 3, plkb: null });
  });
});

describe('format 6', () => {
  test('repeats the recap and leaves mothers to be entered', () => {
    const table = tableOf(sip6(2026, new Map([['2026-11', { recap, entered: { pregnant: 4 } }]])));
    expect(table.rows).toHaveLength(12);
    expect(valuesOf(table, 10)).toMatchObject({
      s: 14,
      k: 13,
      d: 11,
      n: 3,
      bgm: 1,
      'hb-0': 0,
      pregnant: 4,
      'kb-pill': null,
    });
  });
});

describe('F1 Gizi', () => {
  const report = f1Report(recap, { kader: 6, pregnant: 0 });
  const weighing = tableOf(report);
  const rowOf = (number: string, letter: string) =>
    weighing.rows.findIndex(
      ({ cells }) => cells[0]?.value === number && cells[3]?.value === letter,
    );

  test('the head says the month, the day and what was entered', () => {
    expect(report.head.map(({ cell }) => cell.value)).toEqual([
      null,
      'November 2026',
      '2026-11-12',
      null,
      null,
      6,
      null,
      null,
    ]);
  });

  test.each([
    ['1', 'L', [2, 1, 2, 1, 1, 7]],
    ['1', 'P', [0, 1, 3, 1, 2, 7]],
    ['3', 'L', [0, 1, 1, 0, 0, 2]],
    ['4', 'P', [0, 1, 0, 0, 0, 1]],
    ['5', 'P', [0, 0, 2, 0, 0, 2]],
    ['6', 'L', [1, 0, 0, 0, 0, 1]],
    ['7', 'L', [1, 1, 2, 1, 1, 6]],
    ['7', 'P', [0, 1, 2, 1, 1, 5]],
    // K − D as the form has it: the weighed child without a book is taken off the absent newborn.
    ['8', 'L', [0, 0, 0, 0, 0, 0]],
    ['8', 'P', [0, 0, 1, 0, 1, 2]],
    ['11', 'P', [0, 0, 1, 0, 0, 1]],
    ['12', 'L', [0, 0, 1, 0, 0, 1]],
  ])('item %s %s by age group', (number, letter, expected) => {
    const row = weighing.rows[rowOf(number, letter)];
    expect(row?.cells.slice(4).map(({ value }) => value)).toEqual(expected);
  });

  test('36 months and vitamin A by sex, mothers as entered and never 0 for unknown', () => {
    expect(tableOf(report, 1).rows.map(({ cells }) => cells.map(({ value }) => value))).toEqual([
      ['13', 'Balita ditimbang yang mencapai umur 36 bulan', 'S36', 1, 0, 1],
      ['14', 'Di antaranya dengan berat 11,5 kg atau lebih', 'L', 1, 0, 1],
      ['15', 'Balita yang mendapat vitamin A', 'Biru', 0, 0, 0],
      ['15', 'Balita yang mendapat vitamin A', 'Merah', 0, 0, 0],
    ]);
    expect(tableOf(report, 3).rows.map(({ cells }) => cells.at(-1)?.value)).toEqual([
      null,
      0,
      null,
      null,
      null,
    ]);
  });

  test('babies by month of age', () => {
    const [boys, girls] = tableOf(report, 2).rows;
    expect(boys?.cells.slice(4).map(({ value }) => value)).toEqual([1, 0, 0, 0, 1, 0, 1, 3]);
    expect(girls?.cells.slice(4).map(({ value }) => value)).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
  });

  test('G and NG have a number only where it is known of every child', () => {
    const table = tableOf(f1Report(recap, {}, F1_GIZI_WELFARE));
    const girls = table.rows[1];
    expect(table.columns.slice(4).map(({ title, under }) => [...under, title].join(' '))).toEqual([
      '0–5 bulan G',
      '0–5 bulan NG',
      '6–11 bulan G',
      '6–11 bulan NG',
      '12–23 bulan G',
      '12–23 bulan NG',
      '24–35 bulan G',
      '24–35 bulan NG',
      '36–59 bulan G',
      '36–59 bulan NG',
      'Jumlah G',
      'Jumlah NG',
      'Total',
    ]);
    // Child 17, 36–59 months old, is the one of whom it is not known.
    expect(girls?.cells.slice(4).map(({ value }) => value)).toEqual([
      0,
      0,
      0,
      1,
      0,
      3,
      0,
      1,
      null,
      null,
      null,
      null,
      7,
    ]);
  });
});

test('an empty posyandu has an F1 of zeros', () => {
  const table = tableOf(f1Report(monthlyRecap([], wholeMonth('2026-11'))));
  expect(table.rows).toHaveLength(24);
  expect(
    new Set(table.rows.flatMap(({ cells }) => cells.slice(4)).map(({ value }) => value)),
  ).toEqual(new Set([0]));
});
