import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { packagedNativeDir, prepareBinaries } from '#server/postgres/binaries.ts';
import { chooseServiceUser, type ServiceUser } from '#server/postgres/service-user.ts';
import { StartRefused } from '#server/start-refused.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const NOT_NEEDED = /(\/share|\/postgresql|\.a)$/;

let user: ServiceUser | null;
let copyFolder: string;

beforeEach(async () => {
  user = await chooseServiceUser('/does/not/exist');
  copyFolder = temporaryFolder();
  chmodSync(copyFolder, 0o755);
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'siposyandu-binaries-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** What `--version` needs of the package, as npm unpacks it: without links, since npm carries none. */
function unpackedPackage(): string {
  const folder = temporaryFolder();
  const nativeDir = join(folder, 'native');
  chmodSync(folder, 0o755);
  cpSync(packagedNativeDir(), nativeDir, {
    recursive: true,
    filter: (path) => !lstatSync(path).isSymbolicLink() && !NOT_NEEDED.test(path),
  });
  writeFileSync(join(folder, 'package.json'), '{ "version": "18.4.0-test" }');
  return nativeDir;
}

test('where the links were never made, a copy with links runs', async () => {
  const nativeDir = unpackedPackage();
  const binaries = await prepareBinaries(nativeDir, user, [copyFolder]);

  expect(binaries.major).toBe(18);
  expect(binaries.postgres.startsWith(copyFolder)).toBe(true);
  expect(binaries.postgres).toContain('18.4.0-test');
  expect(readdirSync(join(nativeDir, 'lib'))).not.toContain('libpq.so.5');
});

test('the copy is made once', async () => {
  const nativeDir = unpackedPackage();
  const first = await prepareBinaries(nativeDir, user, [copyFolder]);
  const madeAt = statSync(first.postgres).ctimeMs;

  const second = await prepareBinaries(nativeDir, user, [copyFolder]);
  expect(second).toEqual(first);
  expect(statSync(second.postgres).ctimeMs).toBe(madeAt);
});

test('two starts that copy at once share one copy and leave no draft', async () => {
  const nativeDir = unpackedPackage();
  const both = await Promise.all([
    prepareBinaries(nativeDir, user, [copyFolder]),
    prepareBinaries(nativeDir, user, [copyFolder]),
  ]);
  expect(both[0]).toEqual(both[1]);
  const [home = ''] = readdirSync(copyFolder);
  expect(readdirSync(join(copyFolder, home))).toEqual(['18.4.0-test']);
});

test('programs unpacked for their owner alone run for the service user from a copy', async () => {
  const nativeDir = unpackedPackage();
  for (const name of ['postgres', 'initdb']) chmodSync(join(nativeDir, 'bin', name), 0o600);
  chmodSync(join(nativeDir, 'lib'), 0o700);

  const binaries = await prepareBinaries(nativeDir, user, [copyFolder]);
  expect(binaries.postgres.startsWith(copyFolder)).toBe(true);
});

test('nothing is run from a folder that somebody else could write', async () => {
  const nativeDir = unpackedPackage();
  const home = join(copyFolder, `siposyandu-postgres-${process.getuid?.() ?? 0}`);
  await prepareBinaries(nativeDir, user, [copyFolder]);
  chmodSync(home, 0o777);

  const safe = temporaryFolder();
  chmodSync(safe, 0o755);
  const binaries = await prepareBinaries(nativeDir, user, [copyFolder, safe]);
  expect(binaries.postgres.startsWith(safe)).toBe(true);
});

test('programs that run nowhere refuse the start with the loader’s own words', async () => {
  const nativeDir = unpackedPackage();
  rmSync(join(nativeDir, 'lib', 'libicuuc.so.60.2'));
  const attempt = prepareBinaries(nativeDir, user, [copyFolder]);
  await expect(attempt).rejects.toThrow(StartRefused);
  await expect(attempt).rejects.toThrow('libicuuc.so.60');
});
