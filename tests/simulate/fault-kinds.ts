/** Everything that can happen in a village: what never happens proves nothing. */

import { BETWEEN_STEPS } from './between-steps.ts';
import { KADER_ACTIONS } from './kader-actions.ts';
import { NETWORK_FAULTS } from './sim-network.ts';
import { STEPS } from './steps.ts';

/** Over so many seeds each kind has had its chance. */
export const ENOUGH_SEEDS = 200;

/** What comes of other things. */
const SEEN = ['not saved', 'old-unsent', 'recorded late', 'renewed'];

/** By the names under which a run counts them. */
const KINDS: readonly string[] = [
  ...Object.keys(STEPS),
  ...Object.keys(BETWEEN_STEPS),
  ...Object.keys(KADER_ACTIONS),
  ...Object.keys(NETWORK_FAULTS),
  ...SEEN,
];

export function neverHappened(counts: ReadonlyMap<string, number>): string[] {
  return KINDS.filter((kind) => !counts.has(kind));
}
