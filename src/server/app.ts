/** Puts the server's face together: guards first, then the routes, then the built app's files. */

import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import fastify from 'fastify';
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { MAX_PUSH_BYTES } from '#protocol/push.ts';
import { guardRoutes, type ApiRoute } from './http/access.ts';
import { registerChildRoutes } from './http/child-routes.ts';
import type { Api, AppDeps } from './http/deps.ts';
import { answerError, answerUnreadable } from './http/errors.ts';
import { registerImportRoutes } from './http/import-routes.ts';
import { registerInfoRoutes } from './http/info-routes.ts';
import { loggerOptions, RequestLog } from './http/log.ts';
import { registerRenewalRoutes } from './http/renewal-routes.ts';
import { registerReviewRoutes } from './http/review-routes.ts';
import { registerSecurityHeaders } from './http/security-headers.ts';
import { registerSessionRoutes } from './http/session-routes.ts';
import { registerSetupRoutes } from './http/setup-routes.ts';
import { registerStaticFiles } from './http/static-files.ts';
import { registerSyncRoutes } from './http/sync-routes.ts';

/** A phone at the edge of the network needs long for a push; nobody needs longer. */
const REQUEST_TIMEOUT_MS = 120_000;

/**
 * Ready to `listen` or `inject`. Closing it ends no database connection: that
 * belongs to who opened it.
 */
export async function createApp(deps: AppDeps): Promise<Api> {
  const { config, log } = deps;
  const app: Api = fastify({
    logger: loggerOptions(log),
    logController: new RequestLog(),
    bodyLimit: MAX_PUSH_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: config.trustProxy,
    // Of an address that cannot even be read, before any route or hook.
    frameworkErrors: answerError,
    // Of what is no HTTP at all, or headers without end.
    clientErrorHandler: (_error, socket) => answerUnreadable(socket),
    // What still comes in while closing is served, or refused as everything is.
    return503OnClosing: false,
  }).withTypeProvider<ZodTypeProvider>();

  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerError);
  app.decorateRequest('signedIn', null);

  await registerSecurityHeaders(app, config);
  await app.register(compress, { globalDecompression: false, encodings: ['br', 'gzip'] });
  await app.register(cookie);
  await app.register(rateLimit, { global: false });

  const apiRoutes: ApiRoute[] = [];
  app.decorate('apiRoutes', apiRoutes);
  await app.register(async (api: Api) => {
    guardRoutes(api, deps, apiRoutes);
    registerInfoRoutes(api, deps);
    registerSessionRoutes(api, deps);
    registerRenewalRoutes(api, deps);
    registerSetupRoutes(api, deps);
    registerSyncRoutes(api, deps);
    registerReviewRoutes(api, deps);
    registerChildRoutes(api, deps);
    // In a scope of its own: only there a body may be a file, and that large.
    await api.register(async (files: Api) => registerImportRoutes(files, deps));
  });
  await registerStaticFiles(app, config);
  await app.ready();
  return app;
}
