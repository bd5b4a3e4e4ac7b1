/** What lies where in the repository, and what no committed file may hold. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '');
const texts = tracked
  .filter((file) => !/\.(png|jpe?g|webp|gz|xlsx?|ico)$/.test(file) && file !== 'package-lock.json')
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
const code = texts.filter(({ file }) => /\.tsx?$/.test(file));

const names = (found: readonly { readonly file: string }[]) => found.map(({ file }) => file);

test('the top level holds the agreed names and dotfiles, nothing else', () => {
  const top = new Set(tracked.map((file) => file.split('/')[0] ?? ''));
  const visible = [...top].filter((name) => !name.startsWith('.')).toSorted();
  expect(visible).toEqual([
    'README.md',
    'index.html',
    'package-lock.json',
    'package.json',
    'public',
    'src',
    'tests',
    'tsconfig.json',
    'vite.config.ts',
  ]);
});

test('the source has its five layers and a map of them', () => {
  const rooms = new Set(
    tracked.filter((file) => file.startsWith('src/')).map((file) => file.split('/')[1] ?? ''),
  );
  expect([...rooms].toSorted()).toEqual([
    'README.md',
    'client',
    'domain',
    'protocol',
    'server',
    'sw',
  ]);
});

test('no file knows the machine it was written on', () => {
  const ofAMachine = /(^|[^\w.])\/(work|tmp|root|home)\//m;
  expect(names(texts.filter(({ text }) => ofAMachine.test(text)))).toEqual([]);
});

test('each file of the rules, the wire, the data and the server says what it is for', () => {
  const spoken = /^src\/(domain|protocol|server|client\/(data|sync))\//;
  const header = /^(#![^\n]*\n)?(\/\*\*.+?\*\/|\/\/ [^\n]+)\n\n/s;
  const silent = code.filter(({ file, text }) => spoken.test(file) && !header.test(text));
  expect(names(silent)).toEqual([]);
});

test('no test is left out, and none silences the others', () => {
  const leftOut = /\b(test|it|describe)\.(skip|only|todo|fails|fixme)\b/;
  expect(names(code.filter(({ text }) => leftOut.test(text)))).toEqual([]);
});

test('no test replaces a module of ours by a puppet', () => {
  const puppet = /vi\.mock\(\s*['"][#.]/;
  expect(names(code.filter(({ text }) => puppet.test(text)))).toEqual([]);
});
