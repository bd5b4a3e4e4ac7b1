/**
 * Proves that the walls of the house stand: forbidden files are planted beside
 * a copy of the real lint rules, and lint has to object to each.
 */

import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

interface Pattern {
  readonly regex: string;
  readonly message: string;
}
interface Override {
  readonly files: readonly string[];
  readonly rules: Readonly<Record<string, unknown>>;
}
interface Objection {
  readonly code: string;
  readonly filename: string;
  readonly help?: string;
}

const leave = 'Use #layer/... to leave a folder.';
const clientSees = 'client never sees the server or the worker.';
const serverSide = [
  '#server/store/store.ts',
  '#sw/sw.ts',
  'fastify',
  '@fastify/cookie',
  'kysely',
  'pg',
  'node:fs',
];
const platform = [
  'react',
  'react-dom',
  'dexie',
  'fastify',
  'kysely',
  'pg',
  'workbox-routing',
  '@tanstack/react-query',
  'node:fs',
];
const clientSide = ['#client/data/db.ts', '#sw/sw.ts', 'react', 'dexie', 'workbox-routing'];

/** Which folder may not import what, and what lint says to it. */
const walls: readonly {
  readonly folder: string;
  readonly says: string;
  readonly forbidden: readonly string[];
}[] = [
  { folder: 'src/domain/growth', says: leave, forbidden: ['../child.ts'] },
  {
    folder: 'src/domain/growth',
    says: 'domain imports only zod and itself.',
    forbidden: ['#client/data/db.ts', '#protocol/push.ts', '#server/main.ts', '#sw/sw.ts'],
  },
  {
    folder: 'src/domain',
    says: 'domain is pure: no platform, no framework.',
    forbidden: platform,
  },

  { folder: 'src/protocol', says: leave, forbidden: ['../domain/child.ts'] },
  {
    folder: 'src/protocol',
    says: 'protocol imports only zod, domain and itself.',
    forbidden: ['#client/data/db.ts', '#server/main.ts', '#sw/sw.ts'],
  },
  { folder: 'src/protocol', says: 'protocol is pure.', forbidden: platform },

  { folder: 'src/client/app', says: leave, forbidden: ['../services.ts'] },
  { folder: 'src/client/app', says: clientSees, forbidden: serverSide },

  {
    folder: 'src/client/features/kader/weigh',
    says: leave,
    forbidden: ['../find-child/find-child-screen.tsx'],
  },
  { folder: 'src/client/features/kader/weigh', says: clientSees, forbidden: serverSide },
  {
    folder: 'src/client/features/kader/weigh',
    says: 'A feature imports neither app nor another feature; compose in #client/app.',
    forbidden: ['#client/app/shell.tsx', '#client/features/puskesmas/review/review-screen.tsx'],
  },
  {
    folder: 'src/client/features/kader/weigh',
    says: 'Only #client/data and #client/sync talk to Dexie.',
    forbidden: ['dexie'],
  },

  ...['src/client/data', 'src/client/sync'].flatMap((folder) => [
    { folder, says: leave, forbidden: ['../services.ts'] },
    { folder, says: clientSees, forbidden: serverSide },
    {
      folder,
      says: 'data and sync know no screen.',
      forbidden: [
        '#client/app/shell.tsx',
        '#client/features/kader/weigh/weigh-screen.tsx',
        '#client/ui/button.tsx',
        '#client/i18n/id.ts',
        'react',
        'react-dom',
      ],
    },
  ]),

  ...['src/client/ui', 'src/client/i18n'].flatMap((folder) => [
    { folder, says: leave, forbidden: ['../services.ts'] },
    {
      folder,
      says: 'ui gets everything through props.',
      forbidden: [
        '#server/main.ts',
        '#sw/sw.ts',
        '#protocol/push.ts',
        '#client/app/shell.tsx',
        '#client/data/db.ts',
        '#client/features/kader/weigh/weigh-screen.tsx',
        '#client/sync/push-outbox.ts',
        'dexie',
        'fastify',
        '@fastify/cookie',
        'node:fs',
      ],
    },
  ]),

  {
    folder: 'src/sw',
    says: 'The worker serves the shell; it knows no data.',
    forbidden: [
      '../domain/child.ts',
      '#domain/child.ts',
      '#protocol/push.ts',
      '#client/data/db.ts',
      '#server/main.ts',
      'react',
      'dexie',
      'fastify',
      'node:fs',
    ],
  },

  { folder: 'src/server/store', says: leave, forbidden: ['../sync/apply-push.ts'] },
  { folder: 'src/server/store', says: 'server never sees the client.', forbidden: clientSide },

  ...['src/server/sync', 'src/server/review'].flatMap((folder) => [
    { folder, says: leave, forbidden: ['../store/store.ts'] },
    {
      folder,
      says: 'Use cases see domain, protocol and the Store interface only.',
      forbidden: [
        ...clientSide,
        '#server/http/errors.ts',
        'fastify',
        '@fastify/cookie',
        'kysely',
        'pg',
        'node:fs',
      ],
    },
  ]),

  ...['src/server/http', 'src/server/auth'].flatMap((folder) => [
    { folder, says: leave, forbidden: ['../store/store.ts'] },
    { folder, says: 'Only server/store says SQL.', forbidden: [...clientSide, 'kysely', 'pg'] },
  ]),
];

