/** Chance from a seed: one run is one seed, and each step of it has chance of its own. */

import { seeded } from '../support/phone.ts';

export interface Chance {
  /** 0 ≤ x < 1 */
  readonly fraction: () => number;
  /** 0 ≤ n < limit */
  readonly below: (limit: number) => number;
  is(probability: number): boolean;
  pick<T>(things: readonly T[]): T | undefined;
  /** By weight; at least one must be above 0. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T;
  readonly bytes: (length: number) => Uint8Array;
  uuid(): string;
}

export function createChance(...seeds: readonly number[]): Chance {
  let mixed = 0x9e3779b9;
  for (const seed of seeds) mixed = Math.imul(mixed ^ seed, 0x85ebca6b) ^ (mixed >>> 13);
  const fraction = seeded(mixed);
  const below = (limit: number) => Math.floor(fraction() * limit);
  const bytes = (length: number) => Uint8Array.from({ length }, () => below(256));
  return {
    fraction,
    below,
    is: (probability) => fraction() < probability,
    pick: (things) => things[below(things.length)],
    weighted<T extends string>(weights: Readonly<Record<T, number>>) {
      const entries = Object.entries(weights) as [T, number][];
      let left = fraction() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        left -= weight;
        if (left < 0) return name;
      }
      throw new Error('nothing has any weight');
    },
    bytes,
    uuid() {
      const hex = Array.from(bytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('');
      return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
    },
  };
}
