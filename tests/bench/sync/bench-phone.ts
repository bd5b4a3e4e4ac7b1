/** A new phone on a disk of its own, with a network and a processor as slow as the bench says. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import { openPhoneOnDisk } from '../../support/browser.ts';

export interface Conditions {
  readonly name: string;
  /** So many times slower than this machine. */
  readonly slower: number;
  readonly latencyMs: number;
  /** Each way; -1 for no limit. */
  readonly bytesPerSecond: number;
}

export const PLAIN: Conditions = {
  name: 'unthrottled',
  slower: 1,
  latencyMs: 0,
  bytesPerSecond: -1,
};
export const THROTTLED: Conditions = {
  name: '6x CPU, 400 ms, 400 kbit/s',
  slower: 6,
  latencyMs: 400,
  bytesPerSecond: 400_000 / 8,
};

export interface BenchPhone {
  readonly page: Page;
  /** @param online false for no network at all, whatever the conditions */
  readonly live: (conditions: Conditions, online?: boolean) => Promise<void>;
  readonly databaseBytes: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Resolves once the page is there and idle, unthrottled. */
export async function openBenchPhone(url: string): Promise<BenchPhone> {
  const profile = await mkdtemp(join(tmpdir(), 'siposyandu-bench-phone-'));
  const { context } = await openPhoneOnDisk(profile);
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('pageerror', (error) => console.error(`page: ${error.message}`));
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.waitForFunction(() => globalThis.bench !== undefined);
  const browser: CDPSession = await context.newCDPSession(page);
  await browser.send('Network.enable');
  return {
    page,
    async live({ slower, latencyMs, bytesPerSecond }, online = true) {
      await browser.send('Emulation.setCPUThrottlingRate', { rate: slower });
      await browser.send('Network.emulateNetworkConditions', {
        offline: !online,
        latency: latencyMs,
        downloadThroughput: bytesPerSecond,
        uploadThroughput: bytesPerSecond,
      });
    },
    databaseBytes: () => page.evaluate(usageOfDatabase),
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** Chromium says what of it is the database's. */
async function usageOfDatabase(): Promise<number> {
  const estimate: StorageEstimate & { readonly usageDetails?: Readonly<Record<string, number>> } =
    await navigator.storage.estimate();
  return estimate.usageDetails?.['indexedDB'] ?? estimate.usage ?? 0;
}
