/** Runs the Postgres that npm brought, for one server, in one folder, and keeps it running. */

import { readFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { messages } from '#server/messages.ts';
import { StartRefused } from '#server/start-refused.ts';
import { type Address, closeAddress, ensurePasswordFile, openAddress } from './address.ts';
import { type Binaries, copyFoldersFor, packagedNativeDir, prepareBinaries } from './binaries.ts';
import { type Cluster, clusterDirIn, ensureCluster, SUPERUSER } from './cluster.ts';
import { openDataDir } from './data-dir.ts';
import { APPLICATION, ensureDatabase } from './database.ts';
import { LAUNCH_MARK, launchMark, launchSettings, settingArguments } from './launch-settings.ts';
import { type Lease, takeLease } from './lease.ts';
import { readPidFile } from './pid-file.ts';
import { findPostmaster, launchPostmaster, type Postmaster, stopPostmaster } from './postmaster.ts';
import { untilReady } from './readiness.ts';
import { chooseServiceUser } from './service-user.ts';

/** For `pg.Pool`; the role owns its database and nothing else. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password?: string;
  readonly ssl: false;
}

export interface EmbeddedPostgres {
  readonly connection: Connection;
  /** Close your pools first. Safe to call more than once. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Made if absent; the data lies in its folder `postgres`. */
  readonly dataDir: string;
  /** Hears whole sentences for the person at the terminal. */
  readonly log: (sentence: string) => void;
  /** Postgres ended while it was in use and could not be brought back. */
  readonly onLost?: (error: unknown) => void;
  /** Gives up a start that takes long; without effect once it has succeeded. */
  readonly signal?: AbortSignal;
  /** `false` risks the data in a power cut for speed: only for tests. */
  readonly durable?: boolean;
  /** Folder with `bin`, `lib` and `share`; the package's own by default. */
  readonly nativeDir?: string;
}

const ATTEMPTS = 6;
const LONGEST_LOG_BYTES = 5_000_000;
const SHOWN_LOG_BYTES = 1_500;

/**
 * Returns when Postgres answers SQL.
 *
 * A Postgres that outlived a killed server is adopted. If it dies while in use
 * (memory ran out, somebody killed it), it is started again at the same
 * address, so pools only have to connect anew.
 *
 * @throws StartRefused with the reason, also when another server has this folder in use;
 *   or the signal's reason
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = await openDataDir(options.dataDir);
  const durable = options.durable ?? true;
  const dir = clusterDirIn(dataDir);
  const user = await chooseServiceUser(dir);
  const binaries = await prepareBinaries(
    options.nativeDir ?? packagedNativeDir(),
    user,
    copyFoldersFor(user, dataDir),
  );
  const passwordFile = await ensurePasswordFile(dataDir);
  const cluster: Cluster = { dir, user };
  await ensureCluster(dataDir, cluster, binaries, { durable, passwordFile });

  const settings = launchSettings(durable);
  const house: House = {
    cluster,
    binaries,
    settings,
    mark: launchMark(settings, binaries.version),
    password: passwordFile === null ? {} : { password: await readFile(passwordFile, 'utf8') },
    logPath: await openLog(dataDir),
    log: options.log,
    signal: options.signal,
  };

  let tenancy = await moveIn(house, null);
  let stopping: Promise<void> | null = null;

  const keepRunning = async (): Promise<void> => {
    for (;;) {
      await tenancy.lease.lost;
      if (stopping !== null) return;
      options.log(messages.postgresLost);
      tenancy = await moveIn(house, tenancy.address);
      if (stopping !== null) return;
      options.log(messages.postgresBack);
    }
  };
  const kept = keepRunning().catch((error: unknown) => {
    if (stopping === null) options.onLost?.(error);
  });

  const leave = async (): Promise<void> => {
    const before = tenancy;
    await moveOut(house, before);
    // It may have been in the middle of starting a new one.
    await kept;
    if (tenancy !== before) await moveOut(house, tenancy);
  };

  return {
    connection: { ...tenancy.address, ...APPLICATION, ...house.password, ssl: false },
    async stop() {
      stopping ??= leave();
      return stopping;
    },
  };
}

interface House {
  readonly cluster: Cluster;
  readonly binaries: Binaries;
  readonly settings: Readonly<Record<string, string>>;
  readonly mark: string;
  readonly password: { readonly password?: string };
  readonly logPath: string;
  readonly log: (sentence: string) => void;
  readonly signal: AbortSignal | undefined;
}

interface Tenancy {
  readonly postmaster: Postmaster;
  readonly address: Address;
  readonly lease: Lease;
}

/**
 * @param wanted the address that pools already know; `null` at the first time
 */
