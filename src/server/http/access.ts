/** Who may call which route: said at every route, checked before its body is read. */

import type { FastifyRequest } from 'fastify';
import type { Role } from '#protocol/session.ts';
import { resumeSession, resumeSessionAs } from '#server/auth/sessions.ts';
import type { SignedIn } from '#server/store/session-store.ts';
import { syncStandings, type SyncStanding } from '#server/store/sync-standing.ts';
import type { AtWork } from './at-work.ts';
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
    /** Of a route of sync: refused here, before anything is asked, when too much is at work. */
    sync?: AtWork;
  }
  interface FastifyRequest {
    signedIn: SignedIn | null;
    /** On a route of sync: what was read together with the session. */
    standing: SyncStanding | null;
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
  api.decorateRequest('standing', null);
  const findStanding = syncStandings(db);
  api.addHook('onRoute', ({ method, url, config: route }) => {
    const access = route?.access;
    if (access === undefined) throw new Error(`no access named for ${url}`);
    for (const one of [method].flat()) {
      if (one !== 'HEAD') routes.push({ method: one, url, access });
    }
  });

  async function resumeAtSync(request: FastifyRequest, token: string) {
    const session = await resumeSessionAs(db, token, now(), findStanding);
    request.standing = session;
    return session;
  }

  api.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    refuseCrossSite(request, config);
    const { access, sync } = request.routeOptions.config;
    if (access === undefined) throw new Refusal('not-found');
    const token = tokenOf(request, config);
    if (token !== null) {
      const session = await (sync === undefined
        ? resumeSession(db, token, now())
        : sync.run(() => resumeAtSync(request, token)));
      request.signedIn = session?.account ?? null;
      if (session === null) clearToken(reply, config);
      else if (session.prolonged !== null) setToken(reply, session.prolonged, config);
    }
    if (access === 'open') return;
    if (request.signedIn === null) throw new Refusal('not-signed-in');
    if (!access.includes(request.signedIn.role)) throw new Refusal('not-allowed');
  });
}

/** What a route of sync knows of who calls. @throws Refusal `not-signed-in` where nobody is. */
export function standingOf(request: Pick<FastifyRequest, 'standing'>): SyncStanding {
  if (request.standing === null) throw new Refusal('not-signed-in');
  return request.standing;
}

/** Who calls. @throws Refusal `not-signed-in` on a route open to everybody. */
export function signedInOf(request: Pick<FastifyRequest, 'signedIn'>): SignedIn {
  if (request.signedIn === null) throw new Refusal('not-signed-in');
  return request.signedIn;
}
