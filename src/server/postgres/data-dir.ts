/** The folder that holds everything worth keeping; made at the first start. */

import { randomUUID } from 'node:crypto';
import { mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messages } from '#server/messages.ts';
import { StartRefused } from '#server/start-refused.ts';

/**
 * @returns its real path, so that two ways to name it are one
 * @throws StartRefused when it cannot be made or written
 */
export async function openDataDir(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const real = await realpath(path);
    // Rights alone do not tell: the disk may be full or mounted for reading only.
    const probe = join(real, `.probe-${randomUUID()}`);
    await writeFile(probe, '.');
    await rm(probe);
    return real;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new StartRefused(messages.dataDirUnwritable(path, code), { cause: error });
  }
}
