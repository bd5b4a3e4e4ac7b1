import { describe, expect, it } from 'vitest';
import { checkTreatment, diarrhoeaCare } from '#domain/services/diarrhoea.ts';

const child = { bornOn: '2025-03-15' };

describe('zinc and oralit', () => {
  it.each([
    ['2025-03-15', 10, 50, 100],
    ['2025-09-14', 10, 50, 100],
    ['2025-09-15', 20, 50, 100],
    ['2026-03-14', 20, 50, 100],
    ['2026-03-15', 20, 100, 200],
    ['2030-03-14', 20, 100, 200],
    ['2030-03-15', undefined, 200, 300],
  ])('on %s: zinc %d mg, oralit %d–%d ml', (on, mg, min, max) => {
    const care = diarrhoeaCare(child, on);
    expect(care.zinc?.mgPerDay).toBe(mg);
    expect(care.ors).toMatchObject({ minMl: min, maxMl: max });
  });

  it('gives its reasons', () => {
    const care = diarrhoeaCare(child, '2025-05-01');
    expect(care.zinc?.why.sentence).toBe(
      'Zinc 10 mg (setengah tablet) sekali sehari selama 10 hari, tetap diteruskan walau diare berhenti',
    );
    expect(diarrhoeaCare(child, '2026-05-01').zinc?.why.sentence).toContain('20 mg (1 tablet)');
    expect(care.ors.why).toMatchObject({
      rule: 'diarrhoea/ors',
      sentence: 'Oralit 50–100 ml setiap kali mencret',
    });
  });

  it.each([
    [10, 10, 'as-advised'],
    [20, 10, 'dose-differs'],
    [10, 9, 'days-differ'],
    [10, 11, 'days-differ'],
    [10, null, 'unknown'],
    [0, null, 'not-given'],
    [null, 10, 'unknown'],
  ] as const)('zinc %s mg for %s days in month 2: %s', (zincMgPerDay, zincDays, zinc) => {
    const treatment = {
      kind: 'diarrhoea' as const,
      treatedOn: '2025-05-20',
      orsSachets: null,
      zincMgPerDay,
      zincDays,
    };
    expect(checkTreatment(child, treatment)).toEqual({ ors: 'unknown', zinc });
  });

  it('past five years there is no rule for zinc; oralit is told as noted', () => {
    const treatment = {
      kind: 'diarrhoea' as const,
      treatedOn: '2030-03-15',
      orsSachets: 2,
      zincMgPerDay: 20,
      zincDays: 10,
    };
    expect(checkTreatment(child, treatment)).toEqual({ ors: 'given', zinc: 'no-rule' });
    expect(checkTreatment(child, { ...treatment, orsSachets: 0 }).ors).toBe('not-given');
  });
});
