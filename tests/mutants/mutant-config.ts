/** Vitest over the real sources with one planted error, named by `PLANTED_ERROR`; without it, the sources as they are. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { occurrences, planted } from './plant.ts';

const root = process.cwd();
const name = process.env['PLANTED_ERROR'];
const error = name === undefined ? null : planted(name);

export default defineConfig({
  root,
  plugins: [
    {
      name: 'planted-error',
      enforce: 'pre',
      load(id) {
        if (error === null || id.split('?')[0] !== join(root, error.file)) return null;
        const source = readFileSync(join(root, error.file), 'utf8');
        if (occurrences(source, error.find) !== 1) {
          throw new Error(`${error.file} holds “${error.find}” not exactly once`);
        }
        return source.replace(error.find, () => error.replace);
      },
    },
  ],
  test: {
    environment: 'node',
    include: ['tests/domain/**/*.test.ts'],
    testTimeout: 120_000,
    // It would hand out the sound file that an earlier run compiled.
    fsModuleCache: false,
  },
});
