import { describe, expect, it } from 'vitest';
import { coverage, dropOut, type PlannedChild } from '#domain/immunization/coverage.ts';
import { owedOf, planOf, verdictsOf } from './children.ts';

const BORN = '2025-01-15';
/** Everything on its day. */
const INFANT =
  'HB-0 2025-01-15, BCG 2025-01-15, OPV 2025-01-15, OPV 2025-03-15, OPV 2025-04-15, OPV 2025-05-15, ' +
  'DPT-HB-Hib 2025-03-15, DPT-HB-Hib 2025-04-15, DPT-HB-Hib 2025-05-15, PCV 2025-03-15, PCV 2025-04-15, ' +
  'RV 2025-03-15, RV 2025-04-15, RV 2025-05-15, IPV 2025-05-15, IPV 2025-10-15, MR 2025-10-15';
const TODDLER = 'PCV 2026-01-15, DPT-HB-Hib 2026-07-15, MR 2026-07-15';
const without = (had: string, dose: string) =>
  had
    .split(', ')
    .filter((each) => each !== dose)
    .join(', ');

const stateOf = (plan: ReturnType<typeof planOf>, dose: string) => owedOf(plan, dose)?.state;

describe('mistakes of other schedules', () => {
  it('a dose is due on its very day, not a day before or after', () => {
    const before = planOf(BORN, 'DPT-HB-Hib 2025-03-20', '2025-04-16');
    const on = planOf(BORN, 'DPT-HB-Hib 2025-03-20', '2025-04-17');
    expect([stateOf(before, 'DPT-HB-Hib 2'), stateOf(on, 'DPT-HB-Hib 2')]).toEqual([
      'not-yet',
      'due',
    ]);
  });

  it('two doses of OPV are never due at once, however late the child comes', () => {
    const plan = planOf(BORN, '', '2025-09-01');
    const opv = plan.owed.filter(({ dose }) => dose.startsWith('OPV'));
    expect(opv.map(({ state }) => state)).toEqual(['overdue', 'not-yet', 'not-yet', 'not-yet']);
    expect(opv.map(({ from }) => from)).toEqual([BORN, '2025-09-29', '2025-10-27', '2025-11-24']);
  });

  it('what can no longer be given is closed, never overdue', () => {
    const plan = planOf(BORN, '', '2026-03-01');
    expect(['HB-0', 'BCG', 'RV 1', 'RV 3'].map((dose) => stateOf(plan, dose))).toEqual([
      'closed',
      'closed',
      'closed',
      'closed',
    ]);
  });

  it('a dose for which no room is left before its end is closed at once', () => {
    const plan = planOf(BORN, 'RV 2025-07-20', '2025-07-21');
    expect(owedOf(plan, 'RV 2')).toMatchObject({
      state: 'closed',
      from: null,
      until: '2025-08-14',
    });
    expect(owedOf(plan, 'RV 2')?.why.sentence).toBe(
      'RV 2 tidak sempat lagi: paling cepat 17 Agustus 2025, batasnya 14 Agustus 2025',
    );
    expect(stateOf(planOf(BORN, 'RV 2025-07-17', '2025-07-21'), 'RV 2')).toBe('not-yet');
    expect(stateOf(planOf(BORN, 'RV 2025-07-17', '2025-07-21'), 'RV 3')).toBe('closed');
  });

  it('a late child gets on: a series is not stuck and not started again', () => {
    const plan = planOf(BORN, 'DPT-HB-Hib 2025-03-15', '2027-05-01');
    expect(owedOf(plan, 'DPT-HB-Hib 2')).toMatchObject({ state: 'catch-up', from: '2025-04-15' });
    expect(owedOf(plan, 'DPT-HB-Hib 3')).toMatchObject({ state: 'not-yet', from: '2027-05-29' });
    expect(owedOf(plan, 'DPT-HB-Hib 4')).toMatchObject({ state: 'not-yet', from: '2028-05-29' });
  });

  it('a late dose counts, as kejar', () => {
    const plan = planOf(BORN, 'DPT-HB-Hib 2026-01-14, MR 2026-01-15', '2026-02-01');
    expect(plan.given.map(({ verdict, timing }) => [verdict, timing])).toEqual([
      ['valid', 'ideal'],
      ['valid', 'kejar'],
    ]);
  });

  it('an early dose is kept, does not count and is repeated', () => {
    const plan = planOf(BORN, 'MR 2025-10-05', '2025-10-15');
    expect(verdictsOf(plan)).toEqual(['MR 1 too-early 10']);
    expect(owedOf(plan, 'MR 1')).toMatchObject({ state: 'not-yet', from: '2025-11-02' });
  });

  it('after an uncounted dose four weeks are advised, and forbidden only between live vaccines', () => {
    const advised = planOf(BORN, 'PCV 2025-03-14, PCV 2025-03-20', '2025-03-21');
    expect(verdictsOf(advised)).toEqual(['PCV 1 too-early 1', 'PCV 1 valid']);
    expect(owedOf(planOf(BORN, 'PCV 2025-03-14', '2025-03-21'), 'PCV 1')?.from).toBe('2025-04-11');
    expect(verdictsOf(planOf(BORN, 'MR 2025-10-14, MR 2025-10-20', '2025-12-01'))).toEqual([
      'MR 1 too-early 1',
      'MR 1 too-close 22',
    ]);
  });

  it('an uncertain interval is advised, not enforced', () => {
    const plan = planOf(BORN, 'MR 2026-06-15, MR 2026-08-01', '2026-09-01');
    expect(verdictsOf(plan)).toEqual(['MR 1 valid', 'MR 2 valid']);
    expect(plan.given[1]?.why.sentence).toBe(
      'MR 2 dihitung; jarak yang dianjurkan kurang 136 hari',
    );
  });

  it('advice that would end the series gives way', () => {
    const had = 'DPT-HB-Hib 2028-11-01, DPT-HB-Hib 2028-12-01, DPT-HB-Hib 2029-02-01';
    expect(owedOf(planOf(BORN, had, '2029-03-01'), 'DPT-HB-Hib 4')).toMatchObject({
      state: 'not-yet',
      from: '2029-08-01',
    });
  });

  it('the same vaccine twice on a day, or once more after the last, is a duplicate', () => {
    expect(verdictsOf(planOf(BORN, 'OPV 2025-03-15, OPV 2025-03-15', '2025-04-01'))).toEqual([
      'OPV 1 valid',
      'OPV 1 duplicate',
    ]);
    expect(verdictsOf(planOf(BORN, 'BCG 2025-02-01, BCG 2025-03-01', '2025-04-01'))).toEqual([
      'BCG valid',
      'BCG duplicate',
    ]);
  });

  it('a product nobody knows is kept by its name and changes nothing', () => {
    const plan = planOf(BORN, 'Campak-X 2025-10-15', '2025-11-01');
    expect(plan.given[0]).toMatchObject({
      product: 'Campak-X',
      dose: null,
      verdict: 'unknown-product',
      days: null,
    });
    expect(plan.owed).toEqual(planOf(BORN, '', '2025-11-01').owed);
  });

  it('what is dated after the day of the plan is not known yet', () => {
    const plan = planOf(BORN, 'BCG 2025-02-01, MR 2025-10-15', '2025-03-01');
    expect([plan.given.length, plan.dosesAfter]).toEqual([1, 1]);
    expect(stateOf(plan, 'MR 1')).toBe('not-yet');
  });
});

