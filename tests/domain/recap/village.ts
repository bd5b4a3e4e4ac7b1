/** An invented posyandu in November 2026, a child for every rule of the recap, and builders for more. */

import * as z from 'zod/mini';
import { effectiveMeasurements, type GrowthEvent } from '#domain/growth-event.ts';
import { accountIdSchema, childIdSchema, eventIdSchema } from '#domain/ids.ts';
import type { RecapChild } from '#domain/recap/recap-input.ts';
import { wholeMonth } from '#domain/recap/recap-input.ts';
import { aMeasurement, anEffective, weighings } from '../growth/records.ts';

export const NOVEMBER = wholeMonth('2026-11', '2026-11-12');

export function aChild(
  id: string,
  bornOn: string,
  sex: 'male' | 'female',
  special: Partial<RecapChild> = {},
): RecapChild {
  return {
    id,
    profile: {
      name: `Anak ${id}`,
      nik: null,
      bornOn,
      sex,
      motherName: `Ibu ${id}`,
      dusun: null,
      birthWeightGrams: 3100,
      birthLengthMm: 490,
    },
    since: null,
    left: null,
    ownsKia: true,
    poor: false,
    measurements: [],
    doses: [],
    services: [],
    ...special,
  };
}

/** A wrong 9 kg, put right to 10.2 kg by an amendment. */
function amended() {
  const id = (n: number) =>
    z.parse(eventIdSchema, `00000000-0000-4000-9000-0000000000${String(n).padStart(2, '0')}`);
  const common = {
    childId: z.parse(childIdSchema, '00000000-0000-4000-8000-000000000010'),
    authorId: z.parse(accountIdSchema, '00000000-0000-4000-8000-000000000002'),
  };
  const october = aMeasurement({ measuredOn: '2026-10-12', weightGrams: 10_000 });
  const wrong = aMeasurement({ measuredOn: '2026-11-12', weightGrams: 9000 });
  const right = aMeasurement({ measuredOn: '2026-11-12', weightGrams: 10_200 });
  const events: GrowthEvent[] = [
    { kind: 'measurement', id: id(1), ...common, measurement: october },
    { kind: 'measurement', id: id(2), ...common, measurement: wrong },
    { kind: 'amendment', id: id(3), targetId: id(2), ...common, measurement: right, reason: 'x' },
  ];
  return effectiveMeasurements(events);
}

export const VILLAGE: readonly RecapChild[] = [
  // 6 months, gains exactly the 400 g of the card.
  aChild('01-naik', '2026-05-01', 'male', {
    measurements: weighings(['2026-10-12', 7000], ['2026-11-12', 7400]),
  }),
  // 100 g of 500 in October, 399 g of 400 in November.
  aChild('02-dua-t', '2026-05-01', 'female', {
    measurements: weighings(['2026-09-12', 6900], ['2026-10-12', 7000], ['2026-11-12', 7399]),
  }),
  // Not weighed in October. 75 cm and 8 kg at 17 months.
  aChild('03-lama', '2025-06-12', 'male', {
    measurements: [
      anEffective(1, { measuredOn: '2026-09-12', weightGrams: 7500 }),
      anEffective(2, {
        measuredOn: '2026-11-12',
        weightGrams: 8000,
        lengthMm: 750,
        position: 'lying',
      }),
    ],
  }),
  // 24 months on the day, weighed for the first time.
  aChild('04-baru', '2024-11-12', 'female', {
    measurements: [
      anEffective(1, {
        measuredOn: '2026-11-12',
        weightGrams: 12_000,
        lengthMm: 860,
        position: 'standing',
      }),
    ],
  }),
  // 35 months on the day, 36 the day after; 11.5 kg, nothing gained.
  aChild('05-s36', '2023-11-13', 'male', {
    measurements: weighings(['2026-10-12', 11_500], ['2026-11-12', 11_500]),
  }),
  // The last day of 59 months; far too heavy for 95 cm.
  aChild('06-hampir-lima', '2021-11-13', 'female', {
    measurements: [
      anEffective(1, { measuredOn: '2026-10-12', weightGrams: 17_800 }),
      anEffective(2, {
        measuredOn: '2026-11-12',
        weightGrams: 18_000,
        lengthMm: 950,
        position: 'standing',
      }),
    ],
  }),
  // 60 months on the day.
  aChild('07-lima', '2021-11-12', 'male', {
    measurements: weighings(['2026-10-12', 16_000], ['2026-11-12', 16_300]),
  }),
  aChild('08-akhir-bulan', '2026-11-30', 'male'),
  // November's weighing was voided.
  aChild('09-batal', '2025-01-15', 'female', {
    measurements: [
      anEffective(1, { measuredOn: '2026-10-12', weightGrams: 9800 }),
      anEffective(2, { measuredOn: '2026-11-12', weightGrams: 10_400 }, true),
    ],
  }),
  aChild('10-koreksi', '2025-01-15', 'male', { measurements: amended() }),
  aChild('11-pindah', '2024-05-20', 'female', { left: { on: '2026-11-05', reason: 'moved' } }),
  // Weighed before moving away.
  aChild('12-pindah-nanti', '2022-03-10', 'male', {
    left: { on: '2026-11-20', reason: 'moved' },
    measurements: weighings(['2026-10-12', 15_000], ['2026-11-12', 14_900]),
  }),
  // 80 kg at 14 months.
  aChild('13-salah-tulis', '2025-09-10', 'female', {
    measurements: weighings(['2026-10-12', 8000], ['2026-11-12', 80_000]),
  }),
  // Both feet swollen.
  aChild('14-bengkak', '2025-03-01', 'female', {
    measurements: [
      anEffective(1, { measuredOn: '2026-10-12', weightGrams: 9000 }),
      anEffective(2, { measuredOn: '2026-11-12', weightGrams: 9500, oedema: true }),
    ],
  }),
  // Weighed without a book.
  aChild('15-tanpa-buku', '2026-07-01', 'male', {
    ownsKia: false,
    measurements: weighings(['2026-11-12', 6500]),
  }),
  aChild('16-bulan-depan', '2025-09-01', 'female', { since: '2026-12-01' }),
  // Measured without being weighed; whether there is a book nobody wrote down.
  aChild('17-tinggi-saja', '2023-05-01', 'female', {
    ownsKia: null,
    poor: null,
    measurements: [
      anEffective(1, { measuredOn: '2026-11-12', lengthMm: 850, position: 'standing' }),
    ],
  }),
];
