/** What is killed: one server with its own Postgres, or two servers on a Postgres beside them. */

import { clusterDirIn } from '#server/postgres/cluster.ts';
import { APPLICATION } from '#server/postgres/database.ts';
import { readPidFile } from '#server/postgres/pid-file.ts';
import { startPostgres, type Connection } from '#server/postgres/supervisor.ts';
import type { Random } from '#server/practice/random.ts';
import {
  createDataDir,
  removeDataDir,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';

export interface Station {
  /** Where a device sends this time, without a slash at the end. */
  readonly address: (device: number) => string;
  readonly connection: () => Promise<Connection>;
  /**
   * Kills something of it and starts that again.
   *
   * @returns the name of what was killed
   */
  readonly killSomething: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

const EMPTY = { PRACTICE: 'off' };

export async function oneServer(random: Random): Promise<Station> {
  const dataDir = await createDataDir();
  let server = await startServer({ dataDir, env: EMPTY });
  const port = portOf(server);

  async function killPostgres(): Promise<void> {
    const file = await readPidFile(clusterDirIn(dataDir));
    if (file !== null) process.kill(file.pid, 'SIGKILL');
  }

  return {
    address: () => server.url,
    connection: () => embedded(dataDir),
    async killSomething() {
      const target = random.pick(['server', 'postgres', 'server and postgres']);
      if (target !== 'server') await killPostgres();
      // A server starts its Postgres again by itself.
      if (target === 'postgres') return target;
      await server.kill();
      server = await startServer({ dataDir, port, env: EMPTY });
      return target;
    },
    async stop() {
      await server.stop();
      await removeDataDir(dataDir);
    },
  };
}

export async function twoServers(random: Random): Promise<Station> {
  const dataDir = await createDataDir();
  const postgres = await startPostgres({ dataDir, log: () => undefined });
  const { host, port, user, database } = postgres.connection;
  const env = {
    ...EMPTY,
    DATABASE_URL: `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}&port=${String(port)}`,
  };
  const start = (onPort = 0) => startServer({ dataDir, port: onPort, env });
  const servers: [ServerProcess, ServerProcess] = [await start(), await start()];

  return {
    // Half of them stay with one server, the others change with every push.
    address: (device) => servers[device % 2 === 0 ? 0 : random.between(0, 1) === 0 ? 0 : 1].url,
    connection: () => Promise.resolve(postgres.connection),
    async killSomething() {
      const both = random.chance(0.2);
      const first = random.pick([0, 1]);
      const killed = both ? [0, 1] : [first];
      await Promise.all(killed.map((index) => servers[index === 0 ? 0 : 1].kill()));
      await Promise.all(
        killed.map(async (index) => {
          const side = index === 0 ? 0 : 1;
          servers[side] = await start(portOf(servers[side]));
        }),
      );
      return both ? 'both servers' : `server ${first + 1}`;
    },
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
      await postgres.stop();
      await removeDataDir(dataDir);
    },
  };
}

async function embedded(dataDir: string): Promise<Connection> {
  const address = (await readPidFile(clusterDirIn(dataDir)))?.address;
  if (address === null || address === undefined) throw new Error('no Postgres serves');
  return { ...address, ...APPLICATION, ssl: false };
}

function portOf({ url }: ServerProcess): number {
  return Number(new URL(url).port);
}