describe('hexavalent', () => {
  const COHORT = '2025-07-15';
  const HEXA = 'DPT-HB-Hib-IPV 2025-09-15, DPT-HB-Hib-IPV 2025-10-15, DPT-HB-Hib-IPV 2025-11-15';

  it('three doses are DPT 1–3 and both of IPV', () => {
    const plan = planOf(COHORT, HEXA, '2025-12-01');
    expect(plan.given.map(({ dose, alsoDose }) => [dose, alsoDose])).toEqual([
      ['DPT-HB-Hib 1', 'IPV 1'],
      ['DPT-HB-Hib 2', 'IPV 2'],
      ['DPT-HB-Hib 3', null],
    ]);
    expect(plan.owed.filter(({ dose }) => dose.startsWith('IPV'))).toEqual([]);
    expect(stateOf(plan, 'DPT-HB-Hib 4')).toBe('not-yet');
    expect(owedOf(plan, 'DPT-HB-Hib 4')?.product).toBe('DPT-HB-Hib');
  });

  it('the cohort is offered it for DPT 1–3 and no IPV beside it', () => {
    const plan = planOf(COHORT, '', '2025-09-15');
    expect(owedOf(plan, 'DPT-HB-Hib 1')?.product).toBe('DPT-HB-Hib-IPV');
    expect(owedOf(plan, 'IPV 1')?.why.sentence).toBe('IPV 1 sudah termasuk dalam DPT-HB-Hib-IPV');
  });

  it('penta first, hexa later: IPV is owed only as far as hexa did not bring it', () => {
    const mixed = (had: string) => {
      const plan = planOf(COHORT, had, '2026-05-01');
      return ['IPV 1', 'IPV 2'].map((dose) => stateOf(plan, dose) ?? 'given');
    };
    const [one, two, three] = ['2025-09-15', '2025-10-15', '2025-11-15'];
    expect(mixed(`DPT-HB-Hib ${one}`)).toEqual(['not-applicable', 'not-applicable']);
    expect(mixed(`DPT-HB-Hib ${one}, DPT-HB-Hib ${two}`)).toEqual(['not-applicable', 'not-yet']);
    expect(mixed(`DPT-HB-Hib ${one}, DPT-HB-Hib ${two}, DPT-HB-Hib ${three}`)).toEqual([
      'overdue',
      'not-yet',
    ]);
    expect(mixed(`DPT-HB-Hib ${one}, DPT-HB-Hib ${two}, DPT-HB-Hib-IPV ${three}`)).toEqual([
      'given',
      'due',
    ]);
    expect(mixed(`DPT-HB-Hib ${one}, DPT-HB-Hib-IPV ${two}, DPT-HB-Hib-IPV ${three}`)).toEqual([
      'given',
      'given',
    ]);
  });

  it('after all of DPT it still counts for IPV', () => {
    const penta =
      'DPT-HB-Hib 2025-03-15, DPT-HB-Hib 2025-04-15, DPT-HB-Hib 2025-05-15, DPT-HB-Hib 2026-07-15';
    const plan = planOf(BORN, `${penta}, DPT-HB-Hib-IPV 2026-09-01`, '2026-10-01');
    expect(verdictsOf(plan).at(-1)).toBe('IPV 1 valid');
  });

  it('is no birth dose of hepatitis B', () => {
    expect(stateOf(planOf(COHORT, HEXA, '2025-12-01'), 'HB-0')).toBe('closed');
  });
});

