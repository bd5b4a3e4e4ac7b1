/** Invented children and dose records for the tests of the immunization rules. */

import fc from 'fast-check';
import { addDays } from '#domain/dates.ts';
import { planImmunization, type ImmunizationPlan } from '#domain/immunization/plan-immunization.ts';
import type { RecordedDose } from '#domain/immunization/recorded-doses.ts';

/** "OPV 2025-03-15, OPV 2025-04-15" as records. */
export function doses(text: string): RecordedDose[] {
  if (text === '') return [];
  return text.split(', ').map((each) => {
    const cut = each.lastIndexOf(' ');
    return { product: each.slice(0, cut), givenOn: each.slice(cut + 1) };
  });
}

export function planOf(bornOn: string, had: string, on: string, region = '52'): ImmunizationPlan {
  return planImmunization({ bornOn, region }, doses(had), on);
}

export function owedOf(plan: ImmunizationPlan, dose: string) {
  return plan.owed.find((each) => each.dose === dose);
}

/** "OPV 1 valid" or "PCV 1 too-early 3", one for each dose given. */
export function verdictsOf(plan: ImmunizationPlan): string[] {
  return plan.given.map(({ dose, verdict, days }) =>
    [dose, verdict, days].filter((each) => each !== null).join(' '),
  );
}

export const PRODUCTS = [
  'HB-0',
  'BCG',
  'OPV',
  'DPT-HB-Hib',
  'DPT-HB-Hib-IPV',
  'PCV',
  'RV',
  'IPV',
  'MR',
  'JE',
] as const;

const REGIONS = ['52', '52.72', '5201', '51', '32'] as const;

export interface Life {
  readonly bornOn: string;
  readonly region: string;
  readonly doses: readonly RecordedDose[];
  readonly on: string;
}

export const someBirthday = fc.nat({ max: 1826 }).map((days) => addDays('2022-01-01', days));

/** Any history at all, most of it at the ages at which children are vaccinated. */
export const someLife: fc.Arbitrary<Life> = fc
  .record({
    bornOn: someBirthday,
    region: fc.constantFrom(...REGIONS),
    given: fc.array(
      fc.record({
        product: fc.constantFrom(...PRODUCTS),
        age: fc.oneof(fc.nat({ max: 400 }), fc.nat({ max: 400 }), fc.nat({ max: 1900 })),
      }),
      { maxLength: 12 },
    ),
    age: fc.oneof(fc.nat({ max: 600 }), fc.nat({ max: 1900 })),
  })
  .map(({ bornOn, region, given, age }) => ({
    bornOn,
    region,
    doses: given.map((each) => ({ product: each.product, givenOn: addDays(bornOn, each.age) })),
    on: addDays(bornOn, age),
  }));

export function planLife({ bornOn, region, doses: given, on }: Life): ImmunizationPlan {
  return planImmunization({ bornOn, region }, given, on);
}
