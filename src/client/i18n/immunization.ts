/** Words about vaccine doses that both halves use: the phone's and the desk's. Vaccines and doses carry their names from the Buku KIA. */

import type {
  ImmunizationPlace,
  ImmunizationSource,
} from '#domain/immunization/immunization-record.ts';

export const immunization = {
  source: {
    provider: 'Diberikan bidan',
    record: 'Buku KIA',
    recall: 'Ingatan ibu',
  } satisfies Record<ImmunizationSource, string>,

  place: {
    posyandu: 'Posyandu',
    puskesmas: 'Puskesmas',
    hospital: 'Rumah sakit',
    'midwife-practice': 'Praktik bidan',
    school: 'Sekolah',
    home: 'Rumah',
    other: 'Tempat lain',
  } satisfies Record<ImmunizationPlace, string>,
} as const;
