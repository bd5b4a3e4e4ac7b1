/** Brings a payload of an older build to the shape this one reads, one version at a time. */

import type { MutationEnvelope } from './mutation.ts';

type Payload = MutationEnvelope['payload'];

/** By operation, by the version it reads: the payload as the next version has it. */
export type Upcasters = Readonly<
  Record<string, Readonly<Record<number, (payload: Payload) => Payload>>>
>;

/**
 * Kept for ever: a phone may come back after years, and the journal is told
 * again from its first day. Every operation is at its first version so far.
 */
const UPCASTERS: Upcasters = {};

/**
 * @param newest the version this build reads
 * @returns the same mutation at that version, or `null` where no way leads there
 */
export function upcast<Envelope extends Pick<MutationEnvelope, 'op' | 'opv' | 'payload'>>(
  envelope: Envelope,
  newest: number,
  upcasters: Upcasters = UPCASTERS,
): Envelope | null {
  let { opv, payload } = envelope;
  while (opv < newest) {
    const step = upcasters[envelope.op]?.[opv];
    if (step === undefined) return null;
    payload = step(payload);
    opv += 1;
  }
  return opv === newest ? { ...envelope, opv, payload } : null;
}
