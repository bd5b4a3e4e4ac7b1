/** Fetches what changed in the phone's posyandu, page by page. */

import { MAX_CHANGES_PER_PULL } from '#protocol/pull.ts';
import { PROTOCOL_VERSION } from '#protocol/version.ts';
import type { BatchSize } from './batch-size.ts';
import type { Clock } from './platform.ts';
import type { RequestBudget } from './request-budget.ts';
import type { RunAs, SyncStore } from './sync-store.ts';
import type { Transport, TransportFailure } from './transport.ts';

export interface PullDeps {
  readonly store: SyncStore;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly app: string;
  readonly size: BatchSize;
  readonly budget: Pick<RequestBudget, 'giveBack'>;
}

/** Half of what the server allows: some 30 kB packed, seconds on a slow network. */
export const CHANGES_PER_PAGE = MAX_CHANGES_PER_PULL / 2;

/** @returns what ended it early, or `null` when everything is here */
export async function pullChanges(deps: PullDeps, as: RunAs): Promise<TransportFailure | null> {
  const { store, transport, clock, app, size } = deps;
  for (;;) {
    const limit = size.current();
    const request = await store.pullRequest(as, limit);
    const sentAtMs = clock.nowMs();
    const answer = await transport.pull({ ...request, protocol: PROTOCOL_VERSION, app });
    if (!answer.ok) {
      if (answer.error.kind === 'timeout') size.shrink(limit);
      return answer.error;
    }
    const heard = { sentAtMs, receivedAtMs: clock.nowMs() };
    const taken = await store.takePull(as, request, answer.value, heard);
    if (taken.advanced && taken.news) deps.budget.giveBack();
    if (!taken.more) return null;
    if (!taken.advanced) return { kind: 'server', retryAfterMs: null };
    size.grow();
  }
}
