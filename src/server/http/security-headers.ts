/** What browsers are told never to do with our pages. */

import helmet from '@fastify/helmet';
import type { Api, AppConfig } from './deps.ts';

const YEAR_SECONDS = 31_536_000;

/**
 * No inline script or style, nothing from elsewhere, no frame around us.
 * `upgrade-insecure-requests` and HSTS would lock out a server on plain HTTP in
 * a local network, so the first is never said and the second only behind HTTPS.
 */
export async function registerSecurityHeaders(app: Api, config: AppConfig): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: config.secureCookies
      ? { maxAge: YEAR_SECONDS, includeSubDomains: false }
      : false,
    xFrameOptions: { action: 'deny' },
    // Not `no-referrer`: with it browsers may send `Origin: null` to ourselves.
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
}
