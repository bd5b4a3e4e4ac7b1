/** Sync over HTTP. */

import { pullResponseSchema } from '#protocol/pull.ts';
import { pushResponseSchema } from '#protocol/push.ts';
import { call, type HttpDeps } from './http-call.ts';
import type { Transport } from './transport.ts';

export function createHttpTransport(deps: HttpDeps): Transport {
  return {
    push: (request) => call(deps, 'POST', '/api/sync/push', request, pushResponseSchema),
    pull: (request) => call(deps, 'POST', '/api/sync/pull', request, pullResponseSchema),
  };
}
