/** Who may call which route: said at every route, checked before its body is read. */

import type { FastifyRequest } from 'fastify';
import type { Role } from '#protocol/session.ts';
import { resumeSession } from '#server/auth/sessions.ts';
import type { SignedIn } from '#server/store/session-store.ts';
import { clearToken, setToken, tokenOf } from './cookie.ts';
import type { Api, AppDeps } from './deps.ts';
import { Refusal } from './errors.ts';
import { refuseCrossSite } from './same-site.ts';

/** `open`: everybody, signed in or not. */
type Access = 'open' | readonly [Role, ...Role[]];

export interface ApiRoute {
  readonly method: string;
  /** Pattern, as `/api/review/records/:mid`. */
  readonly url: string;
  readonly access: Access;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    signedIn: SignedIn | null;
  }
  interface FastifyInstance {
    /** Every route of the API, for tests that try each of them. */
    readonly apiRoutes: readonly ApiRoute[];
  }
}

/**
 * Guards every route registered on `api` afterwards. A route that does not say
 * who may call it stops the server from starting.
 */
export function guardRoutes(api: Api, { db, now, config }: AppDeps, routes: ApiRoute[]): void {
  api.addHook('onRoute', ({ method, url, config: route }) => {
    const access = route?.access;
    if (access === undefined) throw new Error(`no access named for ${url}`);
    for (const one of [method].flat()) {
      if (one !== 'HEAD') routes.push({ method: one, url, access });
    }
  });

  api.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    refuseCrossSite(request, config);
    const { access } = request.routeOptions.config;
    if (access === undefined) throw new Refusal('not-found');
    const token = tokenOf(request, config);
    if (token !== null) {
      const session = await resumeSession(db, token, now());
      request.signedIn = session?.account ?? null;
      if (session === null) clearToken(reply, config);
      else if (session.prolonged !== null) setToken(reply, session.prolonged, config);
    }
    if (access === 'open') return;
    if (request.signedIn === null) throw new Refusal('not-signed-in');
    if (!access.includes(request.signedIn.role)) throw new Refusal('not-allowed');
  });
}

/** Who calls. @throws Refusal `not-signed-in` on a route open to everybody. */
export function signedInOf(request: Pick<FastifyRequest, 'signedIn'>): SignedIn {
  if (request.signedIn === null) throw new Refusal('not-signed-in');
  return request.signedIn;
}
