import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#domain/dates.ts';
import { nikWarnings, readNik } from '#domain/nik.ts';

const TODAY = '2026-11-23';
const boy = { bornOn: '2025-01-05', sex: 'male', region: '52.02', today: TODAY } as const;
const girl = { ...boy, sex: 'female' } as const;

describe('what a NIK says', () => {
  test('place, day of birth, sex and serial number of a boy', () => {
    expect(readNik('5202010501250001')).toEqual({
      province: '52',
      kabupaten: '02',
      kecamatan: '01',
      sex: 'male',
      birthDates: ['1925-01-05', '2025-01-05'],
      serial: '0001',
    });
  });

  test('of a girl, whose day has 40 added', () => {
    expect(readNik('5202014501250001')).toMatchObject({
      sex: 'female',
      birthDates: ['1925-01-05', '2025-01-05'],
    });
  });

  test('29 February only in the century that has it', () => {
    expect(readNik('5202012902000001')?.birthDates).toEqual(['2000-02-29']);
    expect(readNik('5202012902240001')?.birthDates).toEqual(['1924-02-29', '2024-02-29']);
    expect(readNik('5202012902230001')?.birthDates).toEqual([]);
  });

  test.each(['', '520201', '52020105012500012', '520201050125000x', '5202 0105 0125 0001'])(
    'nothing can be read of "%s"',
    (nik) => {
      expect(readNik(nik)).toBeNull();
      expect(nikWarnings(nik, boy)).toEqual([]);
    },
  );
});

describe('a NIK beside what is known of the child', () => {
  test('fits a boy by his day of birth, a girl by hers plus forty', () => {
    expect(nikWarnings('5202010501250001', boy)).toEqual([]);
    expect(nikWarnings('5202014501250001', girl)).toEqual([]);
  });

  test('warns of the other sex and of another day', () => {
    expect(nikWarnings('5202014501250001', boy)).toEqual(['nik-sex']);
    expect(nikWarnings('5202010501250001', girl)).toEqual(['nik-sex']);
    expect(nikWarnings('5202010601250001', boy)).toEqual(['nik-born-on']);
    expect(nikWarnings('5202010501240001', boy)).toEqual(['nik-born-on']);
  });

  test.each([
    ['5202010001250001', 'no day 0'],
    ['5202010101250001', 'day 1 is one', 'nik-born-on'],
    ['5202013101250001', 'day 31 is one', 'nik-born-on'],
    ['5202013201250001', 'no day 32'],
    ['5202014001250001', 'no day 40'],
    ['5202017101250001', 'day 71 is the 31st of a girl', 'nik-born-on', 'nik-sex'],
    ['5202017201250001', 'no day 72'],
    ['5202013104250001', 'no 31 April'],
    ['5202010500250001', 'no month 0'],
    ['5202010513250001', 'no month 13'],
    ['5202010501250000', 'serials begin at 1'],
    ['5202000501250001', 'no kecamatan 0'],
    ['5200010501250001', 'no kabupaten 0', 'nik-shape', 'nik-region'],
    ['5270010501250001', 'no kabupaten 70', 'nik-shape', 'nik-region'],
    ['5269010501250001', 'kabupaten 69', 'nik-region'],
    ['5271010501250001', 'the first kota', 'nik-region'],
    ['1002010501250001', 'no province 10', 'nik-shape', 'nik-region'],
    ['1102010501250001', 'the first province', 'nik-region'],
    ['9602010501250001', 'the last province', 'nik-region'],
    ['9702010501250001', 'no province 97', 'nik-shape', 'nik-region'],
  ])('%s: %s', (nik, _what, ...warnings) => {
    expect(nikWarnings(nik, boy)).toEqual(warnings.length > 0 ? warnings : ['nik-shape']);
  });

  test('tells everything that does not fit, not only the first', () => {
    expect(nikWarnings('5103014601250000', boy)).toEqual([
      'nik-shape',
      'nik-region',
      'nik-born-on',
      'nik-sex',
    ]);
  });

  test.each([
    ['52', []],
    ['5202', []],
    ['52.02.01.2001', []],
    ['5203', ['nik-region']],
    ['51', ['nik-region']],
    [undefined, []],
  ])('the place beside region %s', (region, warnings) => {
    const { region: _left, ...unplaced } = boy;
    const known = region === undefined ? unplaced : { ...unplaced, region };
    expect(nikWarnings('5202010501250001', known)).toEqual(warnings);
  });

  test('a moved kecamatan is no other place', () => {
    expect(nikWarnings('5202110501250001', { ...boy, region: '520201' })).toEqual([]);
  });

  test("a parent's number is no child's, in whichever century", () => {
    const typed = { bornOn: '', sex: '', today: TODAY } as const;
    expect(nikWarnings('5202010501950001', typed)).toEqual(['nik-not-a-child']);
    expect(nikWarnings('5202012311190001', typed)).toEqual([]);
    expect(nikWarnings('5202012211190001', typed)).toEqual(['nik-not-a-child']);
    expect(nikWarnings('5202012311260001', typed)).toEqual([]);
    expect(nikWarnings('5202012411260001', typed)).toEqual(['nik-not-a-child']);
  });

  test('holds back until the rest is typed', () => {
    expect(nikWarnings('5202010501250001', { bornOn: '', sex: '' })).toEqual([]);
    expect(nikWarnings('5202010501950001', { bornOn: '', sex: '' })).toEqual([]);
  });

  test('a number made of the facts never warns, and of the other sex warns of just that', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 5 * 365 }),
        fc.constantFrom('male' as const, 'female' as const),
        fc.constantFrom('5201', '5271', '1101', '9471'),
        fc.integer({ min: 1, max: 9999 }),
        (age, sex, kabupaten, serial) => {
          const bornOn = addDays(TODAY, -age);
          const [year = '', month = '', day = ''] = bornOn.split('-');
          const dd = String(Number(day) + (sex === 'female' ? 40 : 0)).padStart(2, '0');
          const nik = `${kabupaten}01${dd}${month}${year.slice(2)}${String(serial).padStart(4, '0')}`;
          const known = { bornOn, region: kabupaten, today: TODAY };
          expect(nikWarnings(nik, { ...known, sex })).toEqual([]);
          const other = sex === 'male' ? 'female' : 'male';
          expect(nikWarnings(nik, { ...known, sex: other })).toEqual(['nik-sex']);
        },
      ),
    );
  });
});