/** Every way TypeScript can reach another file. */
const reach: readonly ((from: string) => string)[] = [
  (from) => `export { thing } from '${from}';\n`,
  (from) => `import { thing } from '${from}';\nexport const other: unknown = thing;\n`,
  (from) => `import type { Thing } from '${from}';\nexport type Other = Thing[];\n`,
  (from) => `export const later = (): Promise<unknown> => import('${from}');\n`,
];

const imports = walls.flatMap(({ folder, says, forbidden }, wall) =>
  forbidden.map((from, index) => ({
    folder,
    says,
    from,
    file: `${folder}/planted-${String(wall)}-${String(index)}.ts`,
    source: (reach[(wall + index) % reach.length] ?? String)(from),
  })),
);

const choiceOfTwo = `export function say(choice: 'a' | 'b'): string {
  switch (choice) {
    case 'a':
      return 'first';
  }
  return 'second';
}
`;

/** Rules of the house that are not about who imports whom. */
const houseRules: readonly {
  readonly rule: string;
  readonly file: string;
  readonly source: string;
}[] = [
  {
    rule: 'eslint(no-restricted-globals)',
    file: 'src/domain/growth/clock.ts',
    source: 'export const now = (): unknown => new Date();\n',
  },
  {
    rule: 'eslint(no-console)',
    file: 'src/client/app/noise.ts',
    source: `console.log('saved');\n`,
  },
  {
    rule: 'eslint(eqeqeq)',
    file: 'src/domain/loose.ts',
    source: 'export const same = (a: unknown, b: unknown): boolean => a == b;\n',
  },
  {
    rule: 'eslint(max-lines)',
    file: 'src/domain/long.ts',
    source: Array.from(
      { length: 301 },
      (_, line) => `export const line${String(line)} = ${String(line)};\n`,
    ).join(''),
  },
  {
    rule: 'import(no-default-export)',
    file: 'src/client/app/default.ts',
    source: 'export default 1;\n',
  },
  {
    rule: 'import(no-cycle)',
    file: 'src/protocol/hen.ts',
    source: `import { egg } from './egg.ts';\nexport const hen = (): unknown => egg;\n`,
  },
  {
    rule: 'unicorn(filename-case)',
    file: 'src/client/ui/BigButton.ts',
    source: 'export const size = 48;\n',
  },
  {
    rule: 'typescript(no-explicit-any)',
    file: 'src/domain/any.ts',
    source: 'export const value = (given: any): unknown => given;\n',
  },
  {
    rule: 'typescript(no-non-null-assertion)',
    file: 'src/domain/bang.ts',
    source: 'export const first = (of: readonly string[]): string => of[0]!;\n',
  },
  {
    rule: 'typescript(no-unsafe-type-assertion)',
    file: 'src/domain/cast.ts',
    source: 'export const text = (given: unknown): string => given as string;\n',
  },
  {
    rule: 'typescript(consistent-type-imports)',
    file: 'src/protocol/type-import.ts',
    source: `import { Child } from '#domain/child.ts';\nexport type Children = Child[];\n`,
  },
  {
    rule: 'typescript(no-floating-promises)',
    file: 'src/server/sync/floating.ts',
    source: 'export function save(write: () => Promise<void>): void {\n  write();\n}\n',
  },
  {
    rule: 'typescript(switch-exhaustiveness-check)',
    file: 'src/domain/choice.ts',
    source: choiceOfTwo,
  },
  {
    rule: 'react(hooks)',
    file: 'src/client/features/kader/hook.tsx',
    source: `import { useState } from 'react';\nexport function Field({ shown }: { readonly shown: boolean }): unknown {\n  if (!shown) return null;\n  const [text] = useState('');\n  return text;\n}\n`,
  },
];

