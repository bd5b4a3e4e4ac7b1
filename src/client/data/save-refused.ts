/** Says that a save was turned away because of who is signed in on this phone by now. */

import type { Refusal } from '#client/services.ts';

const REASONS = {
  'signed-out': 'nobody is signed in',
  'other-account': 'the account signed in never recorded in this posyandu',
  'child-moved': 'the child lives in a posyandu where the account signed in never recorded',
} as const satisfies Record<Refusal['why'], string>;

/** Nothing was changed. */
export class SaveRefused extends Error {
  override readonly name = 'SaveRefused';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(REASONS[refusal.why]);
    this.refusal = refusal;
  }
}
