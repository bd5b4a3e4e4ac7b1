/** Stands before a server and counts what crosses the wire; serves the built page itself. */

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import {
  Agent,
  createServer,
  request as forward,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join } from 'node:path';

/** Everything since the front was opened: headers and all, as the socket saw it. */
export interface Wire {
  readonly requests: number;
  readonly upBytes: number;
  readonly downBytes: number;
}

export interface MeteredFront {
  /** Without a slash at the end. */
  readonly url: string;
  readonly wire: () => Wire;
  readonly stop: () => Promise<void>;
}

/** It would fetch the app for later, and take its share of a first load: of ours alone. */
const WORKER = '/sw.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

/** @param files folder of the page; everything under `/api/` goes to `target` */
export async function startMeteredFront(target: string, files: string): Promise<MeteredFront> {
  const agent = new Agent({ keepAlive: true });
  const open = new Set<Socket>();
  const closed = { upBytes: 0, downBytes: 0 };
  let requests = 0;

  const server = createServer((request, response) => {
    if (request.url?.startsWith('/api/') !== true) {
      void sendFile(files, request, response);
      return;
    }
    requests += 1;
    pass(target, agent, request, response);
  });
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      closed.upBytes += socket.bytesRead;
      closed.downBytes += socket.bytesWritten;
    });
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://localhost:${String(port)}`,
    wire() {
      let { upBytes, downBytes } = closed;
      for (const { bytesRead, bytesWritten } of open) {
        upBytes += bytesRead;
        downBytes += bytesWritten;
      }
      return { requests, upBytes, downBytes };
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      agent.destroy();
      await once(server, 'close');
    },
  };
}

function pass(
  target: string,
  agent: Agent,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { method, url, headers } = request;
  const upstream = forward(`${target}${url ?? '/'}`, { method, headers, agent }, (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(response);
  });
  upstream.once('error', () => response.destroy());
  request.pipe(upstream);
}

/** Any address without a file of its own is the page's. */
async function sendFile(
  folder: string,
  { url = '/' }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = new URL(url, 'http://page').pathname;
  const name = extname(path) === '' ? '/index.html' : path;
  const content = name === WORKER ? null : await readFile(join(folder, name)).catch(() => null);
  const type = TYPES[extname(name)] ?? 'application/octet-stream';
  response.writeHead(content === null ? 404 : 200, { 'content-type': type });
  response.end(content ?? '');
}
