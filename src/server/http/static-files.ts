/** Serves the built app: its files, and its first page for every address the app itself knows. */

import { access, constants } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { messages } from '#server/messages.ts';
import type { Api, AppConfig } from './deps.ts';
import { errorBody } from './errors.ts';

/** Vite puts a hash of the content into the name of everything in `assets/`. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Everything else is asked for anew each time, so that an update is seen at once. */
const ASK_AGAIN = 'no-cache';

export async function registerStaticFiles(app: Api, { distFolder }: AppConfig): Promise<void> {
  const assets = join(distFolder, 'assets') + sep;
  await app.register(fastifyStatic, {
    root: distFolder,
    cacheControl: false,
    setHeaders(reply, path) {
      reply.header('cache-control', path.startsWith(assets) ? FOR_EVER : ASK_AGAIN);
    },
  });

  app.setNotFoundHandler(async (request, reply) => {
    if (!isPageOfApp(request)) {
      return reply.code(404).header('cache-control', 'no-store').send(errorBody('not-found'));
    }
    return sendFirstPage(reply, join(distFolder, 'index.html'));
  });
}

/** An address typed or linked: what it shows is the app's own matter. */
function isPageOfApp({ method, url, headers }: FastifyRequest): boolean {
  const [path = ''] = url.split('?', 1);
  return (
    (method === 'GET' || method === 'HEAD') &&
    (headers.accept ?? '').includes('text/html') &&
    path !== '/api' &&
    !path.startsWith('/api/') &&
    extname(path) === ''
  );
}

async function sendFirstPage(reply: FastifyReply, index: string): Promise<FastifyReply> {
  try {
    await access(index, constants.R_OK);
  } catch {
    return reply
      .code(503)
      .headers({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
      .send(messages.appNotBuilt);
  }
  return reply.sendFile('index.html');
}
