/** Sync over HTTP. */

import { err, ok } from '#domain/result.ts';
import { unpackChanges } from '#protocol/packed-changes.ts';
import { PAGES_TYPE } from '#protocol/pull-pages.ts';
import { pullResponseSchema, type PullResponse } from '#protocol/pull.ts';
import { pushResponseSchema } from '#protocol/push.ts';
import {
  call,
  callForLines,
  type HttpAnswer,
  type HttpDeps,
  type HttpFailure,
} from './http-call.ts';
import { NO_LIMIT, type RequestBudget } from './request-budget.ts';
import type { Transport } from './transport.ts';

/** Tries to get a lost session back; `null` when this phone has no means to. */
export type Renew = () => Promise<HttpAnswer<unknown> | null>;

const NO_RENEWAL: Renew = () => Promise.resolve(null);

/** The challenge and the answer to it. */
const REQUESTS_OF_A_RENEWAL = 2;

/** @param renew asked once when the server does not know the session; the call is repeated when it went well */
export function createHttpTransport(
  deps: HttpDeps,
  renew: Renew = NO_RENEWAL,
  budget: RequestBudget = NO_LIMIT,
): Transport {
  async function inBudget<T>(ask: () => Promise<HttpAnswer<T>>): Promise<HttpAnswer<T>> {
    const notForMs = await budget.take();
    return notForMs > 0 ? notYet(notForMs) : heeded(await ask());
  }

  function heeded<A extends HttpAnswer<unknown> | null>(answer: A): A {
    const pauseMs = answer?.ok === false ? answer.error.retryAfterMs : null;
    if (pauseMs !== null) budget.pause(pauseMs);
    return answer;
  }

  /**
   * What it takes to be known again does not wait for a turn of its own: a phone
   * that is only opened for moments would never come to its end.
   */
  async function withSession<T>(ask: () => Promise<HttpAnswer<T>>): Promise<HttpAnswer<T>> {
    const answer = await inBudget(ask);
    if (answer.ok || answer.error.code !== 'not-signed-in') return answer;
    const notForMs = budget.owe(REQUESTS_OF_A_RENEWAL);
    if (notForMs > 0) return notYet(notForMs);
    const renewed = heeded(await renew());
    if (renewed === null) return answer;
    if (!renewed.ok) return isAboutTheWay(renewed.error) ? err(renewed.error) : answer;
    const notAgainForMs = budget.owe(1);
    return notAgainForMs > 0 ? notYet(notAgainForMs) : heeded(await ask());
  }

  return {
    push: (request) =>
      withSession(() => call(deps, 'POST', '/api/sync/push', request, pushResponseSchema)),
    async pull(request) {
      const asked = { ...request, packed: true };
      const answer = await withSession(() =>
        callForLines(deps, PAGES_TYPE, '/api/sync/pull', asked, pullResponseSchema),
      );
      if (!answer.ok) return answer;
      const lines = answer.value;
      return ok({
        async next() {
          const page = await lines.next();
          return page?.ok === true ? unpacked(page.value) : page;
        },
        close: () => lines.close(),
      });
    },
  };
}

function unpacked(answer: PullResponse): HttpAnswer<PullResponse> {
  const feeds: PullResponse['feeds'] = [];
  for (const { packed, ...feed } of answer.feeds) {
    const more = packed === undefined ? [] : unpackChanges(packed);
    if (more === null) return err({ kind: 'server', retryAfterMs: null, code: null });
    feeds.push({ ...feed, changes: [...feed.changes, ...more] });
  }
  return ok({ ...answer, feeds });
}

function notYet(retryAfterMs: number): HttpAnswer<never> {
  return err({ kind: 'busy', retryAfterMs, code: null });
}

/** The network went, or the server has no time: no reason to ask a person for their password. */
function isAboutTheWay({ kind, code }: HttpFailure): boolean {
  return kind === 'busy' || (code === null && kind !== 'too-large');
}
