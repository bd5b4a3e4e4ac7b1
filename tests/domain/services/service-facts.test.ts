import { describe, expect, it } from 'vitest';
import { checkServiceFact } from '#domain/services/check-service-fact.ts';
import { serviceFactSchema, type ServiceFact } from '#domain/services/service-facts.ts';
import { aCourse, answers, aVisit, capsules, tablets } from './records.ts';

const context = { bornOn: '2026-01-10', today: '2026-11-23' };

const asked = { askedOn: '2026-05-02', edition: 'uji', answers: { 'm3-smile': true, other: null } };
const RECORDS: ServiceFact[] = [
  ...capsules('2026-08-10 blue'),
  ...tablets('2026-08-10 200'),
  ...answers('2026-05-02 3 yes'),
  aCourse(),
  {
    kind: 'diarrhoea',
    treatedOn: '2026-05-02',
    orsSachets: 2,
    zincMgPerDay: 20,
    zincDays: null,
  },
  { kind: 'development', listMonths: 3, ...asked },
  { kind: 'danger-signs', ...asked },
  { kind: 'tbc', ...asked },
  aVisit(),
];

describe('a record of a service', () => {
  it.each(RECORDS)('of kind $kind comes through storage unchanged and is accepted', (record) => {
    expect(serviceFactSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
    expect(checkServiceFact(record, context)).toEqual([]);
  });

  it.each(RECORDS)('of kind $kind has every field, and no other', (record) => {
    const accepted = Object.keys(record).filter((field) => {
      const { [field as keyof ServiceFact]: _left, ...rest } = record;
      return serviceFactSchema.safeParse(rest).success;
    });
    expect(accepted).toEqual([]);
    expect(serviceFactSchema.safeParse({ ...record, more: 1 }).success).toBe(false);
  });

  it.each(RECORDS)('of kind $kind is neither from before birth nor from tomorrow', (record) => {
    expect(checkServiceFact(record, { ...context, bornOn: '2026-11-20' })).toContain(
      'before-birth',
    );
    expect(checkServiceFact(record, { ...context, today: '2026-02-01' })).toContain('in-future');
  });

  it('asks about no month that was not reached', () => {
    const [early, reached] = answers('2026-05-09 4 yes, 2026-05-10 4 yes');
    expect(early && checkServiceFact(early, context)).toEqual(['month-not-reached']);
    expect(reached && checkServiceFact(reached, context)).toEqual([]);
  });

  it('ends no course before it began, after today, or with more days than planned', () => {
    const problems = (special: Parameters<typeof aCourse>[0]) =>
      checkServiceFact(aCourse(special), context);
    expect(problems({ endedOn: '2026-03-01' })).toEqual([]);
    expect(problems({ endedOn: '2026-02-28' })).toEqual(['ends-before-start']);
    expect(problems({ endedOn: '2026-11-23' })).toEqual([]);
    expect(problems({ endedOn: '2026-11-24' })).toEqual(['in-future']);
    expect(problems({ daysEaten: 14 })).toEqual([]);
    expect(problems({ daysEaten: 15 })).toEqual(['more-days-than-planned']);
  });

  it('reports no visit before it was made or after today', () => {
    const problems = (reportedOn: string) => checkServiceFact(aVisit({ reportedOn }), context);
    expect(problems('2026-11-10')).toEqual([]);
    expect(problems('2026-11-09')).toEqual(['ends-before-start']);
    expect(problems('2026-11-24')).toEqual(['in-future']);
  });

  it.each(['__proto__', 'UPPER', '', 'a b'])('takes no answer to "%s"', (id) => {
    const record = `{"kind":"tbc","askedOn":"2026-05-02","edition":"x","answers":{"${id}":true}}`;
    const parsed = serviceFactSchema.safeParse(JSON.parse(record));
    const kept = parsed.success && parsed.data.kind === 'tbc' ? parsed.data.answers : {};
    expect(Object.keys(kept)).toEqual([]);
  });
});
