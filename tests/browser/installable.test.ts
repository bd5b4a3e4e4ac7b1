/** The app as an installed program: it installs, starts without a network, and changes only when asked. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/browser-test.ts';
import { openPhoneOnDisk, phone } from '../support/browser.ts';
import { signIn, workerInCharge } from '../support/first-steps.ts';
import { startFront } from '../support/front.ts';

const signInButton = (page: Page) => page.getByRole('button', { name: 'Masuk' });

test('Chromium finds nothing that stands in the way of installing', async ({ server }) => {
  const profile = await mkdtemp(join(tmpdir(), 'siposyandu-phone-'));
  const { context } = await openPhoneOnDisk(profile);
  const page = await context.newPage();
  await page.goto(server.url);
  await workerInCharge(page);

  const devtools = await context.newCDPSession(page);
  const manifest = await devtools.send('Page.getAppManifest');
  expect(manifest.errors).toEqual([]);
  expect(manifest.url).toBe(`${server.url}/manifest.webmanifest`);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);

  await context.close();
  await rm(profile, { recursive: true, force: true });
});

test('the page lives with the content security policy', async ({ phonePage }) => {
  const refused: string[] = [];
  phonePage.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text());
  });
  const response = await phonePage.goto('/');
  expect(response?.headers()['content-security-policy']).toContain("script-src 'self'");
  await expect(signInButton(phonePage)).toBeVisible();
  await workerInCharge(phonePage);
  expect(refused).toEqual([]);
});

test('after one visit every address of the app opens without a network, also when the browser starts cold', async ({
  server,
}) => {
  const profile = await mkdtemp(join(tmpdir(), 'siposyandu-phone-'));
  const before = await openPhoneOnDisk(profile, { baseURL: server.url });
  const firstPage = await before.context.newPage();
  await firstPage.goto('/');
  await workerInCharge(firstPage);
  await before.kill();

  const after = await openPhoneOnDisk(profile, { baseURL: server.url, offline: true });
  const page = await after.context.newPage();
  for (const address of ['/', '/anak', '/timbang?dari=pintasan', '/belum-terkirim']) {
    await page.goto(address);
    await expect(signInButton(page)).toBeVisible();
  }
  await after.context.close();
  await rm(profile, { recursive: true, force: true });
});

test('the worker neither answers for the server nor keeps its answers', async ({ phonePage }) => {
  await phonePage.goto('/');
  await workerInCharge(phonePage);
  const asked = await phonePage.evaluate(async () => (await fetch('/api/info')).status);
  expect(asked).toBe(200);

  const kept = await phonePage.evaluate(async () => {
    const addresses: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) addresses.push(new URL(url).pathname);
    }
    return addresses;
  });
  expect(kept).toContain('/index.html');
  expect(kept.filter((address) => address.startsWith('/api'))).toEqual([]);

  await phonePage.context().setOffline(true);
  const answer = await phonePage.evaluate(() =>
    fetch('/api/info').then(
      () => 'an answer',
      () => 'none',
    ),
  );
  expect(answer).toBe('none');
});

test('a newer version waits until the person agrees, and never shows over a half-filled form', async ({
  browser,
  server,
}) => {
  const front = await startFront(server.url);
  const context = await browser.newContext({ ...phone, baseURL: front.url });
  const page = await context.newPage();
  await page.goto('/');
  await workerInCharge(page);
  await signIn(page, 'kader');
  await page.getByRole('link', { name: 'Anak', exact: true }).click();
  await page.getByRole('button', { name: 'Daftarkan anak' }).click();
  await page.getByLabel('Nama anak').fill('Siti Contoh');

  let loads = 0;
  page.on('load', () => void (loads += 1));
  front.decide((_method, path) =>
    path === '/sw.js' ? (script) => `${script}\n// a newer version` : undefined,
  );
  expect(await lookForNewerVersion(page)).toBe('installed');
  const offer = page.getByRole('button', { name: 'Perbarui' });
  await expect(page.getByLabel('Nama anak')).toHaveValue('Siti Contoh');
  await expect(offer).toBeHidden();

  await page.goBack();
  await expect(offer).toBeVisible();
  expect(loads).toBe(0);

  const reloaded = page.waitForEvent('load');
  await offer.click();
  await reloaded;
  await expect(page.getByRole('link', { name: 'Anak', exact: true })).toBeVisible();
  await expect(offer).toBeHidden();
  expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting)).toBeNull();

  await context.close();
  await front.stop();
});

/** @returns how far the newer worker got by itself */
async function lookForNewerVersion(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const old = navigator.serviceWorker.controller;
    await registration.update();
    const newer = registration.installing ?? registration.waiting;
    if (newer === null) return 'no newer version';
    while (newer.state === 'installing') {
      await new Promise((resolve) => {
        newer.addEventListener('statechange', resolve, { once: true });
      });
    }
    return navigator.serviceWorker.controller === old ? newer.state : 'took over';
  });
}

test('the alarm clock wakes every open page', async ({ phonePage }) => {
  await phonePage.goto('/');
  await workerInCharge(phonePage);
  const heard = phonePage.evaluate(
    () =>
      new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('message', ({ data }) => resolve(data), {
          once: true,
        });
      }),
  );
  const alarm = { heard: false };
  void heard.finally(() => {
    alarm.heard = true;
  });
  const devtools = await phonePage.context().newCDPSession(phonePage);
  let registrationId = '';
  devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    registrationId = registrations[0]?.registrationId ?? registrationId;
  });
  await devtools.send('ServiceWorker.enable');
  // The browser drops an alarm for a worker that is just being put to sleep; ours is rung again.
  await expect(async () => {
    expect(registrationId).not.toBe('');
    void devtools.send('ServiceWorker.dispatchSyncEvent', {
      origin: new URL(phonePage.url()).origin,
      registrationId,
      tag: 'send-records',
      lastChance: false,
    });
    await expect.poll(() => alarm.heard, { timeout: 2_000 }).toBe(true);
  }).toPass({ timeout: 40_000 });
  expect(await heard).toEqual({ type: 'sync-now' });
});
