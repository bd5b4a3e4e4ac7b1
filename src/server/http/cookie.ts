/** The session's cookie: readable by no script, sent by no other site. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SessionToken } from '#server/auth/sessions.ts';
import type { AppConfig } from './deps.ts';

/** `__Host-` makes a browser refuse the cookie from another subdomain; it demands HTTPS. */
function cookieName(config: AppConfig): string {
  return config.secureCookies ? '__Host-siposyandu' : 'siposyandu';
}

function attributes(config: AppConfig) {
  return { path: '/', httpOnly: true, secure: config.secureCookies, sameSite: 'strict' } as const;
}

export function tokenOf(request: FastifyRequest, config: AppConfig): string | null {
  return request.cookies[cookieName(config)] ?? null;
}

export function setToken(reply: FastifyReply, { token, lifeMs }: SessionToken, config: AppConfig) {
  reply.setCookie(cookieName(config), token, {
    ...attributes(config),
    maxAge: Math.floor(lifeMs / 1000),
  });
}

export function clearToken(reply: FastifyReply, config: AppConfig) {
  reply.clearCookie(cookieName(config), attributes(config));
}
