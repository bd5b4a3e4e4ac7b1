/** A kader's phone and a puskesmas laptop, driven by the machine's own Chromium. */

import { execFileSync } from 'node:child_process';
import { chromium, type BrowserContext, type BrowserContextOptions } from '@playwright/test';
import { chromiumArgs, findChromium } from './chromium.ts';
import { endAtOnce } from './end-at-once.ts';

const here: BrowserContextOptions = { locale: 'id-ID', timezoneId: 'Asia/Makassar' };

/** The size screens are designed for. */
export const phone: BrowserContextOptions = {
  ...here,
  viewport: { width: 360, height: 640 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};

export const laptop: BrowserContextOptions = { ...here, viewport: { width: 1280, height: 800 } };

export interface PhoneOnDisk {
  readonly context: BrowserContext;
  /** Ends all of the browser at once, as a phone does that runs out of memory or power. */
  readonly kill: () => Promise<void>;
}

/** @param profileDir what the phone remembers; open it again to start the same phone anew */
export async function openPhoneOnDisk(
  profileDir: string,
  options: BrowserContextOptions = {},
): Promise<PhoneOnDisk> {
  const context = await chromium.launchPersistentContext(profileDir, {
    ...phone,
    ...options,
    executablePath: findChromium() ?? '',
    args: chromiumArgs,
  });
  // Found now, so that the kill itself comes at the moment it is asked for.
  const processes = browserProcesses(profileDir);
  return {
    context,
    async kill() {
      const closed = new Promise<void>((resolve) => {
        context.once('close', () => resolve());
      });
      // Playwright gives each browser a group of its own, led by its first process.
      for (const pid of processes) endAtOnce(-pid);
      for (const pid of browserProcesses(profileDir)) endAtOnce(pid);
      await closed;
    },
  };
}

/** Those that name this profile, and so none that another test started. */
function browserProcesses(profileDir: string): readonly number[] {
  const table = execFileSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' });
  return table
    .split('\n')
    .filter((line) => line.includes(`--user-data-dir=${profileDir}`))
    .map((line) => Number.parseInt(line, 10))
    .filter((pid) => pid !== process.pid);
}