async function moveIn(house: House, wanted: Address | null): Promise<Tenancy> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    // After a crash its last workers need a moment to let go of the shared memory.
    if (attempt > 0) await delay(100 * 2 ** attempt);
    const tenancy = await tryToMoveIn(house, wanted);
    if (tenancy !== null) return tenancy;
  }
  throw new StartRefused(messages.postgresDoesNotStart(house.logPath, await endOfLog(house)));
}

/** @returns `null` when it is worth another try */
async function tryToMoveIn(house: House, wanted: Address | null): Promise<Tenancy | null> {
  const found = await findPostmaster(house.cluster);
  if (found !== null) return tryToLiveWith(found, house, wanted);

  const address = wanted ?? (await openAddress(house.cluster.user));
  const own = await launch(house, address);
  try {
    return await tryToLiveWith(own, house, wanted);
  } catch (error) {
    if (!(error instanceof HeldByAnother)) {
      await stopPostmaster(own, house.cluster, house.binaries);
    }
    throw error;
  } finally {
    if (!(await own.isAlive()) && wanted === null) await closeAddress(address);
  }
}

/** Another server was faster; the Postgres is theirs now, whoever started it. */
class HeldByAnother extends StartRefused {}

async function tryToLiveWith(
  postmaster: Postmaster,
  house: House,
  wanted: Address | null,
): Promise<Tenancy | null> {
  const { cluster, binaries, mark, password } = house;
  const readiness = await untilReady(postmaster, {
    whereIs: async () => {
      const file = await readPidFile(cluster.dir);
      return file?.pid === postmaster.pid ? file.address : null;
    },
    credentials: { user: SUPERUSER, database: 'postgres', ...password },
    signal: house.signal,
    onSlow: () => {
      house.log(messages.postgresRecovering);
    },
  });
  if (readiness.state === 'gone') return null;
  if (readiness.state === 'unreachable') {
    await stopPostmaster(postmaster, cluster, binaries);
    return null;
  }

  const { client, address } = readiness;
  try {
    const taken = await takeLease(client);
    if ('heldBy' in taken) throw new HeldByAnother(messages.alreadyRunning(taken.heldBy));

    if ((wanted ?? address).host === address.host && (await markOf(client)) === mark) {
      await ensureDatabase(client, password.password ?? null);
      return { postmaster, address, lease: taken.lease };
    }
  } catch (error) {
    if (isBrokenConnection(error)) return null;
    throw error;
  }
  await stopPostmaster(postmaster, cluster, binaries);
  if (wanted?.host !== address.host) await closeAddress(address);
  return null;
}

/** Its last server may be stopping it at this very moment. */
function isBrokenConnection(error: unknown): boolean {
  if (error instanceof StartRefused) return false;
  return !(error instanceof pg.DatabaseError) || error.code?.startsWith('57P') === true;
}

/** With which settings and version it was started; `null` if not by us. */
async function markOf(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ mark: string | null }>(
    'select current_setting($1, true) as mark',
    [LAUNCH_MARK],
  );
  return rows[0]?.mark ?? null;
}

async function launch(house: House, address: Address): Promise<Postmaster> {
  const { cluster, binaries, settings, mark, logPath } = house;
  const args = settingArguments(settings, cluster, address, mark);
  return launchPostmaster(cluster, binaries, args, address, logPath);
}

async function moveOut({ cluster, binaries }: House, tenancy: Tenancy): Promise<void> {
  await stopPostmaster(tenancy.postmaster, cluster, binaries);
  await tenancy.lease.lost;
  await closeAddress(tenancy.address);
}

async function openLog(dataDir: string): Promise<string> {
  const path = join(dataDir, 'postgres.log');
  const found = await stat(path).catch(() => null);
  if (found !== null && found.size > LONGEST_LOG_BYTES) await truncate(path);
  return path;
}

async function endOfLog({ logPath }: House): Promise<string> {
  const text = await readFile(logPath, 'utf8').catch(() => '');
  return text.slice(-SHOWN_LOG_BYTES).trim();
}
