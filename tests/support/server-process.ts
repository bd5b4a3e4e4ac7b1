/** Runs the real server as its own process, the way `npm start` does after the build. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeAddress } from '#server/postgres/address.ts';
import { clusterDirIn } from '#server/postgres/cluster.ts';
import { readPidFile } from '#server/postgres/pid-file.ts';
import { isPostmasterOf } from '#server/postgres/process-table.ts';
import type { Connection } from '#server/postgres/supervisor.ts';

export interface ServerProcess {
  /** Without a slash at the end. */
  readonly url: string;
  /** Of the process and of its group. */
  readonly pid: number;
  /** Everything it printed so far. */
  readonly output: () => string;
  /** Resolves as soon as it has printed this. */
  readonly said: (text: string) => Promise<void>;
  /** Resolves when it is gone, however that came. */
  readonly ended: Promise<unknown>;
  /** Ends it as Ctrl-C does; resolves when it is gone. */
  readonly stop: () => Promise<void>;
  /** Ends it as a power cut does, leaving its Postgres to the next start. */
  readonly kill: () => Promise<void>;
}

interface ServerOptions {
  readonly dataDir: string;
  /** 0 for any that is free; a server started again keeps its address by naming it. */
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}

const READY_WITHIN_MS = 90_000;
const STOPPED_WITHIN_MS = 30_000;

/**
 * Resolves when the server has said where to go.
 *
 * @throws with what it printed, when it ends or says nothing for too long
 */
export async function startServer({
  dataDir,
  port = 0,
  env = {},
}: ServerOptions): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['src/server/main.ts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: dataDir,
      DATABASE_URL: '',
      PRACTICE: 'on',
      // Started by npm, it watches whether its parent lives: a test run that is killed leaves no server.
      npm_lifecycle_event: 'test',
      ...env,
    },
  });
  const gone = once(child, 'close');
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const giveUp = (why: string) => {
      child.kill('SIGKILL');
      reject(new Error(`the server ${why}:\n${output}`));
    };
    const ended = () => giveUp('ended');
    const limit = setTimeout(() => giveUp('is not ready'), READY_WITHIN_MS);
    child.once('exit', ended);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8');
        const [address] = /https?:\/\/[\w.-]+:\d+/.exec(output) ?? [];
        if (address === undefined) return;
        clearTimeout(limit);
        child.off('exit', ended);
        resolve(address);
      });
    }
  });

  return {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    async said(text) {
      while (!output.includes(text)) await once(child.stdout, 'data');
    },
    ended: gone,
    async stop() {
      const limit = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
      await end(child, 'SIGTERM');
      clearTimeout(limit);
    },
    kill: () => end(child, 'SIGKILL'),
  };
}

/** `DATABASE_URL` for a server that is to use this Postgres and not one of its own. */
export function databaseUrlOf({ host, port, user, database }: Connection): string {
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}&port=${String(port)}`;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

export async function createDataDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'siposyandu-server-'));
}

/** Also ends a Postgres that a killed server left behind. */
export async function removeDataDir(dataDir: string): Promise<void> {
  const cluster = clusterDirIn(dataDir);
  const file = await readPidFile(cluster);
  if (file !== null && (await isPostmasterOf(file.pid, cluster))) process.kill(file.pid, 'SIGQUIT');
  if (file?.address) await closeAddress(file.address);
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
