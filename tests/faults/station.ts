/** What is killed: one server with its own Postgres, or two servers on a Postgres beside them. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { clusterDirIn } from '#server/postgres/cluster.ts';
import { APPLICATION } from '#server/postgres/database.ts';
import { readPidFile } from '#server/postgres/pid-file.ts';
import { startPostgres, type Connection } from '#server/postgres/supervisor.ts';
import { endAtOnce } from '../support/end-at-once.ts';
import {
  createDataDir,
  databaseUrlOf,
  removeDataDir,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';
import { guardDir } from './warden.ts';

export interface Station {
  /** Where a device sends its so-many-eth push, without a slash at the end. */
  readonly address: (device: number, push: number) => string;
  readonly connection: () => Promise<Connection>;
  /** Kills one of `targets` and starts it again. */
  readonly kill: (target: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface StationKind {
  readonly name: string;
  /** What can be killed of it. */
  readonly targets: readonly [string, ...string[]];
  readonly open: () => Promise<Station>;
}

/** A database without the practice posyandu. */
export const EMPTY = { PRACTICE: 'off' };

export const oneServer: StationKind = {
  name: 'one-server',
  targets: ['server', 'postgres', 'server and postgres'],
  async open() {
    const dataDir = await createDataDir();
    guardDir(dataDir);
    let server = await startServer({ dataDir, env: EMPTY });
    const port = portOf(server);
    return {
      address: () => server.url,
      connection: () => embedded(dataDir),
      async kill(target) {
        if (target !== 'server') await killPostgres(dataDir);
        // A server starts its Postgres again by itself.
        if (target === 'postgres') return;
        await server.kill();
        server = await startServer({ dataDir, port, env: EMPTY });
      },
      async stop() {
        await server.stop();
        await removeDataDir(dataDir);
      },
    };
  },
};

export const twoServers: StationKind = {
  name: 'two-servers',
  targets: ['server 1', 'server 2', 'both servers', 'postgres'],
  async open() {
    const dataDir = await createDataDir();
    guardDir(dataDir);
    const postgres = await startPostgres({ dataDir, log: () => undefined });
    const env = { ...EMPTY, DATABASE_URL: databaseUrlOf(postgres.connection) };
    const start = (onPort = 0) => startServer({ dataDir, port: onPort, env });
    const servers: [ServerProcess, ServerProcess] = [await start(), await start()];

    async function killAndStart(side: 0 | 1): Promise<void> {
      await servers[side].kill();
      servers[side] = await start(portOf(servers[side]));
    }

    return {
      // Half of them stay with one server, the others change with every push.
      address: (device, push) => servers[device % 2 === 0 || push % 2 === 0 ? 0 : 1].url,
      connection: () => Promise.resolve(postgres.connection),
      async kill(target) {
        if (target === 'postgres') await killPostgres(dataDir);
        if (target === 'server 1' || target === 'both servers') {
          const first = killAndStart(0);
          if (target === 'both servers') await killAndStart(1);
          await first;
        }
        if (target === 'server 2') await killAndStart(1);
      },
      async stop() {
        await Promise.all(servers.map((server) => server.stop()));
        await postgres.stop();
        await removeDataDir(dataDir);
      },
    };
  },
};

/** All of it: the first process alone would leave its writers the time to bring to the disk what was not there yet. */
async function killPostgres(dataDir: string): Promise<void> {
  const file = await readPidFile(clusterDirIn(dataDir));
  if (file === null) return;
  // Waited for without holding up the devices: in the silence everything would reach the disk.
  const { stdout } = await promisify(execFile)('ps', ['-ax', '-o', 'pid=,ppid=']);
  const processes = stdout.split('\n').map((row) => row.trim().split(/\s+/).map(Number));
  const children = processes.flatMap(([pid = 0, parent]) => (parent === file.pid ? [pid] : []));
  for (const pid of [file.pid, ...children]) endAtOnce(pid);
}

/** How to reach the Postgres that a server runs in its data folder. */
export async function embedded(dataDir: string): Promise<Connection> {
  const address = (await readPidFile(clusterDirIn(dataDir)))?.address;
  if (address === null || address === undefined) throw new Error('no Postgres serves');
  return { ...address, ...APPLICATION, ssl: false };
}

export function portOf({ url }: ServerProcess): number {
  return Number(new URL(url).port);
}
