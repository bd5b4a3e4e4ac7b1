/** The other programs under measurement. They are fetched from npm the first time somebody measures them, and never by `npm ci`. */

import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Contender, Measure, Stage } from './contender.ts';
import type { Child } from './invented.ts';

const SOURCE = fileURLToPath(new URL('peers/', import.meta.url));
/** Out of the way of everything that looks through `tests`; gone with the next `npm ci`. */
const INSTALLED = fileURLToPath(
  new URL('../../../node_modules/.cache/siposyandu-bench-peers/', import.meta.url),
);

const ALL: readonly Measure[] = ['first load', 'save', 'push', 'pull'];
const PEERS = [
  { kind: 'pouchdb', title: 'PouchDB', of: 'pouchdb-browser', does: ALL },
  { kind: 'rxdb', title: 'RxDB', of: 'rxdb', does: ALL },
  { kind: 'openmrs', title: 'OpenMRS', of: '@openmrs/esm-offline', does: ['save', 'push'] },
] as const satisfies readonly {
  readonly kind: string;
  readonly title: string;
  /** The package whose version counts. */
  readonly of: string;
  readonly does: readonly Measure[];
}[];
type Kind = (typeof PEERS)[number]['kind'];

export const PEER_NAMES: readonly string[] = PEERS.map(({ kind }) => kind);

/**
 * Fetches them where they are not here yet.
 *
 * @returns why they cannot be had, where they cannot
 */
export async function installPeers(): Promise<string | null> {
  const lock = await readFile(join(SOURCE, 'package-lock.json'), 'utf8');
  const stamp = join(INSTALLED, 'installed-from.json');
  const isInstalled = (await readFile(stamp, 'utf8').catch(() => '')) === lock;
  await cp(SOURCE, INSTALLED, { recursive: true });
  if (isInstalled) return null;
  console.log('Fetching the other programs from npm, once …');
  const npm = spawn('npm', ['ci'], { cwd: INSTALLED, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  npm.stderr.on('data', (part: Buffer) => (said += part.toString('utf8')));
  const code = await new Promise<number | null>((resolve) => {
    npm.once('error', () => resolve(null));
    npm.once('close', resolve);
  });
  if (code !== 0) return `npm ci ended with ${String(code)}\n${said.trim()}`;
  await writeFile(stamp, lock);
  return null;
}

/** Call after `installPeers`. */
export async function peer(kind: string): Promise<Contender> {
  const found = PEERS.find((each) => each.kind === kind);
  if (found === undefined) throw new Error(`no such program: ${kind}`);
  const { version } = JSON.parse(
    await readFile(join(INSTALLED, 'node_modules', found.of, 'package.json'), 'utf8'),
  ) as { version: string };
  return {
    name: `${found.title} ${version}`,
    does: new Set(found.does),
    start: (children) => startPeer(found.kind, children),
  };
}

async function startPeer(kind: Kind, children: readonly Child[]): Promise<Stage> {
  const files = await buildPage(kind);
  const server = fork(join(INSTALLED, 'server.js'), [kind], { serialization: 'advanced' });
  const { port } = await ask<{ port: number }>(server, { docs: documents(children) });
  const childIds = children.map(({ id }) => id);
  return {
    url: `http://localhost:${String(port)}`,
    files,
    newPerson: () => Promise.resolve(''),
    async changeElsewhere(count) {
      await ask(server, { fresh: childIds.slice(0, count).map(freshWeighing) });
    },
    async stop() {
      server.kill();
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
      await rm(files, { recursive: true });
    },
  };
}

async function ask<T>(server: ChildProcess, message: object): Promise<T> {
  const answered = new AbortController();
  const gone = once(server, 'exit', { signal: answered.signal }).then(() => {
    throw new Error('the server of another program ended');
  });
  gone.catch(() => undefined);
  server.send(message);
  const [answer] = (await Promise.race([once(server, 'message'), gone])) as [T];
  answered.abort();
  return answer;
}

/** What ours says of each record, in one document each, which needs no other id than its own. */
function documents(children: readonly Child[]): object[] {
  const author = crypto.randomUUID();
  const approved = { status: 'approved', decidedBy: 'Petugas Ukur', decidedAtMs: Date.now() };
  const registrations = children.map(({ id, profile }) => ({
    id,
    kind: 'child',
    profile,
    fieldVersions: {},
    review: approved,
  }));
  const weighings = children.flatMap(({ id: childId, visits }) =>
    visits.map((visit) => ({
      id: visit.id,
      kind: 'event',
      review: visit.approved ? approved : null,
      event: weighed(visit.id, childId, author, visit.measurement),
    })),
  );
  return [...registrations, ...weighings];
}

function freshWeighing(childId: string): object {
  const id = crypto.randomUUID();
  const event = weighed(id, childId, crypto.randomUUID(), {
    measuredOn: new Date().toISOString().slice(0, 10),
    weightGrams: 8800,
    lengthMm: 741,
    position: 'lying',
    headMm: null,
    muacMm: null,
    oedema: false,
  });
  return { id, kind: 'event', review: null, event };
}

function weighed(id: string, childId: string, authorId: string, measurement: object): object {
  return { id, kind: 'measurement', childId, authorId, measurement };
}

async function buildPage(kind: Kind): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'siposyandu-bench-page-'));
  const standIn = (name: string) => join(INSTALLED, 'stand-ins', `${name}.js`);
  await build({
    root: INSTALLED,
    configFile: false,
    logLevel: 'error',
    define: { global: 'globalThis' },
    resolve: {
      alias: {
        '@openmrs/esm-api': standIn('esm-api'),
        '@openmrs/esm-state': standIn('esm-state'),
      },
    },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      rolldownOptions: {
        input: join(INSTALLED, `${kind}-page.js`),
        output: { entryFileNames: 'page.js' },
      },
    },
  });
  await stat(join(outDir, 'page.js'));
  await writeFile(
    join(outDir, 'index.html'),
    `<!doctype html><meta charset="utf-8"><title>${kind}</title><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>`,
  );
  return outDir;
}