describe('dates of which a part is known', () => {
  it('a year alone is not held against a dose, and it is said that it is not certain', () => {
    const plan = planOf(BORN, 'MR 2025', '2026-08-01');
    expect(plan.given[0]).toMatchObject({ dose: 'MR 1', verdict: 'valid', certain: false });
    expect(plan.given[0]?.why.sentence).toContain('tanggalnya tidak lengkap');
  });

  it('a vague record leaves its place to an exact one that has no other', () => {
    const plan = planOf('2025-12-05', 'DPT-HB-Hib 2026, DPT-HB-Hib 2026-02-10', '2026-12-31');
    expect(verdictsOf(plan)).toEqual(['DPT-HB-Hib 1 valid', 'DPT-HB-Hib 2 valid']);
    expect(plan.given.map(({ givenOn }) => givenOn)).toEqual(['2026-02-10', '2026']);
  });

  it('a month in which every day would do is certain', () => {
    expect(planOf(BORN, 'MR 2025-11', '2026-08-01').given[0]?.certain).toBe(true);
  });

  it('a year in which no day would do is too early, by the least', () => {
    expect(verdictsOf(planOf(BORN, 'PCV 2025-02', '2026-08-01'))).toEqual(['PCV 1 too-early 15']);
  });

  it('the next dose is planned from the earliest day, and the sure one is named', () => {
    const next = owedOf(planOf(BORN, 'PCV 2025-04', '2025-05-10'), 'PCV 2');
    expect(next).toMatchObject({ state: 'due', from: '2025-04-29', certain: false });
    expect(next?.why.sentence).toContain(
      'tanggal PCV 1 tidak lengkap, jaraknya pasti cukup mulai 28 Mei 2025',
    );
  });

  it('nobody can say whether a dose of that year was before the birthday', () => {
    const vague = without(INFANT, 'MR 2025-10-15');
    expect(planOf('2024-06-15', 'MR 2025', '2026-08-01').status.idl.complete).toBe('no');
    expect(planOf(BORN, `${vague}, MR 2025`, '2026-08-01').status.idl.complete).toBe('yes');
    expect(planOf(BORN, `${vague}, MR 2026-01`, '2026-08-01').status.idl.complete).toBe('unknown');
  });
});

