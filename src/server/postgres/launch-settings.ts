/** The settings Postgres is started with, and how a running one shows with which it was. */

import { createHash } from 'node:crypto';
import { totalmem } from 'node:os';
import type { Address } from './address.ts';
import type { Cluster } from './cluster.ts';

/** Settings of our own that Postgres only carries: seen in `ps`, and by whoever adopts it. */
const CLUSTER_MARK = 'siposyandu.cluster';
export const LAUNCH_MARK = 'siposyandu.launch';

/**
 * @param durable whether an acknowledged write must survive a power cut; `false` only for tests
 */
export function launchSettings(durable: boolean): Readonly<Record<string, string>> {
  const sync = durable ? 'on' : 'off';
  return {
    fsync: sync,
    synchronous_commit: sync,
    full_page_writes: sync,
    max_connections: '50',
    // Pages of its own memory need no reading from the system's, nor one thrown out for each.
    shared_buffers: `${sharedBuffersMb(memoryBytes())}MB`,
    // One small query at a time each; and Docker's 64 MB of /dev/shm is too little for parallel ones.
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%t ',
    // Errors go to the server, which sees them all. Here they could carry a child's data.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    cluster_name: 'siposyandu',
  };
}

const MB = 1024 * 1024;
/** PostgreSQL's own default. */
const LEAST_BUFFERS_MB = 128;
const MOST_BUFFERS_MB = 1024;

/** An eighth, in steps that small differences do not change; the manual names a quarter where nothing else runs. */
export function sharedBuffersMb(bytes: number): number {
  const eighth = Math.floor(bytes / 8 / MB / LEAST_BUFFERS_MB) * LEAST_BUFFERS_MB;
  return Math.min(Math.max(eighth, LEAST_BUFFERS_MB), MOST_BUFFERS_MB);
}

/** Of the machine, or of the container where that is less. */
function memoryBytes(): number {
  // None is told as 0 or as more than there can be.
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/** Changes with the settings and the version of Postgres; a running one with another mark is restarted. */
export function launchMark(settings: Readonly<Record<string, string>>, version: string): string {
  return createHash('sha256')
    .update(JSON.stringify([settings, version]))
    .digest('hex')
    .slice(0, 16);
}

/** Arguments for `postgres`, besides where its data is. */
export function settingArguments(
  settings: Readonly<Record<string, string>>,
  cluster: Cluster,
  address: Address,
  mark: string,
): string[] {
  const bySocket = address.host.startsWith('/');
  const all = {
    ...settings,
    listen_addresses: bySocket ? '' : address.host,
    unix_socket_directories: bySocket ? address.host : '',
    unix_socket_permissions: '0700',
    port: String(address.port),
    [CLUSTER_MARK]: cluster.dir,
    [LAUNCH_MARK]: mark,
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
