import { describe, expect, test } from 'vitest';
import { createAppUpdate } from '#client/app/app-update.ts';

/** A page with a form that may hold something typed, and a record of what was done to it. */
function aPage() {
  const page = { typed: false, activated: 0, reloaded: 0, told: 0 };
  const update = createAppUpdate({
    isSafe: () => !page.typed,
    activateWaiting: () => void (page.activated += 1),
    reload: () => void (page.reloaded += 1),
  });
  update.subscribe(() => void (page.told += 1));
  return { page, update };
}

describe('a newer version of the app', () => {
  test('is not offered while there is none', () => {
    const { page, update } = aPage();
    update.applyUpdate();
    expect(update.updateReady()).toBe(false);
    expect(page).toEqual({ typed: false, activated: 0, reloaded: 0, told: 0 });
  });

  test('is offered when it waits and no form holds anything', () => {
    const { page, update } = aPage();
    update.waiting();
    expect(update.updateReady()).toBe(true);
    expect(page.told).toBe(1);
  });

  test('takes over only when asked, and the page reloads only once it has', () => {
    const { page, update } = aPage();
    update.waiting();
    expect(page.activated).toBe(0);
    update.applyUpdate();
    expect(page).toMatchObject({ activated: 1, reloaded: 0 });
    expect(update.updateReady()).toBe(false);
    update.tookOver();
    expect(page.reloaded).toBe(1);
  });

  test('is taken even when the browser once more reports that it waits', () => {
    const { page, update } = aPage();
    update.waiting();
    update.applyUpdate();
    update.waiting();
    update.tookOver();
    expect(page.reloaded).toBe(1);
  });

  test('is neither offered nor applied over a half-typed form', () => {
    const { page, update } = aPage();
    page.typed = true;
    update.waiting();
    expect(update.updateReady()).toBe(false);
    update.applyUpdate();
    expect(page.activated).toBe(0);
  });

  test('is offered once the form is saved', () => {
    const { page, update } = aPage();
    page.typed = true;
    update.waiting();
    page.typed = false;
    update.recheck();
    expect(page.told).toBe(2);
    expect(update.updateReady()).toBe(true);
  });

  test('taken by another page of this phone reloads this one only when asked', () => {
    const { page, update } = aPage();
    update.tookOver();
    expect(page.reloaded).toBe(0);
    expect(update.updateReady()).toBe(true);
    update.applyUpdate();
    expect(page).toMatchObject({ activated: 0, reloaded: 1 });
  });

  test('no longer reports to a prompt that has gone', () => {
    const { update } = aPage();
    let told = 0;
    const leave = update.subscribe(() => void (told += 1));
    leave();
    update.waiting();
    expect(told).toBe(0);
  });
});
