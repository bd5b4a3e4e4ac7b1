/** Which Chromium the tests drive. */

import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** Absolute path, or `undefined` where this machine has none; the first that exists of the caller's, Debian's and Playwright's own. */
export function findChromium(): string | undefined {
  const candidates = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', chromium.executablePath()];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path));
}

/** Quiet, and no traffic of its own, so that what a test sees on the network is the app's. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];
