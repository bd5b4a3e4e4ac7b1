/** Decides as which user of the machine Postgres runs, since it refuses to run as root. */

import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { messages } from '#server/messages.ts';
import { StartRefused } from '#server/start-refused.ts';

export interface ServiceUser {
  readonly uid: number;
  readonly gid: number;
}

/** Debian's own database user where there is one; everywhere else the user with the fewest rights. */
const CANDIDATES = ['postgres', 'nobody'];

const run = promisify(execFile);

/**
 * A cluster that exists keeps its owner, so that installing or removing a
 * `postgres` user between two starts changes nothing.
 *
 * @returns `null` to run as ourselves, who are not root
 * @throws StartRefused as root on a machine with neither user
 */
export async function chooseServiceUser(clusterDir: string): Promise<ServiceUser | null> {
  if (process.getuid?.() !== 0) return null;

  const owner = await stat(clusterDir).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };

  for (const name of CANDIDATES) {
    const user = await lookUp(name);
    if (user !== null) return user;
  }
  throw new StartRefused(messages.noServiceUser);
}

/** Asks `id` and not /etc/passwd: users can also come from a directory service. */
async function lookUp(name: string): Promise<ServiceUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

/** Options for `spawn` and `execFile`. */
export function runAs(user: ServiceUser | null): { uid?: number; gid?: number } {
  return user === null ? {} : { uid: user.uid, gid: user.gid };
}
