/** Playwright's `test`, with the real server running and the two kinds of screen ready to open. */

import { test as base, type Page } from '@playwright/test';
import { laptop, phone } from './browser.ts';
import { createDataDir, removeDataDir, startServer, type ServerProcess } from './server-process.ts';

interface Screens {
  /** A phone that was never here before. */
  readonly phonePage: Page;
  readonly laptopPage: Page;
}
interface Houses {
  /** One practice posyandu for all tests of a file that do not change what others read. */
  readonly server: ServerProcess;
}

export const test = base.extend<Screens, Houses>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the wanted fixtures off this pattern
    async ({}, hand) => {
      const dataDir = await createDataDir();
      const server = await startServer({ dataDir });
      await hand(server);
      await server.stop();
      await removeDataDir(dataDir);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  phonePage: async ({ browser, server }, hand) => {
    const context = await browser.newContext({ ...phone, baseURL: server.url });
    await hand(await context.newPage());
    await context.close();
  },
  laptopPage: async ({ browser, server }, hand) => {
    const context = await browser.newContext({ ...laptop, baseURL: server.url });
    await hand(await context.newPage());
    await context.close();
  },
});

export { expect } from '@playwright/test';
