/** Builds the app only when what it is built from has changed since the last time. */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { messages } from '#server/messages.ts';

/** Everything that can change a byte of the built app. */
const FOLDERS = ['public', 'src/client', 'src/domain', 'src/protocol', 'src/sw'];
const FILES = [
  'index.html',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
];

/** Lies in what it describes: whoever empties or rebuilds `dist` removes it too. */
const STAMP = 'dist/.built-from';

/**
 * @param root the project's folder
 * @param say hears whole sentences for the person at the terminal
 * @returns whether there is a fresh build now; the reason for a failure has been printed
 */
export async function buildIfNeeded(
  root: string,
  say: (sentence: string) => void,
): Promise<boolean> {
  const source = await fingerprint(root);
  const built = await readFile(join(root, STAMP), 'utf8').catch(() => '');
  if (built === source) return true;

  say(messages.building);
  const code = await build(root);
  if (code !== 0) {
    if (code !== null) say(messages.buildFailed);
    return false;
  }
  await writeFile(join(root, STAMP), source);
  return true;
}

/** By content, not by time: a clone, a checkout or a copy changes times and nothing else. */
async function fingerprint(root: string): Promise<string> {
  const listed = await Promise.all(
    FOLDERS.map((folder) =>
      readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []),
    ),
  );
  const found = listed
    .flat()
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  for (const path of [...found, ...FILES.map((file) => join(root, file))].toSorted()) {
    const content = await readFile(path).catch(() => null);
    if (content === null) continue;
    hash.update(`${relative(root, path)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** @returns the exit code, `null` when a signal ended it */
function build(root: string): Promise<number | null> {
  const vite = join(
    dirname(createRequire(join(root, 'package.json')).resolve('vite/package.json')),
    'bin/vite.js',
  );
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  const passOn = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, passOn);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      for (const signal of signals) process.off(signal, passOn);
      resolve(code);
    });
  });
}
