import { describe, expect, it } from 'vitest';
import { assessGrowth } from '#domain/growth/assess-growth.ts';
import { valueAtZ } from '#domain/growth/curve-points.ts';
import { referralsOf } from '#domain/growth/referral.ts';
import type { Measurement } from '#domain/measurement.ts';
import { anEffective } from './records.ts';

const GIRL = { sex: 'female', bornOn: '2025-05-12' } as const;
const DAY = 549;

/** Findings for a girl of 18 months of whom only this is known. */
function findings(special: Partial<Measurement>): string[] {
  const measured = anEffective(1, { measuredOn: '2026-11-12', position: 'lying', ...special });
  return assessGrowth(GIRL, [measured], '2026-11-30').referrals.map(
    ({ finding, urgency }) => `${finding} ${urgency}`,
  );
}

function at(indicator: 'weightForAge' | 'lengthForAge' | 'headForAge', z: number): number {
  return valueAtZ({ indicator, sex: 'female', x: DAY, z }) ?? 0;
}

function weightFor(z: number): Partial<Measurement> {
  const kg = valueAtZ({ indicator: 'weightForLength', sex: 'female', x: 800, z }) ?? 0;
  return { lengthMm: 800, weightGrams: Math.round(kg * 1000) };
}

describe('what goes to the puskesmas', () => {
  it.each([
    [-3.1, 'severely-wasted immediate'],
    [-3, 'wasted soon'],
    [-2.1, 'wasted soon'],
    [1.1, 'risk-of-overweight soon'],
    [2.1, 'overweight soon'],
    [3.1, 'obese soon'],
  ])('weight-for-length at %d SD: %s', (z, finding) => {
    expect(findings(weightFor(z))).toContain(finding);
  });

  it.each([
    [-3.1, 'severely-stunted soon'],
    [-2.1, 'stunted soon'],
  ])('length-for-age at %d SD: %s', (z, finding) => {
    expect(findings({ lengthMm: Math.round(at('lengthForAge', z) * 10) })).toEqual([finding]);
  });

  it.each([
    [-2.2, 'microcephaly soon'],
    [2.2, 'macrocephaly soon'],
  ])('head circumference at %d SD: %s', (z, finding) => {
    expect(findings({ headMm: Math.round(at('headForAge', z) * 10) })).toEqual([finding]);
  });

  it.each([
    [-2.1, 'below-red-line soon'],
    [1.1, 'above-orange-line soon'],
  ])('weight-for-age at %d SD: %s', (z, finding) => {
    expect(findings({ weightGrams: Math.round(at('weightForAge', z) * 1000) })).toEqual([finding]);
  });

  it('nothing on the bound itself, and one step beyond it the finding', () => {
    const mm = (indicator: 'lengthForAge' | 'headForAge', z: number) => at(indicator, z) * 10;
    const short = Math.ceil(mm('lengthForAge', -2));
    expect(findings({ lengthMm: short })).toEqual([]);
    expect(findings({ lengthMm: short - 1 })).toEqual(['stunted soon']);
    const small = Math.ceil(mm('headForAge', -2));
    expect(findings({ headMm: small })).toEqual([]);
    expect(findings({ headMm: small - 1 })).toEqual(['microcephaly soon']);
    const large = Math.floor(mm('headForAge', 2));
    expect(findings({ headMm: large })).toEqual([]);
    expect(findings({ headMm: large + 1 })).toEqual(['macrocephaly soon']);
    expect(findings(weightFor(-2))).not.toContain('wasted soon');
    expect(findings(weightFor(1))).not.toContain('risk-of-overweight soon');
    expect(findings(weightFor(2))).toContain('risk-of-overweight soon');
    expect(findings(weightFor(3))).toContain('overweight soon');
  });

  it('a red LiLA at once, a yellow one not', () => {
    expect(findings({ muacMm: 114 })).toEqual(['muac-red immediate']);
    expect(findings({ muacMm: 115 })).toEqual([]);
  });

  it('swollen feet alone, before everything else', () => {
    expect(findings({ oedema: true, muacMm: 110 })).toEqual([
      'oedema immediate',
      'muac-red immediate',
    ]);
  });

  it('one single T', () => {
    const flat = ['2026-10-12', '2026-11-12'].map((measuredOn, n) =>
      anEffective(n, { measuredOn, weightGrams: 10_200 }),
    );
    const { referrals } = assessGrowth(GIRL, flat, '2026-11-30');
    expect(referrals.map(({ finding }) => finding)).toEqual(['weight-not-gained']);
  });

  it('what the screening found, with what growth found, most urgent first', () => {
    const growth = assessGrowth(
      GIRL,
      [anEffective(1, { measuredOn: '2026-11-12', position: 'lying', ...weightFor(-2.1) })],
      '2026-11-30',
    );
    const screening = { tbcSigns: 2, checklistComplete: false, dangerSigns: ['kejang'] };
    expect(referralsOf({ growth, screening }).map(({ finding }) => finding)).toEqual([
      'danger-sign',
      'tbc-signs',
      ...growth.referrals.map(({ finding }) => finding),
      'checklist-incomplete',
    ]);
  });

  it.each([
    [{ tbcSigns: 1 }, []],
    [{ tbcSigns: 2 }, ['tbc-signs soon']],
    [{ tbcSigns: 4 }, ['tbc-signs soon']],
    [{ checklistComplete: true }, []],
    [{ checklistComplete: false }, ['checklist-incomplete soon']],
    [{ dangerSigns: ['biru'] }, ['danger-sign immediate']],
    [{ tbcSigns: null, checklistComplete: null, dangerSigns: [] }, []],
  ])('of a screening %o: %o', (special, expected) => {
    const screening = { tbcSigns: null, checklistComplete: null, dangerSigns: [], ...special };
    const found = referralsOf({ growth: assessGrowth(GIRL, [], '2026-11-30'), screening });
    expect(found.map(({ finding, urgency }) => `${finding} ${urgency}`)).toEqual(expected);
  });

  it('nothing for a child in the middle of everything', () => {
    expect(findings({ ...weightFor(0), headMm: 460, muacMm: 150 })).toEqual([]);
  });

  it('every finding with the place where the rule stands', () => {
    const measured = anEffective(1, { measuredOn: '2026-11-12', ...weightFor(-3.2) });
    const { referrals } = assessGrowth(GIRL, [measured], '2026-11-30');
    expect(referrals.every(({ source }) => /Buku KIA 2023|ILP/.test(source))).toBe(true);
  });
});
