/** The puskesmas of a village: most have one, and some have neighbours that children go to. */

import {
  accountIdSchema,
  puskesmasIdSchema,
  type AccountId,
  type PosyanduId,
  type PuskesmasId,
} from '#domain/ids.ts';
import type { Grant } from '#protocol/pull.ts';
import { createChance } from './chance.ts';

const OWN = 'Puskesmas Uji';
const NEIGHBOUR = 'Puskesmas Timur';
const FARTHER = 'Puskesmas Barat';

/** In every puskesmas one person at the desk. */
const ALL = [OWN, NEIGHBOUR, FARTHER].map((name, index) => ({
  name,
  id: puskesmasIdSchema.parse(numbered(index * 10 + 1)),
  staff: accountIdSchema.parse(numbered(index * 10 + 2)),
}));

function numbered(number: number): string {
  return `0e0e0e0e-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function puskesmasOf({ puskesmasName }: Pick<Grant, 'puskesmasName'>) {
  const puskesmas = ALL.find(({ name }) => name === puskesmasName);
  if (puskesmas === undefined) throw new Error('no such puskesmas');
  return puskesmas;
}

export const puskesmasIdOf = (grant: Pick<Grant, 'puskesmasName'>): PuskesmasId =>
  puskesmasOf(grant).id;

/** Who works at the desk of the puskesmas that looks after this posyandu. */
export const staffOf = (grant: Pick<Grant, 'puskesmasName'>): AccountId => puskesmasOf(grant).staff;

/** Posyandu and puskesmas; every kader begins in one of them, in this order. */
type Places = readonly (readonly [posyandu: string, puskesmas: string])[];

const ONE: Places = [
  ['Melati', OWN],
  ['Mawar', OWN],
];
const TWO: Places = [
  ['Melati', OWN],
  ['Kenanga', NEIGHBOUR],
  ['Mawar', OWN],
];
const THREE: Places = [
  ['Melati', OWN],
  ['Kenanga', NEIGHBOUR],
  ['Dahlia', FARTHER],
];

/**
 * Every fourth village or so, by chance of its own: whether a seed has neighbours
 * changes nothing else of it.
 */
export function placesOf(seed: number): Places {
  const chance = createChance(seed, 4);
  if (!chance.is(0.25)) return ONE;
  return chance.is(0.6) ? TWO : THREE;
}

export function hasNeighbours(posyandu: readonly Grant[]): boolean {
  return new Set(posyandu.map(({ puskesmasName }) => puskesmasName)).size > 1;
}

/** @returns `undefined` for an id of no posyandu of the village */
export function placeOf(posyandu: readonly Grant[], id: PosyanduId | string): Grant | undefined {
  return posyandu.find(({ posyanduId }) => posyanduId === id);
}
