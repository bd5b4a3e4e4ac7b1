/** Sign-in and sign-out over HTTP. */

import type { SignInProblem } from '#client/services.ts';
import { call, callForNothing, type HttpDeps, type HttpFailure } from '#client/sync/http-call.ts';
import type { DeviceId } from '#domain/ids.ts';
import { err, ok, type Result } from '#domain/result.ts';
import {
  serverInfoSchema,
  sessionSchema,
  type DeviceKey,
  type ServerInfo,
  type Session,
} from '#protocol/session.ts';

export interface SessionApi {
  signIn(
    username: string,
    password: string,
    device: { readonly deviceId: DeviceId; readonly deviceKey: DeviceKey | null },
  ): Promise<Result<Session, SignInProblem>>;
  /** @returns whether our server has heard it (also when it knew no such session) */
  signOut(): Promise<boolean>;
  /** `null` when the server cannot be reached. */
  info(): Promise<ServerInfo | null>;
}

export function createSessionApi(http: HttpDeps): SessionApi {
  return {
    async signIn(username, password, device) {
      const body = { username, password, ...device };
      const answer = await call(http, 'POST', '/api/session', body, sessionSchema);
      return answer.ok ? ok(answer.value) : err(problemOf(answer.error));
    },
    async signOut() {
      const answer = await callForNothing(http, 'DELETE', '/api/session');
      return answer.ok || answer.error.kind === 'signed-out';
    },
    async info() {
      const answer = await call(http, 'GET', '/api/info', null, serverInfoSchema);
      return answer.ok ? answer.value : null;
    },
  };
}

function problemOf({ kind, code }: HttpFailure): SignInProblem {
  if (code === 'wrong-credentials') return 'wrong-credentials';
  if (code === 'too-many-attempts') return 'too-many-attempts';
  return kind === 'offline' || kind === 'timeout' || kind === 'portal' ? 'offline' : 'server';
}