/** Files as they should be; lint has nothing to say to them. */
const sound: Readonly<Record<string, string>> = {
  'src/domain/child.ts': `export interface Child {\n  readonly name: string;\n}\n`,
  'src/domain/dates.ts':
    'export const yearOf = (ms: number): number => new Date(ms).getUTCFullYear();\n',
  'src/domain/growth/reference-data/table.ts': Array.from(
    { length: 400 },
    (_, day) => `export const day${String(day)} = ${String(day)};\n`,
  ).join(''),
  'src/domain/growth/age.ts': `import * as z from 'zod/mini';\nimport { yearOf } from '#domain/dates.ts';\nexport const yearSchema = z.number();\nexport const age = (ms: number): number => yearOf(ms);\n`,
  'src/protocol/push.ts': `import type { Child } from '#domain/child.ts';\nexport interface Push {\n  readonly children: readonly Child[];\n}\n`,
  'src/client/data/db.ts': `import { Dexie } from 'dexie';\nimport type { Push } from '#protocol/push.ts';\nexport const open = (name: string): Dexie => new Dexie(name);\nexport type Sent = Push;\n`,
  'src/client/ui/button.tsx': `import type { ReactNode } from 'react';\nimport type { Child } from '#domain/child.ts';\nexport const Button = ({ child }: { readonly child: Child }): ReactNode => child.name;\n`,
  'src/client/features/kader/weigh/weigh-screen.tsx': `export { Button } from '#client/ui/button.tsx';\nexport { open } from '#client/data/db.ts';\n`,
  'src/client/app/shell.tsx': `export { Button } from '#client/features/kader/weigh/weigh-screen.tsx';\n`,
  'src/sw/worker.ts': `export { precacheAndRoute } from 'workbox-precaching';\n`,
  'src/server/store/store.ts': `import pg from 'pg';\nexport const connect = (): unknown => new pg.Pool();\nconsole.log('ready');\n`,
  'src/server/sync/apply.ts': `import type { Push } from '#protocol/push.ts';\nexport const count = (push: Push): number => push.children.length;\n`,
  'src/server/http/routes.ts': `export { count } from '#server/sync/apply.ts';\nexport { fastify } from 'fastify';\n`,
};

let folder = '';
let objections: readonly Objection[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'layers-'));
  const plant = (file: string, source: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), source);
  };
  for (const file of ['.oxlintrc.json', 'tsconfig.json', 'package.json']) {
    cpSync(file, join(folder, file));
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  for (const layer of ['domain', 'protocol', 'client', 'sw', 'server']) {
    mkdirSync(join(folder, 'src', layer), { recursive: true });
    cpSync(`src/${layer}/tsconfig.json`, join(folder, `src/${layer}/tsconfig.json`));
  }
  for (const { file, source } of [...imports, ...houseRules]) plant(file, source);
  for (const [file, source] of Object.entries(sound)) plant(file, source);
  plant(
    'src/protocol/egg.ts',
    `import { hen } from './hen.ts';\nexport const egg = (): unknown => hen;\n`,
  );

  objections = await lint();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function lint(): Promise<readonly Objection[]> {
  const oxlint = join(process.cwd(), 'node_modules/oxlint/bin/oxlint');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [oxlint, '--format', 'json', 'src'],
    { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
  ).catch((failed: { readonly stdout: string }) => failed);
  return (JSON.parse(stdout) as { diagnostics: Objection[] }).diagnostics;
}

const said = (file: string) => objections.filter(({ filename }) => filename === file);

describe('lint objects when', () => {
  test.each(imports)('$folder imports $from', ({ file, says }) => {
    const heard = said(file).filter(({ code }) => code === 'eslint(no-restricted-imports)');
    expect(heard.map(({ help }) => help)).toEqual([says]);
  });

  test.each(houseRules)('$file breaks $rule', ({ rule, file }) => {
    expect(said(file).map(({ code }) => code)).toContain(rule);
  });
});

test.each(Object.keys(sound))('lint is content with a sound %s', (file) => {
  expect(said(file)).toEqual([]);
});

test('every wall in the lint rules has something planted against it', () => {
  const { overrides } = JSON.parse(readFileSync('.oxlintrc.json', 'utf8')) as {
    overrides: readonly Override[];
  };
  const untried = overrides.flatMap(({ files, rules }) =>
    patternsOf(rules['no-restricted-imports']).flatMap(({ regex, message }) =>
      files
        .filter((glob) => {
          const layer = glob.replace(/\/\*\*$/, '');
          return !walls.some(
            (wall) =>
              (wall.folder === layer || wall.folder.startsWith(`${layer}/`)) &&
              wall.says === message &&
              wall.forbidden.every((from) => new RegExp(regex).test(from)),
          );
        })
        .map((glob) => `${glob}: ${message}`),
    ),
  );
  expect(untried).toEqual([]);
});

function patternsOf(rule: unknown): readonly Pattern[] {
  return rule === undefined ? [] : (rule as [string, { patterns: readonly Pattern[] }])[1].patterns;
}
