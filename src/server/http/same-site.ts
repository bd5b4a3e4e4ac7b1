/** Refuses what another site made a browser send. */

import type { FastifyRequest } from 'fastify';
import type { AppConfig } from './deps.ts';
import { Refusal } from './errors.ts';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** No form and no plain link can set it; another site's script must ask first, and is never allowed. */
const OWN_HEADER = 'x-siposyandu';

/**
 * Three guards that fail apart: a header only our own script sets, what the
 * browser says of the sender, and whether the sender's origin is this server.
 */
export function refuseCrossSite(request: FastifyRequest, config: AppConfig): void {
  if (SAFE_METHODS.has(request.method)) return;
  const { headers } = request;
  if (headers[OWN_HEADER] !== '1') throw new Refusal('cross-site');
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new Refusal('cross-site');
  }
  const { origin } = headers;
  if (origin !== undefined && origin !== config.publicOrigin && hostOf(origin) !== request.host) {
    throw new Refusal('cross-site');
  }
}

function hostOf(origin: string): string | null {
  return URL.parse(origin)?.host ?? null;
}
