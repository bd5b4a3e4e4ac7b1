/** Says that a save was turned away because of who is signed in on this phone by now. */

import type { Refusal } from '#client/services.ts';

/** Nothing was changed. */
export class SaveRefused extends Error {
  override readonly name = 'SaveRefused';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(
      refusal.why === 'signed-out'
        ? 'nobody is signed in'
        : 'the account signed in never recorded in this posyandu',
    );
    this.refusal = refusal;
  }
}
