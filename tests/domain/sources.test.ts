import { describe, expect, it } from 'vitest';
import { NATIONAL_SCHEDULE } from '#domain/immunization/national-schedule.ts';
import { SERVICE_SETTINGS } from '#domain/services/settings.ts';
import { evidenceWithin, GROWTH_TABLES } from '#domain/sources.ts';

describe('the list of sources', () => {
  it('names every document of the schedule in full, not by its key', () => {
    const named = new Set(Object.values(NATIONAL_SCHEDULE.sources));
    const found = evidenceWithin(NATIONAL_SCHEDULE, NATIONAL_SCHEDULE.sources);
    expect(new Set(found.map(({ source }) => source))).toEqual(named);
  });

  it('tells each source once for each certainty, the most certain first', () => {
    const data = {
      one: { months: 2, source: ['kia', 'who'], certainty: 'B' },
      two: [
        { days: 28, source: ['who'], certainty: 'A' },
        { source: ['who'], certainty: 'A' },
      ],
      three: { value: 4, source: 'Surat', certainty: 'K' },
    };
    expect(evidenceWithin(data, { kia: 'Buku KIA', who: 'WHO' })).toEqual([
      { source: 'WHO', certainty: 'A' },
      { source: 'Buku KIA', certainty: 'B' },
      { source: 'WHO', certainty: 'B' },
      { source: 'Surat', certainty: 'K' },
    ]);
  });

  it('has a source for each service and table', () => {
    for (const settings of Object.values(SERVICE_SETTINGS)) {
      expect(evidenceWithin(settings)).not.toEqual([]);
    }
    expect(GROWTH_TABLES.map(({ index }) => index)).toEqual([
      'weightForAge',
      'lengthForAge',
      'weightForLength',
      'bmiForAge',
      'headForAge',
    ]);
    expect(GROWTH_TABLES[2]?.rows).toEqual([
      { unit: 'cm', from: 45, to: 110 },
      { unit: 'cm', from: 65, to: 120 },
    ]);
  });
});
