/** One address whose build can be replaced under the phones that have it open; what is for the server goes on to it. */

import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request as forward, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';

const THIS_BUILD = 'dist';

export interface Site {
  /** Without a slash at the end. */
  readonly url: string;
  /** Serves this folder from now on, and nothing of the one before. */
  readonly deploy: (folder: string) => void;
  /** Whether the server can be reached; the files always can. */
  readonly reach: (reachable: boolean) => void;
  readonly stop: () => Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

export async function startSite(target: string): Promise<Site> {
  let folder = THIS_BUILD;
  let reachable = true;
  const server = createServer((request, response) => {
    const { method, url = '/', headers } = request;
    const { pathname } = new URL(url, target);
    if (!pathname.startsWith('/api/')) {
      void sendFile(folder, pathname, response);
    } else if (reachable) {
      const upstream = forward(`${target}${url}`, { method, headers }, (reply) => {
        response.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(response);
      });
      upstream.once('error', () => response.destroy());
      request.pipe(upstream);
    } else response.destroy();
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://localhost:${String(port)}`,
    deploy(next) {
      folder = next;
    },
    reach(yes) {
      reachable = yes;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function sendFile(folder: string, path: string, response: ServerResponse): Promise<void> {
  const isPage = extname(path) === '';
  const body = await readFile(join(folder, isPage ? 'index.html' : path)).catch(() => null);
  if (body === null) {
    response.writeHead(404).end();
    return;
  }
  const type = TYPES[isPage ? '.html' : extname(path)] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(body);
}

/**
 * The present build as one that comes after it: every file under another name,
 * and a database with one table more.
 *
 * @param steps how many versions of the database it is ahead
 * @returns its folder; remove it
 */
export async function laterBuild(steps = 1): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'siposyandu-build-'));
  await cp(THIS_BUILD, folder, { recursive: true, filter: (path) => !path.endsWith('.map') });
  const assets = await readdir(join(folder, 'assets'));
  const later = (text: string): string =>
    assets
      .reduce((changed, name) => changed.replaceAll(name, laterName(name, steps)), text)
      .replaceAll(/("revision":")([0-9a-f]+")/g, `$1${String(steps)}$2`);

  let patched = 0;
  for (const name of assets) {
    const path = join(folder, 'assets', name);
    const text = await readFile(path, 'utf8');
    const ahead = withLaterDatabase(text, steps);
    if (ahead !== text) patched += 1;
    await rm(path);
    await writeFile(join(folder, 'assets', laterName(name, steps)), later(ahead));
  }
  if (patched !== 1) throw new Error('the phone’s database was not found in the build');
  for (const name of ['index.html', 'sw.js']) {
    const path = join(folder, name);
    await writeFile(path, later(await readFile(path, 'utf8')));
  }
  return folder;
}

function laterName(name: string, steps: number): string {
  return name.replace(/(\.\w+)$/, `-later${String(steps)}$1`);
}

/** Where `client/data/db.ts` refuses a newer database, and where it listens for one; Dexie counts in tens. */
function withLaterDatabase(text: string, steps: number): string {
  const refusal = /(backendDB\(\)\.version>=)(\d+)/;
  const [, , tooNew] = refusal.exec(text) ?? [];
  if (tooNew === undefined) return text;
  const version = Number(tooNew) / 10 - 1 + steps;
  const listening = /this\.on\(([`'"])versionchange\1,\(\)=>[({]+this\.close\(\{disableAutoOpen/;
  if (!listening.test(text)) throw new Error('the build does not listen for newer ones');
  return text
    .replace(refusal, `$1${String((version + 1) * 10)}`)
    .replace(
      listening,
      (listens) => `this.version(${String(version)}).stores({later:'id'}),${listens}`,
    );
}
