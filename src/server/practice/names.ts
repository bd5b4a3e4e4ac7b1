/** Invented names for practice children and mothers, put together from common parts. Nobody real. */

import type { Sex } from '#domain/child.ts';
import type { Random } from './random.ts';

const GIVEN = {
  male: [
    'Alif',
    'Bagas',
    'Danu',
    'Fikri',
    'Gilang',
    'Hafiz',
    'Ilham',
    'Jaya',
    'Lingga',
    'Naufal',
    'Raka',
    'Satria',
    'Wira',
    'Yusuf',
    'Zaki',
  ],
  female: [
    'Aulia',
    'Bunga',
    'Citra',
    'Dinda',
    'Elok',
    'Fitri',
    'Hana',
    'Intan',
    'Kirana',
    'Laras',
    'Nadia',
    'Puspa',
    'Salsa',
    'Wulan',
    'Zahra',
  ],
} as const;
const SECOND = {
  male: [
    'Akbar',
    'Candra',
    'Gunawan',
    'Hidayat',
    'Maulana',
    'Pratama',
    'Ramdani',
    'Saputra',
    'Wijaya',
    'Yudha',
  ],
  female: [
    'Anggraini',
    'Cahyani',
    'Handayani',
    'Kusuma',
    'Lestari',
    'Maharani',
    'Permata',
    'Rahmawati',
    'Safitri',
    'Utami',
  ],
} as const;
const MOTHERS = [
  'Aminah',
  'Baiq Marni',
  'Darmi',
  'Ernawati',
  'Halimah',
  'Inaq Sri',
  'Jumenah',
  'Kartini',
  'Mariani',
  'Nurhayati',
  'Rohani',
  'Sakinah',
  'Suminah',
  'Wahyuni',
  'Zainab',
] as const;
const DUSUN = ['Dusun Melati', 'Dusun Kenanga', 'Dusun Cempaka', 'Dusun Flamboyan'] as const;

export function childName(random: Random, sex: Sex): string {
  return `${random.pick(GIVEN[sex])} ${random.pick(SECOND[sex])}`;
}

export function motherName(random: Random): string {
  return `${random.pick(MOTHERS)} ${random.pick(SECOND.female)}`;
}

export function dusunName(random: Random): string {
  return random.pick(DUSUN);
}
