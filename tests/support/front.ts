/** A network of our own in front of the server: it can fail in the ways networks in the field do. */

import { once } from 'node:events';
import {
  createServer,
  request as forward,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What happens to one request.
 *
 * `unreachable`: it never arrives. `lost-reply`: the server does it, the answer
 * is lost. `portal`: a hotspot answers with its own page. `server-error`: a
 * machine in between gives up. A function: the answer's text is changed.
 */
export type Fate =
  | 'unreachable'
  | 'lost-reply'
  | 'portal'
  | 'server-error'
  | ((body: string) => string);

export type Fates = (method: string, path: string) => Fate | undefined;

export interface Front {
  /** Without a slash at the end. */
  readonly url: string;
  /** From now on; requests it says nothing of pass untouched. */
  readonly decide: (fates: Fates) => void;
  /** Method and path of all that came, in order. */
  readonly seen: readonly string[];
  readonly stop: () => Promise<void>;
}

export async function startFront(target: string): Promise<Front> {
  let fates: Fates = () => undefined;
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/' } = request;
    seen.push(`${method} ${url}`);
    const fate = fates(method, url);
    if (fate === 'unreachable') response.destroy();
    else if (fate === 'portal')
      answer(response, 200, 'text/html', '<h1>Selamat datang di WiFi</h1>');
    else if (fate === 'server-error') answer(response, 502, 'text/html', '<h1>Bad Gateway</h1>');
    else pass(target, request, response, fate);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://localhost:${String(port)}`,
    decide(next) {
      fates = next;
    },
    seen,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

function pass(
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
  fate: Exclude<Fate, 'unreachable' | 'portal' | 'server-error'> | undefined,
): void {
  const { method, url, headers } = request;
  const asked = typeof fate === 'function' ? wholeAndPlain(headers) : headers;
  const upstream = forward(`${target}${url ?? '/'}`, { method, headers: asked }, (reply) => {
    if (fate === 'lost-reply') {
      reply.resume();
      reply.once('end', () => response.destroy());
      return;
    }
    const status = reply.statusCode ?? 502;
    if (typeof fate !== 'function') {
      response.writeHead(status, reply.headers);
      reply.pipe(response);
      return;
    }
    const chunks: Buffer[] = [];
    reply.on('data', (chunk: Buffer) => chunks.push(chunk));
    reply.once('end', () => {
      const body = fate(Buffer.concat(chunks).toString('utf8'));
      const {
        'content-length': _length,
        'transfer-encoding': _coding,
        etag: _tag,
        'last-modified': _date,
        ...kept
      } = reply.headers;
      response.writeHead(status, kept).end(body);
    });
  });
  upstream.once('error', () => response.destroy());
  request.pipe(upstream);
}

/** Asks for all of the text, uncompressed, whatever the browser already has. */
function wholeAndPlain(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { 'if-none-match': _tag, 'if-modified-since': _date, ...kept } = headers;
  return { ...kept, 'accept-encoding': 'identity' };
}
