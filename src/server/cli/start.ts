/** `npm start`: a fresh build if one is needed, then the server in this same process. */

import { fileURLToPath } from 'node:url';
import { buildIfNeeded } from './build-if-needed.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

if (await buildIfNeeded(root, console.log)) {
  await import('#server/main.ts');
} else {
  process.exitCode = 1;
}