describe('why', () => {
  it.each([
    [
      'PCV 2026-03-12, PCV 2026-11-17',
      'PCV 3',
      'PCV 3 ditunggu mulai 12 Januari 2027: umur 12 bulan dan 8 minggu sesudah PCV 2',
    ],
    ['', 'BCG', 'BCG terlambat sejak 12 Maret 2026, tetap boleh diberikan sampai 11 Januari 2027'],
    ['', 'HB-0', 'HB-0 tidak diberikan lagi: batasnya sebelum umur 8 hari, sampai 19 Januari 2026'],
    ['', 'JE 1', 'JE 1 tidak dijadwalkan di daerah ini'],
    [
      'BCG 2026-11-10',
      'MR 1',
      'MR 1 ditunggu mulai 8 Desember 2026: umur 9 bulan; 4 minggu sesudah vaksin hidup yang lain',
    ],
  ])('given %j, %s: %s', (had, dose, sentence) => {
    const { why } = owedOf(planOf('2026-01-12', had, '2026-11-23'), dose) ?? {};
    expect(why?.sentence).toBe(sentence);
    expect(why?.rule).toMatch(/^[a-z0-9.-]+$/);
    expect(why?.source).not.toBe('');
  });
});

describe('status', () => {
  const status = (had: string, on: string) => {
    const { idl, idlNew, ibl, zeroDose } = planOf(BORN, had, on).status;
    return [idl.complete, idlNew.complete, ibl.complete, zeroDose];
  };

  it('IDL, IDL with the new antigens and IBL are complete with their last dose', () => {
    expect(status(INFANT, '2025-10-15')).toEqual(['yes', 'yes', 'no', false]);
    expect(status(`${INFANT}, ${TODDLER}`, '2026-07-15')).toEqual(['yes', 'yes', 'yes', false]);
  });

  it('the classic one does without PCV, RV and IPV 2; the other does not', () => {
    for (const dose of ['PCV 2025-04-15', 'RV 2025-05-15', 'IPV 2025-10-15']) {
      expect(status(without(INFANT, dose), '2026-01-01')).toEqual(['yes', 'no', 'no', false]);
    }
    expect(status(without(INFANT, 'IPV 2025-05-15'), '2026-01-01')[0]).toBe('yes');
    expect(status(without(INFANT, 'HB-0 2025-01-15'), '2026-01-01')[0]).toBe('no');
  });

  it('IDL counts what was given before the first birthday', () => {
    const late = (on: string) =>
      status(`${without(INFANT, 'MR 2025-10-15')}, MR ${on}`, '2026-06-01')[0];
    expect([late('2026-01-14'), late('2026-01-15'), late('2026-01-16')]).toEqual([
      'yes',
      'no',
      'no',
    ]);
  });

  it('an older cohort does not lack what it was never owed', () => {
    const plan = planOf('2023-05-15', '', '2026-01-01');
    expect(plan.status.idlNew.missing).not.toContain('RV 1');
  });

  it('zero-dose is a child of a year without any DPT', () => {
    expect(status('', '2026-01-14')[3]).toBe(false);
    expect(status('', '2026-01-15')[3]).toBe(true);
    expect(status('DPT-HB-Hib-IPV 2025-03-01', '2026-01-15')[3]).toBe(false);
  });
});

describe('coverage', () => {
  const child = (id: string, bornOn: string, had: string): PlannedChild => ({
    id,
    bornOn,
    plan: planOf(bornOn, had, '2026-08-01'),
  });
  const children = [
    child('complete', BORN, `${INFANT}, ${TODDLER}`),
    child('dropped', BORN, 'DPT-HB-Hib 2025-03-15'),
    child('zero', BORN, ''),
    child('newborn', '2026-07-20', ''),
  ];

  it('names the children above and below the line', () => {
    expect(coverage(children, 'DPT-HB-Hib 3', 4)).toEqual({
      numerator: ['complete'],
      denominator: ['complete', 'dropped', 'zero'],
      percent: 100 / 3,
      percentOfTarget: 25,
    });
    expect(coverage(children, 'BCG').denominator).toHaveLength(4);
    expect(coverage(children, 'idl').numerator).toEqual(['complete']);
    expect(coverage(children, 'idlNew').denominator).toHaveLength(3);
    expect(coverage(children, 'zeroDose').numerator).toEqual(['zero']);
  });

  it('has no percentage of nobody', () => {
    expect(coverage(children, 'ibl')).toMatchObject({ denominator: [], percent: null });
    expect(coverage(children, 'JE 1', 0)).toMatchObject({ percent: null, percentOfTarget: null });
  });

  it('drop-out is who began and did not come to the end', () => {
    expect(dropOut(children, 'DPT-HB-Hib 1', 'DPT-HB-Hib 3')).toMatchObject({
      numerator: ['dropped'],
      denominator: ['complete', 'dropped'],
      percent: 50,
    });
    expect(dropOut(children, 'DPT-HB-Hib 1', 'MR 1').numerator).toEqual(['dropped']);
  });
});
