/** A push of nothing, now and then: the server hears that this phone is there and what waits on it, the phone hears what the server lacks. */

import type { MutationId } from '#domain/ids.ts';
import { sendChunk, type PushDeps } from './push-outbox.ts';
import type { RunAs } from './sync-store.ts';
import type { TransportFailure } from './transport.ts';

/**
 * To be called when nothing waits that could be sent; does nothing where the
 * last push was not long ago.
 *
 * @param sentAgain what this run has sent once more because the server lacks it;
 *   added to, and not sent a third time
 * @returns what stood in the way
 */
export async function reportIn(
  deps: PushDeps,
  as: RunAs,
  sentAgain: Set<MutationId>,
): Promise<TransportFailure | null> {
  const { store, clock } = deps;
  const nothing = await store.reportDue(as, clock.nowMs());
  if (nothing === null) return null;
  const sentAtMs = clock.nowMs();
  const answer = await sendChunk(deps, nothing);
  if (!answer.ok) return answer.error;
  const heard = { sentAtMs, receivedAtMs: clock.nowMs() };
  const { again } = await store.takeVerdicts(nothing, answer.value, heard, sentAgain);
  for (const mid of again) sentAgain.add(mid);
  return null;
}
