/** Brings a Chromium to a machine that has none. */

import { existsSync } from 'node:fs';
import { findChromium } from './chromium.ts';
import { runStep } from './run-step.ts';

/**
 * Debian's own where this is root on Debian, else Playwright's.
 *
 * @returns the browser's path, or what stood in the way
 */
export async function ensureChromium(): Promise<
  { readonly path: string } | { readonly problem: string }
> {
  const found = findChromium();
  if (found !== undefined) return { path: found };

  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  const commands: readonly (readonly [string, ...string[]])[] = debian
    ? [
        ['apt-get', 'update'],
        ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
      ]
    : [['playwright', 'install', 'chromium']];

  for (const command of commands) {
    console.log(`There is no Chromium here, so it is installed: ${command.join(' ')}`);
    const end = await runStep(command, {
      loud: true,
      limitMinutes: 5,
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (end.exitCode !== 0) return { problem: `${command.join(' ')} failed` };
  }
  const installed = findChromium();
  return installed === undefined
    ? { problem: 'no Chromium found after installing it; set CHROMIUM_PATH' }
    : { path: installed };
}
