import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { buildIfNeeded } from '#server/cli/build-if-needed.ts';

/** A project with a builder that only counts how often it ran, and fails when the page says so. */
const BUILDER = `
const { mkdirSync, readFileSync, rmSync, writeFileSync, appendFileSync } = require('node:fs');
appendFileSync('builds', 'x');
rmSync('dist', { recursive: true, force: true });
if (readFileSync('index.html', 'utf8') === 'broken') process.exit(1);
mkdirSync('dist');
writeFileSync('dist/index.html', 'built');
`;

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'siposyandu-build-'));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  write('node_modules/vite/package.json', '{ "name": "vite", "version": "0.0.0" }');
  write('node_modules/vite/bin/vite.js', BUILDER);
  write('package.json', '{ "name": "uji" }');
  write('index.html', 'page');
  write('public/icons/icon.svg', '<svg/>');
  write('src/client/main.tsx', 'one');
  write('src/server/main.ts', 'one');
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function build(): Promise<boolean> {
  return buildIfNeeded(root, () => undefined);
}

function builds(): number {
  return existsSync(join(root, 'builds')) ? readFileSync(join(root, 'builds'), 'utf8').length : 0;
}

test('the first start builds, the second does not', async () => {
  expect(await build()).toBe(true);
  expect(await build()).toBe(true);
  expect(builds()).toBe(1);
});

test.each([
  ['a screen', 'src/client/main.tsx'],
  ['a new rule', 'src/domain/growth/new-rule.ts'],
  ['an icon', 'public/icons/icon.svg'],
  ['the page', 'index.html'],
  ['a dependency', 'package-lock.json'],
  ['the build settings', 'vite.config.ts'],
])('a change of %s builds again', async (_what, path) => {
  await build();
  write(path, 'two');
  await build();
  expect(builds()).toBe(2);
});

test('a file that is gone builds again', async () => {
  write('public/old.png', 'x');
  await build();
  rmSync(join(root, 'public/old.png'));
  await build();
  expect(builds()).toBe(2);
});

test('new times and changes of the server alone build nothing', async () => {
  await build();
  utimesSync(join(root, 'index.html'), new Date(), new Date());
  write('src/server/main.ts', 'two');
  await build();
  expect(builds()).toBe(1);
});

test('a build that was removed is made again', async () => {
  await build();
  rmSync(join(root, 'dist'), { recursive: true });
  await build();
  expect(builds()).toBe(2);
});

test('a failed build is not taken for one', async () => {
  write('index.html', 'broken');
  expect(await build()).toBe(false);
  expect(await build()).toBe(false);
  expect(builds()).toBe(2);
});
