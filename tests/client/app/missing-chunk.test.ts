import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { reloadOnMissingChunk } from '#client/app/missing-chunk.ts';

const page = { typed: false, reloaded: 0 };
reloadOnMissingChunk({
  isSafe: () => !page.typed,
  reload: () => void (page.reloaded += 1),
});

beforeEach(() => {
  Object.assign(page, { typed: false, reloaded: 0 });
  sessionStorage.clear();
});
afterEach(() => vi.restoreAllMocks());

/** As Vite's own loader reports it. */
function aPartIsMissing(name: string) {
  const event = Object.assign(new Event('vite:preloadError'), {
    payload: new Error(`Failed to fetch dynamically imported module: ${name}`),
  });
  window.dispatchEvent(event);
}

test('a part replaced by a newer version is fetched by loading the page anew', () => {
  aPartIsMissing('/assets/review-1.js');
  expect(page.reloaded).toBe(1);
});

test('a part still missing after that is left to the error screen', () => {
  aPartIsMissing('/assets/review-1.js');
  aPartIsMissing('/assets/review-1.js');
  expect(page.reloaded).toBe(1);
  aPartIsMissing('/assets/review-2.js');
  expect(page.reloaded).toBe(2);
});

test('a half-typed form is not reloaded away', () => {
  page.typed = true;
  aPartIsMissing('/assets/review-1.js');
  expect(page.reloaded).toBe(0);
});

test('out of signal the part is unreachable, not replaced', () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  aPartIsMissing('/assets/review-1.js');
  expect(page.reloaded).toBe(0);
});
