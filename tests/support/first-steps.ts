/** What everybody does first, in the words on the screen. */

import type { Page } from '@playwright/test';
import { PRACTICE_PASSWORD } from '#server/practice/practice-plan.ts';

export async function signIn(page: Page, username: string): Promise<void> {
  await page.getByLabel('Nama pengguna').fill(username);
  await page.getByLabel('Kata sandi', { exact: true }).fill(PRACTICE_PASSWORD);
  await page.getByRole('button', { name: 'Masuk' }).click();
}

/** The worker has every file and answers for this page. */
export async function workerInCharge(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller !== null) return;
    await new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
    });
  });
}
